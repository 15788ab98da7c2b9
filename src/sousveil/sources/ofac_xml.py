"""OFAC's SDN.XML and CONSOLIDATED.XML: one element for each party, streamed.

Elements are taken by name and never by order: the publisher moved `idList` and `akaList`, and
changed the namespace on 2024-05-07, without changing what they hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from sousveil.errors import FormatError, InputError, UnreadableError
from sousveil.model.statement import Statement
from sousveil.names.dates import parse_date
from sousveil.sources import xml
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.ofac_kinds import AIRCRAFT, ENTITY, SCHEMATA, dataset_of, schema_of
from sousveil.sources.ofac_party import ALIAS_KINDS, Listing, OfacParty, Primaries, inverted
from sousveil.sources.ofac_remarks import Fact, free, parse_comment
from sousveil.sources.one_file import OneFileReader
from sousveil.sources.vocabulary import note_unknown, words
from sousveil.sources.xml import Element, XmlRecord

ROOT, ENTRY, INFORMATION = "sdnList", "sdnEntry", "publshInformation"
_SAMPLE = 50
_KNOWN = {
    "publshInformation": words("Publish_Date Record_Count"),
    "sdnEntry": words(
        "uid firstName lastName title sdnType remarks programList idList akaList addressList "
        "nationalityList citizenshipList dateOfBirthList placeOfBirthList vesselInfo"
    ),
    "programList": words("program"),
    "idList": words("id"),
    "id": words("uid idType idNumber idCountry issueDate expirationDate"),
    "akaList": words("aka"),
    "aka": words("uid type category lastName firstName"),
    "addressList": words("address"),
    "address": words(
        "uid address1 address2 address3 city stateOrProvince postalCode country region"
    ),
    "nationalityList": words("nationality"),
    "nationality": words("uid country mainEntry"),
    "citizenshipList": words("citizenship"),
    "citizenship": words("uid country mainEntry"),
    "dateOfBirthList": words("dateOfBirthItem"),
    "dateOfBirthItem": words("uid dateOfBirth mainEntry"),
    "placeOfBirthList": words("placeOfBirthItem"),
    "placeOfBirthItem": words("uid placeOfBirth mainEntry"),
    "vesselInfo": words(
        "callSign vesselType vesselFlag vesselOwner tonnage grossRegisteredTonnage"
    ),
}
_LISTED = {
    "dateOfBirthList": ("dateOfBirthItem", "dateOfBirth", "DOB"),
    "placeOfBirthList": ("placeOfBirthItem", "placeOfBirth", "POB"),
    "nationalityList": ("nationality", "country", "nationality"),
    "citizenshipList": ("citizenship", "country", "citizen"),
}
_VESSEL = {
    "callSign": "Vessel Call Sign", "vesselType": "Vessel Type", "vesselFlag": "Vessel Flag",
    "vesselOwner": "Vessel Owner", "tonnage": "Vessel Tonnage",
    "grossRegisteredTonnage": "Gross Registered Tonnage",
}  # fmt: skip
_ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "region")


class OfacXml(OneFileReader):
    """Reads SDN.XML and CONSOLIDATED.XML."""

    format = "ofac-xml"
    title = "OFAC SDN or consolidated list, XML"

    def is_mine(self, file: SourceFile) -> bool:
        """Tell whether the root is `sdnList`."""
        return xml.has_root(file, ROOT)

    def dataset_of(self, file: SourceFile) -> str:
        """Return which list it is, by the programmes of its first parties."""
        return dataset_of(_sample(file), file.name)

    def statements(
        self, file: SourceFile, *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements, party by party; a wrong `Record_Count` means a truncated file."""
        listing = Listing(dataset, report, _primaries(file))
        for record in xml.records(file, (INFORMATION, ENTRY)):
            if record.tag == INFORMATION:
                _read_information(record, report)
            else:
                report.records += 1
                yield from _party(record, listing).statements()
        check_count(file.name, report)


def check_count(file: str, report: ReadReport) -> None:
    """Compare what was read with what the file says it holds.

    Raises:
        UnreadableError: there is no party, or another number than declared.
    """
    declared = report.declared_records
    if report.records == 0 or (declared is not None and declared != report.records):
        raise UnreadableError(
            f"the file declares {declared if declared is not None else 'no number of'} records "
            f"and holds {report.records}: it is cut off",
            path=file,
            hint="get the file again from its publisher; nothing was written",
        )


def _sample(file: SourceFile) -> list[list[str]]:
    """Return the programmes of the first entries; what is damaged is told when it is read."""
    found: list[list[str]] = []
    with suppress(InputError):
        found.extend(
            _programs(record.element) for record in islice(xml.records(file, (ENTRY,)), _SAMPLE)
        )
    return found


