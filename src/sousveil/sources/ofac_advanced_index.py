"""First pass over OFAC's advanced XML: all that its parties refer to by number.

The file is relational: parties point backwards to locations and documents, forwards to relations
and sanctions entries, and everything points to tables of reference values. What is pointed to is
kept here in small values (some 100,000 of them for the whole list); the parties are not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sousveil.names.dates import parse_date
from sousveil.sources import xml
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.ofac_kinds import CONSOLIDATED, SDN, SDN_LIST, in_address_order
from sousveil.sources.ofac_remarks import Fact, free
from sousveil.sources.xml import Element, XmlRecord

PARTY = "DistinctParty"
_ISSUE, _PROGRAM_MEASURE = "issue", "program"

_STABLE = {
    "AliasType": {"1400": "A.K.A.", "1401": "F.K.A.", "1402": "N.K.A.", "1403": "Name"},
    "IDRegDocDateType": {"1480": "Issue Date", "1481": "Expiration Date"},
    "List": {"1550": "SDN List"},
    "NamePartType": {"1520": "Last Name", "1521": "First Name", "1522": "Middle Name"},
    "PartySubType": {"1": "Vessel", "2": "Aircraft", "3": "Unknown", "4": "Unknown"},
    "PartyType": {"1": "Individual", "2": "Entity"},
    "SanctionsType": {"1": "Program"},
    "Script": {"160": "Arabic", "215": "Latin", "220": "Cyrillic"},
    "Validity": {"1": "Valid", "2": "Fraudulent"},
}
"""Reference values that never changed, for files whose tables lack them."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place: address lines (the primary one first, then other scripts) and country name."""

    lines: tuple[tuple[str, ...], ...]
    country: str
    at: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A sanctions entry: programmes, other measures, legal basis and date of the listing."""

    list: str
    programs: tuple[str, ...]
    measures: tuple[str, ...]
    basis: tuple[str, ...]
    dates: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation to another party."""

    target: str
    role: str
    former: bool
    comment: str
    at: str


