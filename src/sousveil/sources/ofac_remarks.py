"""The grammar of OFAC's remarks: one field of text that holds most of what a listing says.

    remarks = segment *("; " segment) "."        segment = ["alt. "] label value

Pure: text in, frozen values out, and no segment is ever lost: whatever no rule reads comes back
as free text, to be kept as a note. The rules are those measured over 27,846 published segments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sousveil.names.dates import parse_date
from sousveil.sources.ofac_kinds import (
    DIGITAL_CURRENCY,
    IDENTIFIER_OF,
    LINK,
    MEASURE_OF,
    NOTE,
    PROPERTY_OF,
    WEAK_ALIAS,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that OFAC says of a party.

    Attributes:
        label: what it is, in OFAC's words (`Passport`, `DOB`, `Linked To`); empty for free text.
        value: the value alone, as published.
        text: the whole segment, as published.
        country: of an identifier: in brackets behind it.
        authority: of an identifier: a further bracket before the country (a state, an office).
        issued: date text, as published.
        expires: date text, as published.
    """

    label: str
    value: str
    text: str
    country: str | None = None
    authority: str | None = None
    issued: str | None = None
    expires: str | None = None


def free(text: str) -> Fact:
    """Return text that no rule reads as a fact of its own."""
    return Fact(NOTE, text, text)


_ALTERNATIVE = re.compile(r"^alt\.\s+", re.IGNORECASE)
_ALIAS = re.compile(r"^[afn]\.k\.a\.,?\s+(.+)$", re.IGNORECASE)
_LINK = re.compile(r"^Linked To:\s*(.+)$", re.IGNORECASE)
_LINK_BRACKET = "(Linked To:"
_SCOPED = re.compile(
    r"^(Listing Date|Effective Date|Purchase/Sales For Divestment Date) \([^()]*\):?\s+(.+)$",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"^(Executive Order \d+ (?:Directive )?(?:Information|Determination))\b[ :-]+(.+)$",
    re.IGNORECASE,
)
_WALLET = re.compile(rf"^({re.escape(DIGITAL_CURRENCY)}\S+)\s+(\S+)$", re.IGNORECASE)
_EMAIL = re.compile(r"^([^\s@,:]+@[^\s@,]+\.\w+)(?: \(email\))?$")
_LABELS = re.compile(
    "^({})[ .:#-]+(.+)$".format(
        "|".join(
            re.escape(label)
            for label in sorted([*IDENTIFIER_OF, *PROPERTY_OF, *MEASURE_OF], key=len, reverse=True)
        )
    ),
    re.IGNORECASE,
)
_UNKNOWN_NUMBER = re.compile(
    r"^([^\d;:]{2,60}?(?:No\.?|Number|#|ID|Card|Code|Certificate|License|Permit)):?\s+(\S*\d.*)$"
)
_NUMBER = re.compile(
    r"^(?P<number>.+?)"
    r"(?P<brackets>(?:\s+\((?:[^()]|\([^()]*\))*\))*)"
    r"(?:,?\s+issued\s+(?P<issued>[^()]+?))?"
    r"(?:,?\s+expires\s+(?P<expires>[^()]+?))?$"
)
_BRACKET = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
_LETTERS_ONLY = frozenset({"swiftBic", "callSign", "isinCode"})


def parse_remarks(text: str) -> tuple[Fact, ...]:
    """Read a remarks field. Every segment that is not blank gives at least one fact.

    Where the field is cut at 1,000 characters, its continuation must be joined before, raw.
    """
    body = text.strip().removesuffix(".")
    segments = (segment.strip() for segment in body.split("; "))
    return tuple(fact for segment in segments if segment for fact in parse_segment(segment))


def parse_comment(text: str) -> tuple[Fact, ...]:
    """Read the remarks of the XML formats, where links stand in brackets: `(Linked To: X)`."""
    facts: list[Fact] = []
    rest: list[str] = []
    position = 0
    while (start := text.find(_LINK_BRACKET, position)) >= 0:
        end = _closing(text, start)
        rest.append(text[position:start])
        facts.append(_labelled(LINK, text[start + len(_LINK_BRACKET) : end - 1], text[start:end]))
        position = end
    rest.append(text[position:])
    unlinked = "; ".join(part.strip(" ;") for part in rest if part.strip(" ;."))
    return (*parse_remarks(unlinked), *(fact for fact in facts if fact.value))


def parse_segment(segment: str) -> tuple[Fact, ...]:
    """Read one segment; two facts where a number stands in prose that says more than it."""
    bare = _ALTERNATIVE.sub("", segment)
    if found := _ALIAS.match(bare):
        return (_labelled(WEAK_ALIAS, _unquoted(found[1]), segment),)
    if found := _LINK.match(bare):
        return (_labelled(LINK, found[1], segment),)
    if found := _SCOPED.match(bare) or _ORDER.match(bare) or _WALLET.match(bare):
        return (_labelled(found[1], found[2], segment),)
    if found := _EMAIL.match(bare):
        return (_labelled("Email Address", found[1], segment),)
    if found := _LABELS.match(bare):
        if found[1].casefold() not in IDENTIFIER_OF:
            return (_labelled(found[1], found[2], segment),)
        return tuple(_identifier(found[1], found[2], segment))
    if found := _UNKNOWN_NUMBER.match(bare):
        return tuple(_identifier(found[1], found[2], segment))
    return (Fact(NOTE, bare, segment),)


def _labelled(label: str, value: str, text: str) -> Fact:
    return Fact(label, value.strip(), text)


def _identifier(label: str, rest: str, segment: str) -> Iterator[Fact]:
    """Read `number (country) issued date expires date`; prose goes along as a note."""
    found = _NUMBER.match(rest)
    if found is None or not _numeric(label, found["number"]):
        yield free(segment)
        return
    brackets = [inner.strip() for inner in _BRACKET.findall(found["brackets"]) if inner.strip()]
    dates = [date for date in (found["issued"], found["expires"]) if date]
    prose = any(parse_date(date) is None for date in dates)
    number, *more = re.split(r",?\s+(?:issued|expires)\s+", found["number"], maxsplit=1)
    yield Fact(
        label,
        number.strip(),
        segment,
        country=brackets[-1] if brackets else None,
        authority=", ".join(brackets[:-1]) or None,
        issued=None if prose else found["issued"],
        expires=None if prose else found["expires"],
    )
    if prose or more:
        yield free(segment)


def _numeric(label: str, number: str) -> bool:
    """Tell whether it can be a number of that kind: most kinds have a digit, none is prose."""
    if IDENTIFIER_OF.get(label.casefold()) in _LETTERS_ONLY:
        return len(number.split()) <= 3
    return any(character.isdigit() for character in number)


def _unquoted(text: str) -> str:
    """Return what stands between the first and the last quote, or all of it."""
    first, last = text.find("'"), text.rfind("'")
    return text[first + 1 : last] if 0 <= first < last and text[first + 1 : last].strip() else text


def _closing(text: str, start: int) -> int:
    """Return the position behind the bracket that closes the one at `start`, or the end."""
    depth = 0
    for position in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position + 1
    return len(text) + 1
