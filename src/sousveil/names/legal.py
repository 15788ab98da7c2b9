"""Legal forms of companies, in the languages that rigour's table of them knows."""

from __future__ import annotations

from functools import lru_cache

from rigour import _core

from sousveil.names.business import COMPANY_WORDS
from sousveil.names.numbers import number_of

# `Normalize.CASEFOLD | Normalize.NAME` and `Cleanup.Noop`, as figures: importing rigour's enums
# loads ICU, which most runs never need.
_FLAGS = 4 | 64
_CLEANUP = 0
_MORE = {
    "sp z oo": "llc",
    "sp zoo": "llc",
    "sa de cv": "jsc",
    "s de rl": "llc",
    "co": "",
    "wll": "llc",
    "private joint stock co": "jsc",
    "joint stock co": "jsc",
    "tbk": "jsc",
    "股份有限公司": "jsc",
    "有限责任公司": "llc",
    "有限責任公司": "llc",
    "有限公司": "llc",
    "gufen youxian gongsi": "jsc",
    "youxian zeren gongsi": "llc",
    "youxian gongsi": "llc",
    "gongsi": "",
    "总公司": "",
    "公司": "",
    "株式会社": "jsc",
    "有限会社": "llc",
}


@lru_cache(maxsize=65536)
def find_forms(forms: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    """Return where legal forms stand among the words of a name: first, behind last, and what kind.

    The kind is that of forms which are much the same in different countries (`llc`, `jsc`, `lp`),
    empty for words that only say that it is a company.
    """
    found: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    matches = _core.extract_org_types(" ".join(forms), _FLAGS, _CLEANUP, True)
    for phrase, kind in [*_own(forms), *matches]:
        words = tuple(phrase.split())
        if len(words) == 1 and number_of(words[0]) is not None:
            continue  # `II` is a legal form in one country and a number in all others.
        for start in _positions(forms, words):
            span = range(start, start + len(words))
            if taken.isdisjoint(span) and _at_an_end(len(phrase), span, len(forms)):
                taken.update(span)
                found.append((span.start, span.stop, kind))
    found.extend(
        (at, at + 1, "")
        for at, form in enumerate(forms)
        if form in COMPANY_WORDS and at not in taken
    )
    return tuple(sorted(found))


def _own(forms: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (phrase, _MORE[phrase])
        for length in (4, 3, 2, 1)
        for start in range(len(forms) - length + 1)
        if (phrase := " ".join(forms[start : start + length])) in _MORE
    ]


def _positions(forms: tuple[str, ...], words: tuple[str, ...]) -> list[int]:
    width = len(words)
    return [at for at in range(len(forms) - width + 1) if forms[at : at + width] == words]


def _at_an_end(length: int, span: range, words: int) -> bool:
    """Two letters are a legal form only at an end of the name (`AS Foo`, not `Such as this`)."""
    return length > 2 or span.start == 0 or span.stop == words