@dataclass(slots=True)
class Index:
    """Everything but the parties, by number.

    Attributes:
        values: reference values by element name and id.
        party_types: ids of party types by those of their subtypes.
        documents: identity documents by identity id, each with its locator and validity.
        entries: sanctions entries by profile id.
        relations: by the profile id that they start from.
    """

    published_at: str | None = None
    values: dict[str, dict[str, str]] = field(
        default_factory=lambda: defaultdict(dict, {name: dict(t) for name, t in _STABLE.items()})
    )
    party_types: dict[str, str] = field(default_factory=lambda: {"3": "2", "4": "1"})
    locations: dict[str, Location] = field(default_factory=dict)
    documents: dict[str, list[tuple[Fact, str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    entries: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    relations: dict[str, list[Relation]] = field(default_factory=lambda: defaultdict(list))

    def value(self, table: str, number: str | None) -> str:
        """Return a reference value, or its bare number where the table lacks it."""
        return self.values[table].get(number or "", number or "")

    @property
    def dataset(self) -> str:
        """Which list the file is, by the lists that its entries are on."""
        lists = Counter(
            entry.list.casefold() for entries in self.entries.values() for entry in entries
        )
        return SDN if 2 * lists[SDN_LIST] >= lists.total() else CONSOLIDATED


def read_index(file: SourceFile, report: ReadReport) -> Index:
    """Read all but the parties.

    Raises:
        UnreadableError, FormatError, HostileInputError: as `xml.records`.
    """
    index = Index()
    readers = {
        "DateOfIssue": _read_date_of_issue,
        "ReferenceValueSets": _read_values,
        "Location": _read_location,
        "IDRegDocument": _read_document,
        "ProfileRelationship": _read_relation,
        "SanctionsEntry": _read_entry,
    }
    # The parties are taken too, and passed over, so that memory stays bounded.
    for record in xml.records(file, (*readers, PARTY)):
        if record.tag != PARTY:
            readers[record.tag](record, index)
    report.published_at = index.published_at
    return index


def date_text(element: Element) -> str:
    """Return the text of a `{Year, Month, Day}` group as an ISO prefix; empty if unreadable."""
    parts = [xml.text(element, name) for name in ("Year", "Month", "Day")]
    numbers = [part for part in parts if part.isascii() and part.isdigit() and int(part)]
    if not numbers or len(numbers[0]) != 4:
        return ""
    return "-".join((numbers[0], *(f"{int(number):02d}" for number in numbers[1:])))


def period_text(period: Element) -> str:
    """Return a `DatePeriod` in the words of OFAC's other formats: `circa 1971`, `1970 to 1973`.

    Start and end each lie between two days; four equal days are a day, the first and last day of
    a month or year are that month or year.
    """
    first = [date_text(found) for found in xml.descend(period, "Start", "From")]
    last = [date_text(found) for found in xml.descend(period, "End", "To")]
    last = last or [date_text(found) for found in xml.descend(period, "Start", "To")]
    span = parse_date(f"{first[0]} to {last[0]}") if first and last else None
    if span is None:
        return ""
    about = any(
        found.get("Approximate", "").casefold() == "true"
        for name in ("Start", "End")
        for found in xml.children(period, name)
    )
    text = " to ".join(span.prefixes)
    return f"circa {text}" if about else text


def _read_date_of_issue(record: XmlRecord, index: Index) -> None:
    index.published_at = date_text(record.element) or None


def _read_values(record: XmlRecord, index: Index) -> None:
    for group in xml.children(record.element):
        for found in xml.children(group):
            number = found.get("ID", "")
            index.values[xml.local(found)][number] = xml.content(found)
            if party_type := found.get("PartyTypeID"):
                index.party_types[number] = party_type


def _read_location(record: XmlRecord, index: Index) -> None:
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for part in xml.children(record.element, "LocationPart"):
        kind = index.value("LocPartType", part.get("LocPartTypeID"))
        for value in xml.children(part, "LocationPartValue"):
            script = "" if value.get("Primary") == "true" else xml.text(value, "Comment") or "?"
            parts[script].append((kind, xml.text(value, "Value")))
    lines = tuple(tuple(in_address_order(found)) for _, found in sorted(parts.items()))
    countries = [
        index.value("Country", found.get("CountryID"))
        for found in xml.children(record.element, "LocationCountry")
    ] or [
        index.value("AreaCode", found.get("AreaCodeID"))
        for found in xml.children(record.element, "LocationAreaCode")
    ]
    country = countries[0] if countries else ""
    index.locations[record.element.get("ID", "")] = Location(lines, country, record.at)


def _read_document(record: XmlRecord, index: Index) -> None:
    element = record.element
    label = index.value("IDRegDocType", element.get("IDRegDocTypeID"))
    number = xml.text(element, "IDRegistrationNo")
    dates = {"issued": "", "expires": ""}
    for found in xml.children(element, "DocumentDate"):
        kind = index.value("IDRegDocDateType", found.get("IDRegDocDateTypeID")).casefold()
        period = xml.child(found, "DatePeriod")
        if period is not None:
            dates["issued" if _ISSUE in kind else "expires"] = period_text(period)
    country = index.value("Country", element.get("IssuedBy-CountryID"))
    fact = Fact(
        label,
        number,
        f"{label} {number}".strip(),
        country=country or None,
        authority=xml.text(element, "IssuingAuthority") or None,
        issued=dates["issued"] or None,
        expires=dates["expires"] or None,
    )
    validity = index.value("Validity", element.get("ValidityID"))
    found_at = index.documents[element.get("IdentityID", "")]
    found_at.append((fact, validity, record.at))
    if comment := xml.text(element, "Comment"):
        found_at.append((free(f"{fact.text}: {comment}"), "", record.at))


def _read_relation(record: XmlRecord, index: Index) -> None:
    element = record.element
    role = index.value("RelationType", element.get("RelationTypeID"))
    former = element.get("Former", "").casefold() == "true"
    target, comment = element.get("To-ProfileID", ""), xml.text(element, "Comment")
    relation = Relation(target, role, former, comment, record.at)
    index.relations[element.get("From-ProfileID", "")].append(relation)


def _read_entry(record: XmlRecord, index: Index) -> None:
    element = record.element
    programs, measures = [], []
    for measure in xml.children(element, "SanctionsMeasure"):
        kind = index.value("SanctionsType", measure.get("SanctionsTypeID"))
        comment = xml.text(measure, "Comment")
        if kind.casefold() == _PROGRAM_MEASURE:
            programs.append(comment)
        else:
            measures.append(f"{kind}: {comment}" if comment else kind)
    events = list(xml.children(element, "EntryEvent"))
    index.entries[element.get("ProfileID", "")].append(
        Entry(
            index.value("List", element.get("ListID")),
            tuple(programs),
            tuple(measures),
            tuple(_basis(event, index) for event in events if event.get("LegalBasisID")),
            tuple(date_text(found) for event in events for found in xml.children(event, "Date")),
            record.at,
        )
    )


def _basis(event: Element, index: Index) -> str:
    return index.values["LegalBasis"].get(event.get("LegalBasisID", ""), "")
