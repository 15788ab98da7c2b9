"""An entity of the EU's financial sanctions files, from the details that XML and CSV both give.

Names of fields are the attribute names of XML 1.1 (schema 20171012-FULL-schema-1_1.xsd,
namespace http://eu.europa.ec/fpi/fsd/export); the CSV's columns are renamed to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sousveil.model.statement import Statement
from sousveil.sources.base import Draft, ReadReport
from sousveil.sources.parties import Document, Party, imo_schema, read_language

_IDENTIFIERS = {
    "passport": "passportNumber",
    "regnumber": "registrationNumber",
    "taxid": "taxNumber",
    "fiscalcode": "taxNumber",
    "euvat": "vatCode",
    "swiftbic": "swiftBic",
    "imo": "imoNumber",
    "ssn": "socialSecurityNumber",
    "tradelic": "licenseNumber",
}
"""Properties for identificationTypeCode; every other code gives `idNumber`."""

_CONTACTS = {"PHONE": "phone", "EMAIL": "email", "WEB": "website"}
_AUTHORITIES = {
    "council": "Council of the European Union",
    "commission": "European Commission",
}
_UNTRUE = {
    "knownFalse": "known to be false",
    "revokedByIssuer": "revoked by its issuer",
}
_TROUBLES = {"knownExpired": "known to be expired", "reportedLost": "reported lost"}
_LOW = re.compile(r"\b(?:low[ -]quality|weak)\b", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:formerly|previous(?:ly)?|former|f\.?k\.?a)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One element of an entity (`nameAlias`, `address`, …) with its attributes.

    `place` gives the locator of an attribute, or with None that of the whole.
    """

    kind: str
    fields: Mapping[str, str]
    place: Callable[[str | None], str]
    remark: str = ""
    contacts: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """Return the trimmed attribute, empty where it is missing."""
        return self.fields.get(name, "").strip()

    @property
    def country(self) -> str:
        """Return the country's ISO 3166 code or name, empty where it is `00`, UNKNOWN."""
        code, name = self.get("countryIso2Code"), self.get("countryDescription")
        if code and code != "00":
            return code
        return "" if name.upper() == "UNKNOWN" else name

    @property
    def country_place(self) -> str:
        """Return the locator of what `country` is read from."""
        code = self.get("countryIso2Code")
        return self.place("countryIso2Code" if code not in {"", "00"} else "countryDescription")

    def joined(self, *names: str) -> str:
        """Return the filled ones of those attributes, joined by commas."""
        return ", ".join(value for value in (self.get(name) for name in names) if value)


@dataclass(frozen=True, slots=True)
class Entity:
    """A sanctionEntity: its own attributes and remarks, its subject type, and its parts."""

    own: Part
    subject: str
    parts: tuple[Part, ...]

    @property
    def schema(self) -> str:
        """Return the schema: persons by subject type, ships and companies by IMO numbers."""
        if self.subject.casefold() in {"person", "p"}:
            return "Person"
        for part in self.parts:
            if part.kind == "identification" and part.get("identificationTypeCode") == "imo":
                return imo_schema(part.get("number"))
        return "Organization"


def statements(entity: Entity, *, dataset: str, report: ReadReport) -> Iterator[Statement]:
    """Yield the statements of an entity."""
    own = entity.own
    party = Party(
        f"eu-fsf-{own.get('logicalId')}",
        entity.schema,
        dataset=dataset,
        at=own.place(None),
        report=report,
    )
    if entity.subject.casefold() not in {"person", "p", "enterprise", "e"}:
        report.note(f"unknown subject type {entity.subject!r}", own.place(None))
    party.note("", own.remark, at=own.place(None))
    builder = _Builder(party)
    for part in entity.parts:
        builder.take(part)
    builder.sanctions(own, [part for part in entity.parts if part.kind == "regulation"])
    yield from party.statements()


