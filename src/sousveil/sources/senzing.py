"""Entity files in Senzing's JSON, as lines or as one array; OpenSanctions publishes them too.

Specification: https://www.senzing.com/docs/entity_specification/. What it does not have (listing
dates, programs, strengths of aliases) the files cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

import orjson

from sousveil.errors import FormatError, HostileInputError
from sousveil.model.locator import at_line, at_pointer
from sousveil.model.statement import Statement
from sousveil.sources.base import Reader, ReadReport, Recognition, SourceFile
from sousveil.sources.jsonarray import read_array
from sousveil.sources.jsonlines import read_objects
from sousveil.sources.parties import Document, Party
from sousveil.sources.senzing_features import (
    ADDRESS_LINES,
    ATTRIBUTES,
    DATES,
    NAME_PARTS,
    NUMBERS,
    PLACE_PARTS,
    TEXTS,
    WITHHELD_KEYS,
    Feature,
    features,
)
from sousveil.sources.slugs import entity_id, slug

SCHEMATA = {
    "PERSON": "Person",
    "ORGANIZATION": "Organization",
    "VESSEL": "Vessel",
    "AIRCRAFT": "Airplane",
    "VEHICLE": "Vehicle",
    "": "LegalEntity",
}
_OPEN_SANCTIONS = "OPEN_SANCTIONS"
_SOURCE = re.compile(rb'"DATA_SOURCE" {0,4}: {0,4}"([^"]*)"')
_BOM = b"\xef\xbb\xbf"


class SenzingReader(Reader):
    """Records of Senzing's entity specification, in all three shapes."""

    format = "senzing-json"
    title = "Senzing entity JSON"

    def recognise(self, files: Sequence[SourceFile]) -> Recognition | None:
        """Claim the first file that begins with a record that has a source and an id."""
        for file in files:
            record = _first_record(file.head)
            if record is not None:
                return Recognition(self.format, _named(file, record["DATA_SOURCE"]), (file,))
        return None

    def read(self, source: Recognition, report: ReadReport) -> Iterator[Statement]:
        """Yield the statements record by record, holding one at a time.

        Raises:
            UnreadableError: a file is empty or breaks off.
            FormatError: it is not JSON, or a record has no id.
            HostileInputError: a record of absurd length.
        """
        self.require(source)
        for file in source.files:
            if file.head.removeprefix(_BOM).lstrip().startswith(b"["):
                for index, record in read_array(file, report):
                    place = _Place(file.name, index + 1, lines=False)
                    yield from _statements(record, place, source.dataset, report)
            else:
                for line, record in read_objects(file, report):
                    place = _Place(file.name, line, lines=True)
                    yield from _statements(record, place, source.dataset, report)


class _Place:
    """Where a record stands: on a line, or at an index of an array."""

    __slots__ = ("file", "lines", "row")

    def __init__(self, file: str, row: int, *, lines: bool) -> None:
        self.file, self.row, self.lines = file, row, lines

    def at(self, pointer: str = "") -> str:
        """Return the locator of the record, or of the object in it at the pointer."""
        if self.lines:
            return at_line(self.file, self.row, pointer or None)
        return at_pointer(self.file, f"/{self.row - 1}{pointer}")


def _statements(
    record: dict[str, object], place: _Place, dataset: str, report: ReadReport
) -> Iterator[Statement]:
    """Yield the statements of one record."""
    found = _features(record, place)
    kind = next((f.get("RECORD_TYPE").upper() for f in found if f.get("RECORD_TYPE")), "")
    if kind not in SCHEMATA:
        report.note(f"unknown record type {kind[:64]}", place.at())
    head = {key.upper(): str(value) for key, value in record.items() if value is not None}
    source, number = head.get("DATA_SOURCE", ""), head.get("RECORD_ID", "").strip()
    if not number:
        raise FormatError("the record has no RECORD_ID", path=place.file, row=place.row)
    party = Party(
        _entity_id(source, number),
        SCHEMATA.get(kind, "LegalEntity"),
        dataset=dataset,
        at=place.at(),
        report=report,
        topics=(),
    )
    report.records += 1
    if source and _dataset(source) != dataset:
        party.draft.also_in(_dataset(source))
    for feature in found:
        _add(party, feature, place, report)
    yield from party.statements()


def _features(record: dict[str, object], place: _Place) -> list[Feature]:
    try:
        return list(features(record))
    except ValueError as error:
        raise HostileInputError(f"the record is {error}", path=place.file, row=place.row) from error


def _dataset(source: str) -> str:
    """Return the dataset that a data source stands for: `us_ofac_sdn` for `OS_US_OFAC_SDN`."""
    return slug(source.removeprefix("OS_"))


def _entity_id(source: str, number: str) -> str:
    """Return the id of a record: OpenSanctions' own, or that of the source with its name."""
    if source.startswith(("OS_", _OPEN_SANCTIONS)):
        return number
    return entity_id(slug(source), number)


