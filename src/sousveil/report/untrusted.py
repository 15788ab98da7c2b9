"""Text from outside made inert for display: nothing hidden, nothing that steers a terminal.

Names on lists and in supplier files are written by strangers. An escape sequence in a name can
rewrite a terminal, a right-to-left override can make one name look like another, and characters
without width hide differences. Each such character is shown as its code point, in terminals and
pages alike. What is hidden follows Unicode's categories Cc, Cs and Co and the property
Default_Ignorable_Code_Point (Unicode 15, DerivedCoreProperties.txt), plus the line separators and
the two letters that look like a blank.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

LIMIT = 600
"""Characters of a name that are shown; the rest is counted, not shown."""

PROSE_LIMIT = 50_000
"""The same for sentences: what a restriction means may fill a page."""

MARKS = 8
"""Combining marks in a row that are shown: Tibetan and Hebrew need up to five, attacks use more."""

_HIDDEN_RANGES = (
    (0x00, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x70F, 0x70F),
    (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200B), (0x200E, 0x200F),
    (0x2028, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164), (0xD800, 0xF8FF),
    (0xFDD0, 0xFDEF), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
    (0xFFFE, 0xFFFF), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0x10FFFF),
)  # fmt: skip
_HIDDEN = frozenset(
    chr(code) for first, last in _HIDDEN_RANGES for code in range(first, min(last, 0xE0FFF) + 1)
)
_JOINERS = "\u200c\u200d"
_JOINED_SCRIPTS = ((0x600, 0x109F), (0x1780, 0x18AF), (0xA840, 0xABFF))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: shown as it is, or `hidden`, when `text` says what stands there."""

    text: str
    hidden: bool = False
    title: str = ""


def split_hidden(text: str, *, limit: int = LIMIT) -> tuple[Piece, ...]:
    """Return the text in stretches, in order, each plain or standing for hidden characters.

    Hidden characters read `U+202E`, several equal ones `U+200B ×3`; what lies beyond `limit`
    characters reads `… 120 more characters`.
    """
    if len(text) <= limit and text.isascii() and text.isprintable():
        return (Piece(text),) if text else ()
    shown = text[:limit]
    flags = _hidden_flags(shown)
    pieces: list[Piece] = []
    for hidden, group in groupby(zip(shown, flags, strict=True), key=lambda pair: pair[1]):
        chars = "".join(char for char, _ in group)
        pieces.extend(_named(chars) if hidden else [Piece(chars)])
    if len(text) > limit:
        pieces.append(Piece(f"… {len(text) - limit:,} more characters", hidden=True))
    return tuple(pieces)


def inert(text: str, *, limit: int = LIMIT) -> str:
    """Return the text on one line for a terminal or a log, hidden characters as `<U+001B>`."""
    pieces = split_hidden(text, limit=limit)
    return "".join(f"<{piece.text}>" if piece.hidden else piece.text for piece in pieces)


def reads_right_to_left(text: str) -> bool:
    """Tell whether the text holds letters that are written from right to left."""
    return any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)


def safe_link(url: str) -> str | None:
    """Return the address if it may become a link: http or https, to a host that is what it seems.

    Refused are other schemes, addresses with hidden characters or blanks, with a user name
    (`https://treasury.gov@example.org`), and host names outside ASCII, which can imitate others.
    """
    if not url.isprintable() or " " in url or any(char in _HIDDEN for char in url):
        return None
    try:
        parts = urlsplit(url)
        host, user = parts.hostname, parts.username
    except ValueError:
        return None
    plain = parts.scheme in {"http", "https"} and host is not None and host.isascii()
    return url if plain and user is None and "\\" not in url else None


def _hidden_flags(text: str) -> list[bool]:
    """Say of each character whether it must not be shown as it is."""
    flags: list[bool] = []
    marks = 0
    for index, char in enumerate(text):
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if char in _JOINERS:
            flags.append(not _joins(text, index))
        else:
            flags.append(char in _HIDDEN or ord(char) > 0xE0FFF or marks > MARKS)
    return flags


def _joins(text: str, index: int) -> bool:
    """Tell whether a joiner stands where the script needs one: after RFC 5892, appendix A.

    The rule there asks for the joining types on both sides; here it is enough that both
    neighbours belong to the scripts that have them (Arabic to Myanmar, Khmer, Mongolian, …).
    """
    around = text[index - 1 : index] + text[index + 1 : index + 2]
    return len(around) == 2 and all(
        any(first <= ord(char) <= last for first, last in _JOINED_SCRIPTS) for char in around
    )


def _named(chars: str) -> list[Piece]:
    """Return one hidden piece for each run of the same character."""
    pieces = []
    for char, group in groupby(chars):
        count = sum(1 for _ in group)
        times = f" ×{count}" if count > 1 else ""
        title = unicodedata.name(char, "control character").lower()
        pieces.append(Piece(f"U+{ord(char):04X}{times}", hidden=True, title=title))
    return pieces