class _Builder:
    """Adds the parts of an entity to its party."""

    def __init__(self, party: Party) -> None:
        self.party = party
        self._primary: str | None = None
        self._takers: dict[str, Callable[[Part], None]] = {
            "nameAlias": self._name,
            "citizenship": self._citizenship,
            "birthdate": self._birth,
            "address": self._address,
            "identification": self._identification,
            "additionalInformation": self._additional,
        }

    def take(self, part: Part) -> None:
        """Add one part; regulations are taken by `sanctions`."""
        if taker := self._takers.get(part.kind):
            taker(part)

    def sanctions(self, own: Part, regulations: list[Part]) -> None:
        """Add a sanction per programme, with each regulation's dates, title and address."""
        by_programme: dict[str, Draft] = {}
        for part in regulations:
            programme = part.get("programme")
            if programme not in by_programme:
                organisation = part.get("organisationType").casefold()
                authority = _AUTHORITIES.get(organisation, "European Union")
                by_programme[programme] = self.party.sanction(authority, at=part.place(None))
            sanction = by_programme[programme]
            sanction.add("program", programme, at=part.place("programme"))
            sanction.add("summary", part.get("numberTitle"), at=part.place("numberTitle"))
            if designated := own.get("designationDate"):
                sanction.add_date("listingDate", designated, at=own.place("designationDate"))
            else:
                published = part.get("publicationDate")
                sanction.add_date("listingDate", published, at=part.place("publicationDate"))
            starts = "entryIntoForceDate" if part.get("entryIntoForceDate") else "publicationDate"
            sanction.add_date("startDate", part.get(starts), at=part.place(starts))
            sanction.add("sourceUrl", part.get("publicationUrl"), at=part.place("publicationUrl"))
        if not by_programme:
            by_programme[""] = self.party.sanction("European Union", at=own.place(None))
        for sanction in by_programme.values():
            reference = own.get("euReferenceNumber")
            sanction.add("authorityId", reference, at=own.place("euReferenceNumber"))
            sanction.add("unscId", own.get("unitedNationId"), at=own.place("unitedNationId"))
            details = own.get("designationDetails")
            sanction.add("summary", details, at=own.place("designationDetails"))
            sanction.add_date("endDate", own.get("delistingDate"), at=own.place("delistingDate"))

    def _name(self, part: Part) -> None:
        whole = part.get("wholeName")
        names = [part.get(field) for field in ("firstName", "middleName", "lastName")]
        text = whole or " ".join(name for name in names if name)
        at = part.place("wholeName" if whole else "lastName")
        language = part.get("nameLanguage")
        prop = self._name_prop(text, part)
        if not (prop == "alias" and text == self._primary):
            lang = read_language(language) if language else None
            self.party.add(prop, text, at=at, lang=lang)
        if self.party.draft.schema == "Person":
            self._person(part, named=prop != "weakAlias")
        else:
            self.party.note("function", part.get("function"), at=part.place("function"))
        self._remark(part, f"name {text}")

    def _name_prop(self, text: str, part: Part) -> str:
        """Return the property of a name: there is no primary marker, so the first strong leads."""
        if part.get("strong").casefold() == "false" or _LOW.search(part.remark):
            return "weakAlias"
        if _FORMER.search(part.remark):
            return "previousName"
        if self._primary is None and text:
            self._primary = text
            return "name"
        return "alias"

    def _person(self, part: Part, *, named: bool) -> None:
        fields = {"title": "title", "gender": "gender", "function": "position"}
        if named:
            fields |= {name: name for name in ("firstName", "middleName", "lastName")}
        for field, prop in fields.items():
            self.party.add(prop, part.get(field), at=part.place(field))

    def _citizenship(self, part: Part) -> None:
        self._country("citizenship", part)
        self._remark(part, f"citizenship {part.get('countryDescription')}")

    def _country(self, prop: str, part: Part) -> None:
        self.party.add(prop, part.country, at=part.country_place)

    def _birth(self, part: Part) -> None:
        date, at = _birth_date(part), part.place(None)
        calendar = part.get("calendarType").upper()
        if date and calendar not in {"", "GREGORIAN"}:
            self.party.note("birthDate", f"{date} ({calendar.title()} calendar)", at=at)
        else:
            about = part.get("circa").casefold() == "true" and date
            self.party.add_date("birthDate", f"circa {date}" if about else date, at=at)
        self.party.add("birthPlace", part.joined("place", "city", "region"), at=at)
        self._country("birthCountry", part)
        self._remark(part, f"birth {date}".strip())

    def _address(self, part: Part) -> None:
        box = part.get("poBox")
        town = " ".join(value for value in (part.get("zipCode"), part.get("city")) if value)
        pieces = (part.get("street"), f"PO Box {box}" if box else "", town)
        lines = [value for value in (*pieces, part.joined("place", "region")) if value]
        if lines:
            described = part.get("countryDescription")
            country = "" if described.upper() == "UNKNOWN" else described
            whole = ", ".join((*lines, country) if country else lines)
            self.party.add("address", whole, at=part.place(None))
        self._country("country", part)
        for key, value in part.contacts:
            prop = _CONTACTS.get(key.upper())
            if prop is None:
                self.party.note(key.lower(), value, at=part.place(None))
            else:
                self.party.add(prop, value, at=part.place(None))
        self._remark(part, f"address {part.joined('street', 'city')}".strip())

    def _identification(self, part: Part) -> None:
        code = part.get("identificationTypeCode")
        kind = part.get("identificationTypeDescription") or code
        number = part.get("number") or part.get("latinNumber")
        name = part.get("nameOnDocument")
        told = [f"name on document: {name}" if name else "", part.remark]
        told += [said for field, said in _TROUBLES.items() if _is_true(part, field)]
        summary = "; ".join(said for said in told if said)
        untrue = [said for field, said in _UNTRUE.items() if _is_true(part, field)]
        at = part.place("number" if part.get("number") else None)
        if untrue or not number:
            self.party.note(kind, "; ".join(filter(None, (number, *untrue, summary))), at=at)
            return
        self.party.document(
            Document(
                prop=_IDENTIFIERS.get(code, "idNumber"),
                number=number,
                at=at,
                kind=kind,
                country=part.country,
                issued=part.get("issueDate") or part.get("validFrom"),
                expires=part.get("validTo"),
                authority=part.get("issuedBy"),
                summary=summary,
            )
        )

    def _additional(self, part: Part) -> None:
        self.party.note(part.get("key"), part.get("value"), at=part.place("value"))

    def _remark(self, part: Part, label: str) -> None:
        self.party.note(label.strip(), part.remark, at=part.place(None))


def _is_true(part: Part, field: str) -> bool:
    return part.get(field).casefold() == "true"


def _birth_date(part: Part) -> str:
    """Return the date as text: ISO as far as it is known, or a range of years."""
    if whole := part.get("birthdate"):
        return whole
    year, month, day = (part.get(name) for name in ("year", "monthOfYear", "dayOfMonth"))
    if year:
        known = [year.zfill(4)]
        for value in (month, day):
            if not value or not value.strip("0"):
                break
            known.append(value.zfill(2))
        return "-".join(known)
    first, last = part.get("yearRangeFrom"), part.get("yearRangeTo")
    return f"{first} to {last}" if first and last else first or last
