"""Acronyms that a long name of an organisation may go by."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sousveil.names.analysis import Name, Part, analyse
from sousveil.names.business import COMPANY_WORDS

LEAST_LETTERS, MOST_LETTERS = 3, 6


class Acronym(NamedTuple):
    """First letters of the parts before `end`, not counting words that only join."""

    letters: str
    end: int


def acronyms(name: Name) -> tuple[Acronym, ...]:
    """Return the acronyms of the first words of a name, with and without its generic words.

    A word such as `Corporation` may add its own letter: `China Electronics Technology Group
    Corporation` is known as CETGC and CETC.
    """
    return () if name.mode == "person" else _acronyms(name.text)


@lru_cache(maxsize=65536)
def _acronyms(text: str) -> tuple[Acronym, ...]:
    name = analyse(text, "organisation")
    company = {text.casefold()[0] for text in name.form_texts if text.casefold() in COMPANY_WORDS}
    found: dict[str, int] = {}
    for end in range(LEAST_LETTERS - 1, len(name.parts) + 1):
        words = [part for part in name.parts[:end] if part.kind != "stop" and part.latin.isascii()]
        telling = [part for part in words if part.kind != "generic"]
        for letters in (_first(words), _first(telling)):
            for whole in (letters, *(letters + letter for letter in sorted(company))):
                if LEAST_LETTERS <= len(whole) <= MOST_LETTERS:
                    found[whole] = end
    return tuple(Acronym(letters, end) for letters, end in found.items())


def is_acronym(part: Part) -> bool:
    """Tell whether a part may be an acronym."""
    fits = LEAST_LETTERS <= len(part.latin) <= MOST_LETTERS
    return part.kind == "word" and fits and part.form.isascii() and part.form.isalpha()


def _first(parts: list[Part]) -> str:
    return "".join(part.latin[0] for part in parts)