def _read_information(record: XmlRecord, report: ReadReport) -> None:
    published = parse_date(_american(xml.text(record.element, "Publish_Date")))
    if published:
        report.published_at = published.prefixes[0]
    count = xml.text(record.element, "Record_Count").replace(",", "")
    if count.isascii() and count.isdigit():
        report.declared_records = int(count)
    elif count:
        report.note("unreadable Record_Count", record.at)


def _american(date: str) -> str:
    """Turn MM/DD/YYYY into YYYY-MM-DD; anything else stays."""
    parts = date.split("/")
    return f"{parts[2]}-{parts[0]:0>2}-{parts[1]:0>2}" if len(parts) == 3 else date


def _primaries(file: SourceFile) -> Primaries:
    names = Primaries()
    for record in xml.records(file, (ENTRY,)):
        legal = _kind(record.element) not in {"vessel", AIRCRAFT}
        names.put(_name(record.element), xml.text(record.element, "uid"), legal=legal)
    return names


def _kind(entry: Element) -> str:
    return xml.text(entry, "sdnType").casefold() or ENTITY


def _name(element: Element) -> str:
    return inverted(xml.text(element, "lastName"), xml.text(element, "firstName"))


def _programs(entry: Element) -> list[str]:
    return [xml.content(found) for found in xml.descend(entry, "programList", "program")]


def _party(record: XmlRecord, listing: Listing) -> OfacParty:
    """Build one party from its element."""
    entry = record.element
    uid = xml.text(entry, "uid")
    if not (uid.isascii() and uid.isdigit()):
        raise FormatError(f"{uid[:40]!r} is no uid", path=record.file, line=record.line)
    kind = _kind(entry)
    if kind not in SCHEMATA and kind != AIRCRAFT:
        listing.report.note(f"unknown sdnType {kind!r}", record.at)
    facts = list(_facts(record))
    schema = schema_of(kind, [(fact.label, fact.value) for fact, _ in facts])
    party = OfacParty(uid, schema, at=record.at, listing=listing)
    party.add_name("name", _name(entry), at=_at(record, "lastName"))
    party.add_programs(_programs(entry), at=_at(record, "programList"))
    for aka in xml.descend(entry, "akaList", "aka"):
        _add_alias(party, aka, record.place(aka))
    for address in xml.descend(entry, "addressList", "address"):
        parts = [xml.text(address, name) for name in _ADDRESS]
        party.add_address(parts, xml.text(address, "country"), at=record.place(address))
    for fact, place in facts:
        party.add_fact(fact, at=place)
    note_unknown(record, _KNOWN, listing.report)
    return party


def _at(record: XmlRecord, name: str) -> str:
    found = xml.child(record.element, name)
    return record.at if found is None else record.place(found)


def _add_alias(party: OfacParty, aka: Element, at: str) -> None:
    """Add an alias: weak where its category says so, strong where there is none."""
    kind = xml.text(aka, "type").casefold().replace(".", "")
    if kind not in ALIAS_KINDS:
        party.listing.report.note(f"unknown alias type {kind!r}", at)
    weak = xml.text(aka, "category").casefold() == "weak"
    prop = "weakAlias" if weak else ALIAS_KINDS.get(kind, "alias")
    party.add_name(prop, _name(aka), at=at)


def _facts(record: XmlRecord) -> Iterator[tuple[Fact, str]]:
    """Yield what the entry says beside names and addresses, each with its locator."""
    entry = record.element
    for title in xml.children(entry, "title"):
        value = xml.content(title)
        yield Fact("Title", value, value), record.place(title)
    for group, (item, name, label) in _LISTED.items():
        for found in xml.descend(entry, group, item, name):
            value = xml.content(found)
            yield Fact(label, value, f"{label} {value}"), record.place(found)
    for found in xml.descend(entry, "idList", "id"):
        yield _identifier(found), record.place(found)
    for vessel in xml.children(entry, "vesselInfo"):
        for found in xml.children(vessel):
            label = _VESSEL.get(xml.local(found), xml.local(found))
            if value := xml.content(found):
                yield Fact(label, value, f"{label} {value}"), record.place(found)
    for remarks in xml.children(entry, "remarks"):
        for fact in parse_comment(xml.content(remarks)):
            yield fact, record.place(remarks)


def _identifier(element: Element) -> Fact:
    """Read an `id`, whose type may also be a feature (`Gender`) or a measure."""
    label, value = xml.text(element, "idType"), xml.text(element, "idNumber")
    country = xml.text(element, "idCountry")
    dates = xml.text(element, "issueDate"), xml.text(element, "expirationDate")
    text = f"{label} {value}".strip()
    if country:
        text = f"{text} ({country})"
    if not value:
        return free(text)
    return Fact(
        label,
        value,
        text,
        country=country or None,
        issued=dates[0] or None,
        expires=dates[1] or None,
    )
