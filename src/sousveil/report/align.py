"""Where in the two names the parts stand that met: for marking them where they were written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sousveil.model.match import Reason
from sousveil.names.scripts import is_unspaced
from sousveil.report.untrusted import LIMIT
from sousveil.report.words import Kind, rule_words


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a name. `number` is that of the reason it belongs to, 0 for none."""

    text: str
    number: int = 0
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text without case, accents and punctuation; `text[i]` stood at `original[at[i]]`."""

    original: str
    text: str
    at: tuple[int, ...]


def align(name: str, reasons: Sequence[Reason], *, left: bool) -> tuple[Part, ...]:
    """Return the name in parts, each marked with the reason whose left or right part it is.

    Reasons are numbered from 1 in their order. Parts are found whatever their case, accents and
    punctuation; a part that the name does not hold as written (because it was compared in Latin
    letters, say) marks nothing. Joined together, the parts are the name, cut after `LIMIT`
    characters with the remainder as the last part.
    """
    shown = name[:LIMIT]
    folded = _fold(shown)
    owner: list[tuple[int, Kind] | None] = [None] * len(shown)
    for number, kind, wanted in _claims(reasons, left=left):
        for start, end in _places(folded, wanted, owner):
            owner[start:end] = [(number, kind)] * (end - start)
    parts = list(_parts(shown, owner))
    return (*parts, Part(name[LIMIT:])) if len(name) > LIMIT else tuple(parts)


def _claims(reasons: Sequence[Reason], *, left: bool) -> list[tuple[int, Kind, str]]:
    """Return what each reason about names claims on one side, longest first."""
    claims = []
    for number, reason in enumerate(reasons, start=1):
        _, kind = rule_words(reason.rule, reason.left, reason.right)
        wanted = reason.left if left else reason.right
        if kind != "fact" and wanted:
            claims.append((number, kind, wanted))
    return sorted(claims, key=lambda claim: -len(claim[2]))


def _places(
    folded: _Folded, wanted: str, owner: Sequence[object | None]
) -> Iterator[tuple[int, int]]:
    """Yield the first free place of `wanted`, or else the first free place of each of its words."""
    needle = _fold(wanted).text.strip()
    whole = _place(folded, needle, owner)
    if whole is not None:
        yield whole
        return
    for word in needle.split() if " " in needle else ():
        found = _place(folded, word, owner)
        if found is not None:
            yield found


def _place(folded: _Folded, needle: str, owner: Sequence[object | None]) -> tuple[int, int] | None:
    """Return where the needle stands as whole words, on characters that nothing else claims."""
    start = folded.text.find(needle) if needle else -1
    while start >= 0:
        end = start + len(needle)
        first, last = folded.at[start], folded.at[end - 1] + 1
        last += folded.original.startswith(".", last)  # the last dot of `Ltd.` and `B.V.`
        if _bounded(folded, start, end) and not any(owner[first:last]):
            return first, last
        start = folded.text.find(needle, start + 1)
    return None


def _bounded(folded: _Folded, start: int, end: int) -> bool:
    """Tell whether a word begins at `start` and ends before `end`."""
    return _edge(folded, start) and _edge(folded, end)


def _edge(folded: _Folded, index: int) -> bool:
    """Tell whether a word may end before `index`: anywhere, in scripts that set no blanks."""
    if index in {0, len(folded.text)}:
        return True
    if folded.at[index] == folded.at[index - 1]:
        return False
    if " " in folded.text[index - 1 : index + 1]:
        return True
    return any(is_unspaced(folded.original[place]) for place in folded.at[index - 1 : index + 1])


def _fold(text: str) -> _Folded:
    letters: list[str] = []
    at: list[int] = []
    for index, char in enumerate(text):
        for piece in unicodedata.normalize("NFKD", char).casefold():
            if unicodedata.combining(piece):
                continue
            letter = piece if piece.isalnum() else " "
            if letter != " " or (letters and letters[-1] != " "):
                letters.append(letter)
                at.append(index)
    return _Folded(text, "".join(letters), tuple(at))


def _parts(text: str, owner: Sequence[tuple[int, Kind] | None]) -> Iterator[Part]:
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or owner[index] != owner[start]:
            claim = owner[start]
            stretch = text[start:index]
            yield Part(stretch) if claim is None else Part(stretch, claim[0], claim[1])
            start = index
