"""A listed party under construction, with what hangs on it: its sanctions and its documents.

Shared by the readers of all lists whose records are parties. Ids of what hangs on a party are made
from its content, so that a party whose rows stand in two places of a file still comes out as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from rigour.ids.imo import IMO
from rigour.langs import iso_639_alpha3

from sousveil.model.ftm import get_property
from sousveil.model.statement import Statement
from sousveil.sources.base import Draft, ReadReport

_INSTEAD = {
    "passportNumber": "idNumber",
    "socialSecurityNumber": "idNumber",
    "idNumber": "registrationNumber",
    "position": "notes",
    "title": "notes",
    "gender": "notes",
    "legalForm": "notes",
    "birthPlace": "notes",
    "nationality": "country",
    "citizenship": "country",
    "birthCountry": "notes",
    "birthDate": "notes",
}
"""Where a value goes when the party's schema lacks the property; else `notes`, with a label."""

_DAY = r"(?:\d{1,2}\s+)?[A-Z][a-z]{2,8}\.?\s*\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
_ISSUED = re.compile(rf"\bissued?\b(?:\s+date)?\s*(?:on|in|:)?\s*({_DAY})", re.IGNORECASE)
_EXPIRES = re.compile(
    rf"\b(?:expir(?:es|ed|ing|y)|valid\s+(?:until|to))\b(?:\s+date)?\s*(?:on|:)?\s*({_DAY})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An identity document as a list states it; dates in any shape, empty where not stated.

    `prop` is the party's FollowTheMoney property for the number; `kind` what the list calls the
    document; `original` the published text where the number was taken out of prose.
    """

    prop: str
    number: str
    at: str
    kind: str = ""
    original: str | None = None
    country: str = ""
    issued: str = ""
    expires: str = ""
    authority: str = ""
    summary: str = ""

    @property
    def says_more(self) -> bool:
        """Tell whether there is a country or a date, which the party's property cannot hold."""
        return bool(self.country or self.issued or self.expires)


class Party:
    """A party to which values, sanctions and documents are added.

    `topics` say why it is listed, in the words of FollowTheMoney's topic registry.
    """

    __slots__ = ("_attached", "_sanctions", "draft")

    def __init__(
        self,
        entity_id: str,
        schema: str,
        *,
        dataset: str,
        at: str,
        report: ReadReport,
        topics: Sequence[str] = ("sanction",),
    ) -> None:
        self.draft = Draft(entity_id, schema, dataset=dataset, at=at, report=report)
        for topic in topics:
            self.draft.add("topics", topic)
        self._attached: dict[str, Draft] = {}
        self._sanctions = 0

    def has(self, prop: str) -> bool:
        """Tell whether the party's schema has the property."""
        return get_property(self.draft.schema, prop) is not None

    def add(
        self,
        prop: str,
        text: str,
        *,
        at: str,
        original: str | None = None,
        lang: str | None = None,
    ) -> None:
        """Add a value, or its nearest equivalent where the schema lacks the property."""
        if not text.strip():
            return
        chosen = prop
        while not self.has(chosen) and chosen in _INSTEAD:
            chosen = _INSTEAD[chosen]
        if self.has(chosen) and (chosen == prop or chosen != "notes"):
            self.draft.add(chosen, text, at=at, original=original, lang=lang)
        else:
            self.note(prop, original or text, at=at)

    def add_date(self, prop: str, text: str, *, at: str) -> None:
        """Add a date in any published shape; where the schema has no such date, as a note."""
        if self.has(prop):
            self.draft.add_date(prop, text, at=at)
        else:
            self.note(prop, text, at=at)

    def note(self, label: str, text: str, *, at: str) -> None:
        """Keep text that no property holds, as a note `label: text`."""
        if text.strip():
            self.draft.add("notes", f"{label}: {text}" if label else text, at=at)

    def document(self, document: Document) -> None:
        """Add the number to the party, and the document itself where more is stated of it."""
        self.add(document.prop, document.number, at=document.at, original=document.original)
        if not document.says_more or not self.has("idNumber"):
            self.note(document.kind or "document", document.summary, at=document.at)
            return
        schema = "Passport" if document.prop == "passportNumber" else "Identification"
        draft = self.attach(_document_id(self.draft.id, schema, document), schema, document.at)
        draft.add("holder", self.draft.id)
        draft.add("number", document.number, original=document.original)
        draft.add("type", document.kind)
        draft.add("country", document.country)
        draft.add("authority", document.authority)
        draft.add_date("startDate", document.issued)
        draft.add_date("endDate", document.expires)
        draft.add("summary", document.summary)

    def sanction(self, authority: str, *, at: str) -> Draft:
        """Return a new sanction on the party: `{id}-sanction`, further ones numbered from 2."""
        self._sanctions += 1
        suffix = "" if self._sanctions == 1 else f"-{self._sanctions}"
        draft = self.attach(f"{self.draft.id}-sanction{suffix}", "Sanction", at)
        draft.add("entity", self.draft.id)
        draft.add("authority", authority)
        return draft

    def statements(self) -> Iterator[Statement]:
        """Yield the party's statements, then those of what hangs on it."""
        yield from self.draft.statements()
        for draft in self._attached.values():
            yield from draft.statements()

    def attach(self, entity_id: str, schema: str, at: str) -> Draft:
        """Return the entity of that id that hangs on the party, a new one if there is none yet."""
        if entity_id not in self._attached:
            self._attached[entity_id] = Draft(
                entity_id, schema, dataset=self.draft.dataset, at=at, report=self.draft.report
            )
        return self._attached[entity_id]


@lru_cache(maxsize=1024)
def read_language(text: str) -> str | None:
    """Return the ISO 639-3 code of a language's name or code, or None.

    Of synonyms (`Romanian; Moldavian; Moldovan`) the first that is known decides.
    """
    for name in (text, *text.split(";")):
        if name.strip() and (code := iso_639_alpha3(name.strip())):
            return code
    return None


def issued_in(text: str) -> str:
    """Return the date of issue told in prose (`issued on 5 Apr. 1999`), or an empty string."""
    found = _ISSUED.search(text)
    return found[1] if found else ""


def expires_in(text: str) -> str:
    """Return the date of expiry told in prose (`expires on 30 Dec. 2019`), or an empty string."""
    found = _EXPIRES.search(text)
    return found[1] if found else ""


def imo_schema(text: str) -> str:
    """Return the schema that an IMO number speaks for: `Vessel`, or in doubt `Organization`.

    Ships and companies draw seven digits from two schemes with different check digits
    (IMO resolutions A.1117(30) and MSC.160(78)); some numbers fit both or neither.
    """
    ship_alone = IMO.is_valid_vessel(text) and not IMO.is_valid_company(text)
    return "Vessel" if ship_alone else "Organization"


def _document_id(holder: str, schema: str, document: Document) -> str:
    key = "\0".join((document.kind, document.number, document.country)).casefold()
    return f"{holder}-{schema.lower()}-{sha256(key.encode()).hexdigest()[:10]}"
