"""`targets.simple.csv` of OpenSanctions: one row for each listed party.

The table says less than `entities.ftm.json`: it does not tell kinds of identifiers or strengths
of aliases, and joins what is known of a sanction into one text. Values are joined by `;`, with
CSV quoting where a value holds one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from sousveil.errors import FormatError
from sousveil.model.ftm import get_schema
from sousveil.model.statement import Statement
from sousveil.sources.base import HEAD_BYTES, Draft, ReadReport, SourceFile
from sousveil.sources.csv_reader import CsvReader
from sousveil.sources.ftm_entities import FALLBACK_PARTY, date_file, is_known_schema
from sousveil.sources.parties import Party
from sousveil.sources.slugs import slug
from sousveil.sources.text import Record

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
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class OpenSanctionsSimpleReader(CsvReader):
    """The table of targets that OpenSanctions publishes for each dataset."""

    format = "opensanctions-simple-csv"
    title = "OpenSanctions targets.simple.csv"
    required = ("id", "schema", "name", "aliases", "countries", "identifiers", "dataset")
    known = frozenset(
        {*required, *_PROPERTIES, "birth_date", "sanctions"}
        | {"first_seen", "last_seen", "last_change"}
    )

    def dataset_of(self, file: SourceFile) -> str:
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

    def parties(
        self, records: Iterator[Record], *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements row by row.

        Values stand in `dataset`; for each dataset that a row names by its title there is a
        statement that it holds the party.
        """
        for record in records:
            date_file(record.get("last_seen"), report)
            yield from _party(record, dataset, report).statements()


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
        raise FormatError("the row has no id", path=record.file, line=record.line, column="id")
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
