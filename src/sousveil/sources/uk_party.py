"""A party of the United Kingdom's lists, put together from names, addresses and single values.

The UK Sanctions List (CSV and XML) and OFSI's older consolidated list say the same things under
different headings. Here the headings of the UK Sanctions List CSV are the common terms, as the
format guide defines them: https://www.gov.uk/guidance/format-guide-for-the-uk-sanctions-list
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sousveil.model.statement import Statement
from sousveil.sources.base import Draft, ReadReport
from sousveil.sources.parties import Document, Party, expires_in, issued_in, read_language

PAGE = "https://www.gov.uk/government/publications/the-uk-sanctions-list"
AUTHORITY = "Foreign, Commonwealth & Development Office"

_TEXT: Mapping[str, str] = {
    "Title": "title",
    "Other Information": "notes",
    "Website": "website",
    "Gender": "gender",
    "Town of birth": "birthPlace",
    "Country of birth": "birthCountry",
    "Type of entity": "legalForm",
    "Type of ship": "type",
    "Tonnage of ship": "tonnage",
    "IMO number": "imoNumber",
}
_LISTS: Mapping[str, str] = {
    "Phone number": "phone",
    "Email address": "email",
    "Nationality(/ies)": "nationality",
    "Position": "position",
    "Business registration number (s)": "registrationNumber",
    "Current believed flag of ship": "flag",
    "Previous flags": "pastFlags",
}
_DATES: Mapping[str, str] = {"D.O.B": "birthDate", "Year Built": "buildDate"}
_NOTES: Mapping[str, str] = {
    "Subsidiaries": "Subsidiaries",
    "Parent company": "Parent company",
    "Current owner/operator (s)": "Current owner or operator",
    "Previous owner/operator (s)": "Previous owner or operator",
    "Length of ship": "Length of ship",
    "Hull identification number (HIN)": "Hull identification number",
}
VALUES = (*_TEXT, *_LISTS, *_DATES, *_NOTES)
"""Headings of the UK Sanctions List CSV whose cells stand alone."""

_COMPANY = re.compile(
    r"\b(?:compan(?:y|ies)|bank|corporation|enterprise|limited|ltd|llc|jsc|plc|joint[ -]stock)\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"\b(?:government|ministry|public body)\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[|;]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """A sanction as the UK's lists state it: the regime and what stands in its columns."""

    regime: str
    reference: str = ""
    un_reference: str = ""
    group_id: str = ""
    source: str = ""
    imposed: str = ""
    reasons: str = ""
    designated: str = ""
    listed: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class NameCells:
    """A name as the UK's lists state it.

    Attributes:
        kind: Name type (`Primary Name`, `Alias`, …) or OFSI's Alias Type.
        strength: `Good quality a.k.a`, `Low quality a.k.a` or empty.
        last: Name 6, the surname, or the whole name of an organisation or ship.
        given: Name 1 to 5.
    """

    kind: str
    strength: str
    last: str
    given: tuple[str, ...]

    @classmethod
    def of(cls, cells: Sequence[str]) -> NameCells:
        """Return the name of cells in the order type, strength, Name 6, Name 1 to 5."""
        return cls(cells[0], cells[1], cells[2], tuple(cells[3:]))

    @property
    def is_blank(self) -> bool:
        """Tell whether there is no name at all."""
        return not (self.last or any(self.given))


