"""`targets.simple.csv` of OpenSanctions: one row for each listed party.

The table says less than `entities.ftm.json`: it does not tell kinds of identifiers or strengths
of aliases, and joins what is known of a sanction into one text. Values are joined by `;`, with
CSV quoting where a value holds one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from sousveil.errors import FormatError
from sousveil.model.ftm import get_schema
from sousveil.model.statement import Statement
from sousveil.sources.base import HEAD_BYTES, Draft, Reader, ReadReport, Recognition, SourceFile
from sousveil.sources.ftm_entities import FALLBACK_PARTY, date_file, is_known_schema
from sousveil.sources.parties import Party, only_file
from sousveil.sources.slugs import slug
from sousveil.sources.text import Record, read_records, read_rows

_REQUIRED = ("id", "schema", "name", "aliases", "countries", "identifiers", "dataset")
_PROPERTIES = {
    "name": "name",
    "aliases": "alias",
    "countries": "country",
    "addresses": "address",
    "identifiers": "idNumber",
    "phones": "phone",
    "emails": "email",
    "program_ids": "programId",
}
_KNOWN = {*_REQUIRED, *_PROPERTIES, "birth_date", "sanctions"} | {
    "first_seen",
    "last_seen",
    "last_change",
}
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class OpenSanctionsSimpleReader(Reader):
    """The table of targets that OpenSanctions publishes for each dataset."""

    format = "opensanctions-simple-csv"
    title = "OpenSanctions targets.simple.csv"

    def recognise(self, files: Sequence[SourceFile]) -> Recognition | None:
        """Claim the first file whose header is the table's."""
        mine = next((file for file in files if set(_REQUIRED) <= _columns(file)), None)
        return Recognition(self.format, _dataset(mine), (mine,)) if mine else None

    def read(self, source: Recognition, report: ReadReport) -> Iterator[Statement]:
        """Yield the statements row by row.

        Values stand in `source.dataset`; for each dataset that a row names by its title there is
        a statement that it holds the party.

        Raises:
            UnreadableError: the file is empty, cut off or not UTF-8.
            FormatError: the header or a row is not the table's.
            HostileInputError: a row of absurd length.
        """
        file = only_file(source, self.title)
        rows = read_rows(file)
        header = next(rows, None)
        if header is None:
            raise FormatError("the file has no header", path=file.name)
        for column in header.cells:
            if column.strip() not in _KNOWN:
                report.note(f"unknown column {column.strip()[:64]}", f"{file.name}#line=1")
        for record in read_records(file, header, rows, required=_REQUIRED):
            date_file(record.get("last_seen"), report)
            yield from _party(record, source.dataset, report).statements()


def split_cell(cell: str) -> list[str]:
    r"""Return the values of a cell: `a;b`, and `a;"b;c"` where a value holds a semicolon."""
    try:
        values = next(csv.reader([cell], delimiter=";"), [])
    except csv.Error:  # a value with a line break or a lone quote: better whole than lost
        values = [cell]
    return [value.strip() for value in values if value.strip()]


def _party(record: Record, dataset: str, report: ReadReport) -> Party:
    entity_id, schema = record.get("id"), record.get("schema")
    if not entity_id:
        raise FormatError("the row has no id", path=record.file, row=record.line, column="id")
    if not is_known_schema(schema):
        report.note(f"unknown schema {schema[:64]}", record.at("schema"))
        schema = FALLBACK_PARTY
    at = record.at()
    party = Party(entity_id, schema, dataset=dataset, at=at, report=report, topics=())
    report.records += 1
    for title in split_cell(record.get("dataset")):
        if slug(title) != dataset:
            party.draft.also_in(slug(title))
    for column, prop in _PROPERTIES.items():
        for value in split_cell(record.get(column)):
            party.add(prop, value, at=record.at(column))
    born = "birthDate" if get_schema(schema).get("birthDate") else "incorporationDate"
    for value in split_cell(record.get("birth_date")):
        party.add_date(born, value, at=record.at("birth_date"))
    for text in split_cell(record.get("sanctions")):
        _sanction(party, text, record.at("sanctions"))
    return party


def _sanction(party: Party, text: str, at: str) -> None:
    """Read `program - reason - status - startDate - endDate`, of which any may be missing."""
    parts = text.split(" - ")
    dates: list[str] = []
    while parts and len(dates) < 2 and _DATE.fullmatch(parts[-1].strip()):
        dates.insert(0, parts.pop().strip())
    sanction: Draft = party.sanction("", at=at)
    sanction.add("program", parts[0] if parts else "", original=text)
    for prop, date in zip(("startDate", "endDate"), dates, strict=False):
        sanction.add_date(prop, date)
    if len(parts) > 1:
        sanction.add("summary", text)


def _columns(file: SourceFile) -> set[str]:
    header = file.head.partition(b"\n")[0].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return {cell.strip(' "\r') for cell in header.split(",")}


def _dataset(file: SourceFile) -> str:
    """Return the one dataset that the head's rows name, else the file's stem."""
    lines = file.head.decode("utf-8", "replace").splitlines()
    if len(file.head) == HEAD_BYTES:
        lines.pop()  # the head ends within it
    try:
        titles = {row.get("dataset") or "" for row in csv.DictReader(lines)}
    except csv.Error:
        titles = set()
    stem = file.name.partition(".")[0]
    return slug(titles.pop(), otherwise=stem) if len(titles) == 1 else slug(stem)
