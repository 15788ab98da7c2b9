"""Numbers in names: figures, ordinals, number words and Roman numerals.

The words are `rigour`'s table of ordinals (many languages) as far as they are single words.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rigour import _core

_FIGURES = re.compile(r"^(\d{1,9})(?:st|nd|rd|th)?$")
_ROMAN = re.compile(r"^x{0,3}(?:ix|iv|v?i{0,3})$")
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10}


@cache
def _words() -> dict[str, int]:
    found: dict[str, int] = {}
    for number, spellings in sorted(_core.ordinals_dict().items()):
        for spelling in spellings:
            word = spelling.casefold()
            if len(word) > 2 and word.isalpha() and not _ROMAN.match(word):
                found.setdefault(word, number)
    return found


@lru_cache(maxsize=65536)
def number_of(form: str) -> int | None:
    """Return the number that a word stands for, or None.

    Roman numerals are read from 2 (`ii`) to 39 and `i`; a lone `v` or `x` is too often an initial.
    """
    if figures := _FIGURES.match(form):
        return int(figures[1])
    if form and _ROMAN.match(form) and form not in {"v", "x"}:
        return _roman(form)
    return _words().get(form)


def _roman(form: str) -> int:
    values = [_ROMAN_VALUE[letter] for letter in form]
    following = [*values[1:], 0]
    return sum(-one if one < nxt else one for one, nxt in zip(values, following, strict=True))
