"""A name taken apart: its parts, what each is, and how much each says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from sousveil.names import business, people
from sousveil.names.keys import sound
from sousveil.names.legal import find_forms
from sousveil.names.numbers import number_of
from sousveil.names.schemata import Mode
from sousveil.names.scripts import is_abjad, is_unspaced, latin
from sousveil.names.tokens import Token, tokenize

WEIGHTS = {
    "word": 1.0,
    "common": 0.75,
    "patronymic": 0.5,
    "initial": 0.3,
    "particle": 0.1,
    "title": 0.12,
    "brand-like": 0.7,
    "sector": 0.5,
    "place": 0.4,
    "generic": 0.3,
    "number": 0.3,
    "stop": 0.0,
    "form": 0.0,
}
"""How much a part of each kind says of who bears the name; 1 is a distinctive word."""

PATRONYMIC = re.compile(r"(?:ovich|evich|evych|ovych|ovic|ovna|evna|yivna|ivna|ichna)$")
_READ_AS_LETTERS = str.maketrans("01345", "oieas")
_NUMBER_SIGNS = frozenset({"no", "nr", "num", "number"})

SHORT = 0.7
"""Factor on the weight of words of one or two letters."""
SLIGHT = 0.15
"""Parts of at most this weight are passed over when names are looked up."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name.

    Attributes:
        text: the part as it stands in the name, from `start` to `end`.
        form: folded, in its own script.
        latin: in ASCII letters, where its script can be carried over.
        sound: key that spellings of one sound share.
        kind: one of `WEIGHTS`.
        weight: what it says of who bears the name, 0..1.
        concept: word that stands for the same meaning in all languages, or for all spellings of a
            widespread name; else empty.
        number: value, where the part is a number of an organisation's name.
        abjad: its script leaves vowels out.
    """

    text: str
    start: int
    end: int
    form: str
    latin: str
    sound: str
    kind: str
    weight: float
    concept: str = ""
    number: int | None = None
    abjad: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart in one of the two modes.

    Attributes:
        parts: in the order of comparison; a person's `Surname, Given` is turned round.
        forms: kinds of legal form that the name states (`llc`, `jsc`, …), without those that only
            say that it is a company.
        form_texts: the legal forms and company words as they stand in the name.
        joined: all parts that carry weight in Latin letters without blanks.
        weight: sum of the parts' weights.
        ordered: the order of given name and surname was marked by a comma.
    """

    text: str
    mode: Mode
    parts: tuple[Part, ...]
    forms: tuple[str, ...]
    form_texts: tuple[str, ...]
    joined: str
    weight: float
    ordered: bool = False


@lru_cache(maxsize=131072)
def analyse(text: str, mode: Mode) -> Name:
    """Take a name apart as that of a person or of an organisation.

    Never fails: text without a letter or figure gives a name without parts.
    """
    tokens = tokenize(text)
    spans = find_forms(tuple(token.form for token in tokens)) if tokens else ()
    if mode == "person":
        spans = tuple(span for span in spans if span[2] and span[1] - span[0] + len(span[2]) > 3)
        spans = tuple(span for span in spans if len(tokens[span[0]].form) > 2)
    covered = {at for first, last, _ in spans for at in range(first, last)}
    if len(covered) == len(tokens):
        covered, spans = set(), ()
    rest = [token for at, token in enumerate(tokens) if at not in covered]
    ordered = False
    if mode == "person":
        rest, ordered = _turned(text, rest)
        parts = [part for token in rest for part in _person_parts(token)]
        parts = _not_all_slight(_with_patronymics(parts))
    else:
        parts = _not_all_slight(_organisation_parts(rest))
    return Name(
        text=text,
        mode=mode,
        parts=tuple(parts),
        forms=tuple(sorted({kind for _, _, kind in spans if kind})),
        form_texts=tuple(text[tokens[a].start : tokens[b - 1].end] for a, b, _ in spans),
        joined="".join(part.latin for part in parts if part.kind not in {"stop", "title"}),
        weight=sum(part.weight for part in parts),
        ordered=ordered,
    )


