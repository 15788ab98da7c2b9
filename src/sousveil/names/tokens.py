"""Words of a name, each with its place in the original text."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from typing import NamedTuple

from sousveil.names.business import CONCEPTS, PLACES
from sousveil.names.scripts import TSHEG, fold, script_of

MAX_LENGTH = 512
"""Characters of a name that are read; the longest on any list known to us has fewer than 400."""
MAX_TOKENS = 32
"""Words of a name that are read; the longest on any list known to us has fewer than 25."""
MAX_REPEATS = 3
"""How often one word of a name is read; more say nothing of who bears it."""

_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:['`?][A-Za-z0-9]+)*")
_DOTTED = re.compile(r"(?<![^\W_])[^\W\d_](?:\.\s?[^\W\d_](?![^\W_]))+")
_APOSTROPHES = frozenset("'`’‘ʻʼ´′?\ufffd")
_HAN_PARTS = sorted(
    (word for word in (*CONCEPTS, *PLACES.split()) if script_of(word[0]) == "CJK"),
    key=lambda word: (-len(word), word),
)
_HAN_FORMS = (
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    "总公司",
    "公司",
    "株式会社",
    "有限会社",
)
_HAN_SPLIT = re.compile("(" + "|".join((*_HAN_FORMS, *_HAN_PARTS)) + ")")
_ARTICLE = "ال"


class Token(NamedTuple):
    """A word: its text as it stands at `start` to `end`, and its folded form."""

    text: str
    start: int
    end: int
    form: str
    dotted: bool = False


def tokenize(text: str) -> list[Token]:
    """Split a name into words.

    Letters joined by dots (`A.B.C.`, `p.l.c.`) are one word; apostrophes, and question marks that
    stand where a letter was lost, do not split. Chinese company names are split at the words and
    legal forms that we know, the Arabic article from its noun. Text after `MAX_LENGTH` characters
    is not read, nor are words after the first `MAX_TOKENS`, nor a word more often than
    `MAX_REPEATS`: what one name can cost is bounded.
    """
    text = text[:MAX_LENGTH]
    if text.isascii():
        spans = [found.span() for found in _ASCII_WORD.finditer(text)]
    else:
        spans = _unicode_spans(text)
    if "." in text:
        spans = _merge_dotted(text, spans)
    tokens: list[Token] = []
    seen: Counter[str] = Counter()
    for start, end in spans:
        word = text[start:end]
        form = fold(word)
        seen[form] += 1
        if form and seen[form] <= MAX_REPEATS:
            tokens.append(Token(word, start, end, form, dotted="." in word))
    return tokens[:MAX_TOKENS]


def _unicode_spans(text: str) -> list[tuple[int, int]]:
    """Return the runs of letters, figures and marks; a single joiner between letters belongs."""
    kept = [_belongs(text, at) for at in range(len(text))]
    spans, start = [], None
    for at, keep in enumerate([*kept, False]):
        if keep and start is None:
            start = at
        elif not keep and start is not None:
            spans.extend(_split_by_script(text, start, at))
            start = None
    return spans


def _belongs(text: str, at: int) -> bool:
    category = unicodedata.category(text[at])
    if category[0] in "LNM" or category == "Cf":
        return True
    between = 0 < at < len(text) - 1 and _is_letter(text[at - 1]) and _is_letter(text[at + 1])
    return between and (text[at] in _APOSTROPHES or text[at] == TSHEG)


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def _split_by_script(text: str, start: int, end: int) -> list[tuple[int, int]]:
    word = text[start:end]
    if script_of(word[0]) == "CJK":
        cuts = [0]
        for piece in _HAN_SPLIT.split(word):
            cuts.append(cuts[-1] + len(piece))
        return [(start + a, start + b) for a, b in itertools.pairwise(cuts) if a < b]
    if word.startswith(_ARTICLE) and len(word) >= 5:
        return [(start, start + 2), (start + 2, end)]
    return [(start, end)]


def _merge_dotted(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the letters of dotted abbreviations into one span each."""
    runs = [found.span() for found in _DOTTED.finditer(text)]
    if not runs:
        return spans
    merged = [span for span in spans if not any(a <= span[0] and span[1] <= b for a, b in runs)]
    return sorted(merged + runs)