class UkParty:
    """A party under construction. Everything may be said repeatedly and in any order."""

    def __init__(self, party: Party, authority: str, page: str) -> None:
        self.party, self._authority, self._page = party, authority, page
        self._sanctions: dict[str, Draft] = {}

    def name(self, said: NameCells, where: Callable[[str], str]) -> None:
        """Add a name; `where` gives the locator of one of the name columns (`Name 6`)."""
        last_at = where("Name 6" if said.last else "Name 1")
        parts = [part for part in said.given if part]
        prop = _name_prop(said.kind.casefold(), said.strength.casefold())
        self.party.add(prop, " ".join((*parts, said.last)), at=last_at)
        if self.party.draft.schema != "Person" or prop == "weakAlias":
            return
        if not (parts and said.last):
            return  # a single name is neither a first nor a last one
        self.party.add("lastName", said.last, at=last_at)
        for number, part in enumerate(said.given, start=1):
            prop = "firstName" if number == 1 else "middleName"
            self.party.add(prop, part, at=where(f"Name {number}"))

    def script(self, text: str, language: str, *, at: str) -> None:
        """Add a name in its original script, with its language where that is stated."""
        lang = read_language(language) if language else None
        if language and lang is None:
            self.party.draft.report.note(f"unknown language {language}", at)
        self.party.add("name", text, at=at, lang=lang)

    def address(self, lines: Sequence[str], country: str, *, at: str, country_at: str) -> None:
        """Add an address from its lines and postcode, and its country."""
        parts = [line for line in (part.strip(" ,") for part in lines) if line]
        if parts:
            self.party.add("address", ", ".join((*parts, country) if country else parts), at=at)
        self.party.add("country", country, at=country_at)

    def value(self, heading: str, text: str, *, at: str) -> None:
        """Add what stands under one of the headings of `VALUES`."""
        if prop := _DATES.get(heading):
            self.party.add_date(prop, text, at=at)
        elif prop := _LISTS.get(heading):
            for part in split_values(text):
                self.party.add(prop, part, at=at, original=text)
        elif prop := _TEXT.get(heading):
            for part in split_numbered(text):
                self.party.add(prop, html.unescape(part), at=at, original=text)
        else:
            self.party.note(_NOTES[heading], text, at=at)

    def document(self, prop: str, number: str, detail: str, *, at: str) -> None:
        """Add a passport or national identifier with its additional information."""
        numbers, details = split_numbered(number), split_numbered(detail)
        paired = details if len(details) == len(numbers) else [detail] * len(numbers)
        for one, its_detail in zip(numbers, paired, strict=True):
            self.party.document(
                Document(
                    prop=prop,
                    number=one,
                    original=number,
                    at=at,
                    kind="Passport" if prop == "passportNumber" else "National identifier",
                    issued=issued_in(its_detail),
                    expires=expires_in(its_detail),
                    summary=its_detail,
                )
            )
        if not numbers:
            self.party.note(prop, detail, at=at)

    def designation(self, said: Designation, where: Callable[[str], str]) -> None:
        """Add a sanction; what is said again of the same regime is added to the same one.

        Args:
            said: the designation.
            where: gives the locator of one of its fields, by name.
        """
        if said.regime not in self._sanctions:
            new = self.party.sanction(self._authority, at=where("regime"))
            new.add("sourceUrl", self._page)
            self._sanctions[said.regime] = new
        sanction = self._sanctions[said.regime]
        sanction.add("program", said.regime, at=where("regime"))
        sanction.add("authorityId", said.reference, at=where("reference"))
        sanction.add("unscId", said.un_reference, at=where("un_reference"))
        sanction.add("recordId", said.group_id, at=where("group_id"))
        for measure in split_values(said.imposed):
            sanction.add("provisions", measure, at=where("imposed"))
        reasons = html.unescape(said.reasons)
        sanction.add("reason", reasons, at=where("reasons"), original=said.reasons)
        source = f"Designation source: {said.source}" if said.source else ""
        sanction.add("summary", source, at=where("source"))
        sanction.add_date("startDate", said.designated, at=where("designated"))
        listed = "listed" if said.listed else "designated"
        sanction.add_date("listingDate", said.listed or said.designated, at=where(listed))
        sanction.add_date("modifiedAt", said.updated, at=where("updated"))

    def statements(self) -> Iterator[Statement]:
        """Yield all that was said."""
        yield from self.party.statements()


def party_schema(kind: str, entity_type: str) -> str | None:
    """Return the schema for a designation type (Individual, Entity, Ship), None if unknown."""
    known = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
    schema = known.get(kind.strip().casefold())
    if schema != "Organization":
        return schema
    if _COMPANY.search(entity_type):
        return "Company"
    return "PublicBody" if _PUBLIC.search(entity_type) else schema


def new_party(
    entity_id: str, kind: str, entity_type: str, *, dataset: str, at: str, report: ReadReport
) -> Party:
    """Return an empty party; one of an unknown type is a LegalEntity, and counted."""
    schema = party_schema(kind, entity_type)
    if schema is None:
        report.note(f"unknown designation type {kind!r}", at)
    return Party(entity_id, schema or "LegalEntity", dataset=dataset, at=at, report=report)


def split_numbered(text: str) -> list[str]:
    """Return the parts of `(1) … (2) …`, or the text alone; nothing of a blank one.

    The numbers count: `(0)` of a telephone number and years in brackets part nothing.
    """
    rest, parts, number = text.strip(), [], 1
    if rest.startswith("(1)"):
        rest = rest[3:]
        while (following := f"({(number := number + 1)})") in rest:
            part, _, rest = rest.partition(following)
            parts.append(part.strip())
    return [part for part in (*parts, rest.strip()) if part]


def split_values(text: str) -> list[str]:
    """Return the parts of a cell that are numbered or stand between `|` or `;`, each once."""
    parts = [part for numbered in split_numbered(text) for part in _SEPARATOR.split(numbered)]
    return list(dict.fromkeys(part.strip(" .,") for part in parts if part.strip(" .,")))


def _name_prop(kind: str, strength: str) -> str:
    """Return the property for a name type and alias strength, in lower case."""
    if strength.startswith("low"):
        return "weakAlias"
    if kind in {"", "primary name"}:
        return "name"
    return "previousName" if kind in {"fka", "f.k.a", "f.k.a."} else "alias"