def _add(party: Party, feature: Feature, place: _Place, report: ReadReport) -> None:
    """Add all that one feature says."""
    at = place.at(feature.pointer)
    _name(party, feature, at)
    _address(party, feature, at)
    _numbers(party, feature, at)
    _relation(party, feature, at)
    for attribute, value in feature.values.items():
        if attribute in TEXTS:
            party.add(TEXTS[attribute], value, at=at)
        elif attribute in DATES:
            party.add_date(DATES[attribute], value, at=at)
        elif attribute in WITHHELD_KEYS:
            report.note(f"attribute {attribute} withheld", at)
        elif attribute not in ATTRIBUTES:
            report.note(f"unknown attribute {attribute[:64]}", at)
            party.note(attribute, value, at=at)


def _name(party: Party, feature: Feature, at: str) -> None:
    """Add a name, whole or from its parts; what is not called an alias is a name."""
    whole = feature.get("NAME_FULL") or feature.get("NAME_ORG")
    name = whole or feature.joined(NAME_PARTS, " ")
    kind = (feature.get("NAME_TYPE") or feature.usage).upper()
    former = kind.startswith(("FORMER", "PREVIOUS", "MAIDEN"))
    other = kind.startswith(("ALIAS", "AKA", "ALT", "NICK", "DBA", "SECONDARY"))
    party.add("previousName" if former else "alias" if other else "name", name, at=at)
    if party.draft.schema == "Person":
        for part, prop in (("NAME_FIRST", "firstName"), ("NAME_LAST", "lastName")):
            party.add(prop, feature.get(part), at=at)


def _address(party: Party, feature: Feature, at: str) -> None:
    parts = feature.joined((*ADDRESS_LINES, *PLACE_PARTS), ", ")
    party.add("address", feature.get("ADDR_FULL") or parts, at=at)
    party.add("country", feature.get("ADDR_COUNTRY"), at=at)


def _numbers(party: Party, feature: Feature, at: str) -> None:
    """Add the identifiers; those of OpenSanctions and Wikidata are ids of entries about it."""
    for family, prop in NUMBERS.items():
        number, kind = feature.get(f"{family}_NUMBER"), feature.get(f"{family}_TYPE")
        if not number:
            continue
        if kind.upper() == "WIKIDATA":
            party.add("wikidataId", number, at=at)
        elif kind.upper() == _OPEN_SANCTIONS:
            party.note(kind, number, at=at)
        else:
            country = feature.get(f"{family}_COUNTRY")
            if state := feature.get(f"{family}_STATE"):
                party.note(f"{family} {number}", state, at=at)
            party.document(Document(prop=prop, number=number, at=at, kind=kind, country=country))


def _relation(party: Party, feature: Feature, at: str) -> None:
    """Add a link to another record: as an entity where its id is known, else as a note."""
    domain, key = feature.get("REL_POINTER_DOMAIN"), feature.get("REL_POINTER_KEY")
    role = feature.get("REL_POINTER_ROLE")
    if not key:
        return
    if domain != _OPEN_SANCTIONS:
        party.note("related", f"{role} {domain} {key}".strip(), at=at)
        return
    ends = sha256("\0".join((party.draft.id, role, key)).encode()).hexdigest()[:20]
    link = party.attach(f"senzing-link-{ends}", "UnknownLink", at)
    link.add("subject", party.draft.id)
    link.add("object", key)
    link.add("role", role)


def _first_record(head: bytes) -> dict[str, str] | None:
    """Return source and id of the first record, or None where the content has none."""
    start = head.removeprefix(_BOM).lstrip()
    if not start.startswith((b"{", b"[")):
        return None
    line = start.partition(b"\n")[0]
    try:
        parsed = orjson.loads(line)
    except orjson.JSONDecodeError:
        return _by_marks(start)
    first = parsed[0] if isinstance(parsed, list) and parsed else parsed
    if not isinstance(first, dict) or not {"DATA_SOURCE", "RECORD_ID"} <= first.keys():
        return None
    return {key: str(first[key]) for key in ("DATA_SOURCE", "RECORD_ID")}


def _named(file: SourceFile, first: str) -> str:
    """Return the dataset that all records in the head come from, else the file's stem."""
    named = set(_SOURCE.findall(file.head))
    if len(named) > 1:
        return slug(file.name.partition(".")[0])
    return _dataset(first)


def _by_marks(start: bytes) -> dict[str, str] | None:
    """Recognise a first record that is laid out over many lines or longer than the head."""
    if b'"DATA_SOURCE"' not in start or b'"RECORD_ID"' not in start:
        return None
    source = start.partition(b'"DATA_SOURCE"')[2].partition(b'"')[2].partition(b'"')[0]
    return {"DATA_SOURCE": source.decode("utf-8", "replace")}