def _turned(text: str, tokens: list[Token]) -> tuple[list[Token], bool]:
    """Bring `Surname, Given` into the order `Given Surname`."""
    comma = text.find(",")
    if comma < 0:
        return tokens, False
    before = [token for token in tokens if token.start < comma]
    after = [token for token in tokens if token.start > comma]
    if not before or all(token.form in people.TITLES for token in after):
        return tokens, False
    return after + before, True


def _with_patronymics(parts: list[Part]) -> list[Part]:
    """Weigh East Slavic patronymics (`-ovich`, `-ovna`), which many leave out, as what they are.

    They stand between or behind a given name and a surname; where there are only two parts, such
    a word is the surname.
    """
    words = [part for part in parts if part.weight > WEIGHTS["initial"]]
    if len(words) < 3:
        return parts
    return [
        replace(part, kind="patronymic", weight=WEIGHTS["patronymic"])
        if part.kind == "word" and PATRONYMIC.search(part.latin)
        else part
        for part in parts
    ]


def _person_parts(token: Token) -> list[Part]:
    if token.dotted and len(token.form) <= 4 and token.form not in people.TITLES:
        places = [
            at for at in range(token.start, token.end) if token.text[at - token.start] not in ". "
        ]
        return [
            _person_part(Token(token.text[at - token.start], at, at + 1, letter))
            for at, letter in zip(places, token.form, strict=False)
        ]
    return [_person_part(token)]


def _person_part(token: Token) -> Part:
    return Part(token.text, token.start, token.end, token.form, *_read_in_person(token.form))


def _organisation_parts(tokens: list[Token]) -> list[Part]:
    return [
        Part(token.text, token.start, token.end, token.form, *_read_in_title(token.form, at == 0))
        for at, token in enumerate(tokens)
    ]


class _Reading(NamedTuple):
    """What a word is, wherever it stands: the fields of `Part` behind `form`."""

    latin: str
    sound: str
    kind: str
    weight: float
    concept: str
    number: int | None
    abjad: bool


@lru_cache(maxsize=131072)
def _read_in_person(form: str) -> _Reading:
    letters = latin(form)
    if not letters.isalpha() and not letters.isdigit():
        letters = letters.translate(_READ_AS_LETTERS)
    concept = people.VARIANTS.get(letters, "")
    if is_unspaced(form) and len(form) > 1:
        kind = "word"
    elif len(letters) == 1:
        kind = "initial"
    elif letters in people.PARTICLES:
        kind = "particle"
    elif letters in people.TITLES:
        kind = "title"
    else:
        kind = "common" if (concept or letters) in people.COMMON else "word"
    return _reading(form, letters, kind, concept, None)


@lru_cache(maxsize=131072)
def _read_in_title(form: str, first: bool) -> _Reading:
    """Read a word of an organisation's name; the first is a number only in figures."""
    letters = latin(form)
    number = None if first and not form[0].isdigit() else number_of(form)
    known = form if form in business.CONCEPTS else letters
    concept = business.CONCEPTS.get(known, "")
    return _reading(form, letters, _kind(known, letters, number), concept, number)


def _kind(known: str, letters: str, number: int | None) -> str:
    if number is not None:
        return "number"
    tables = (
        ("stop", _NUMBER_SIGNS),
        ("stop", business.STOP),
        ("generic", business.GENERIC_WORDS),
        ("generic", business.COMPANY_WORDS),
        ("sector", business.SECTOR_WORDS),
        ("place", business.places()),
        ("brand-like", business.BRANDLIKE_WORDS),
    )
    return next((kind for kind, table in tables if known in table or letters in table), "word")


def _reading(form: str, letters: str, kind: str, concept: str, number: int | None) -> _Reading:
    weight = WEIGHTS[kind]
    if kind in {"word", "common"} and len(letters) <= 2 and not is_unspaced(form):
        weight *= SHORT
    return _Reading(letters, sound(letters), kind, weight, concept, number, is_abjad(form))


def _not_all_slight(parts: list[Part]) -> list[Part]:
    """Let slight parts count where a name has nothing else (`The Who`, `Abu Al`)."""
    if any(part.weight > SLIGHT for part in parts):
        return parts
    return [_raised(part) for part in parts]


def _raised(part: Part) -> Part:
    return replace(part, kind="word", weight=0.4)
