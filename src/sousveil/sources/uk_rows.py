"""What both of the United Kingdom's CSV lists share: a date above the header, rows by party.

Rows of a party are the cartesian product of its names, addresses, birth dates …, so each row is
taken apart into its column groups and each group is taken once. Only the party at hand is held.
"""

from __future__ import annotations

import csv
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from sousveil.errors import FormatError
from sousveil.model.statement import Statement
from sousveil.names.dates import parse_date
from sousveil.sources.base import Reader, ReadReport, Recognition, SourceFile
from sousveil.sources.parties import only_file
from sousveil.sources.text import Record, Row, read_records, read_rows
from sousveil.sources.uk_party import UkParty
from sousveil.sources.vocabulary import note_unknown_columns

GIVEN = tuple(f"Name {number}" for number in range(1, 6))
_HEADER_WITHIN = 5  # rows; the date of the report stands above the header


class UkRowsReader(Reader):
    """What both CSV formats share: a date above the header, and rows grouped by an id."""

    dataset: ClassVar[str]
    key: ClassVar[str]
    required: ClassVar[tuple[str, ...]]
    known: ClassVar[frozenset[str]]

    def recognise(self, files: Sequence[SourceFile]) -> Recognition | None:
        """Claim the first file that has the format's own columns in one of its first rows."""
        for file in files:
            lines = file.head.decode("utf-8", "replace").removeprefix("\ufeff").splitlines()
            for cells in csv.reader(lines[:_HEADER_WITHIN]):
                if set(self.required) <= {cell.strip() for cell in cells}:
                    return Recognition(self.format, self.dataset, (file,))
        return None

    def read(self, source: Recognition, report: ReadReport) -> Iterator[Statement]:
        """Yield the statements of every party, when the last of its consecutive rows is read."""
        file = only_file(source, self.title)
        rows = read_rows(file)
        header = self._header(file, rows, report)
        columns = [cell.strip() for cell in header.cells]
        note_unknown_columns(columns, self.known, file=file.name, line=header.line, report=report)
        ids: set[str] = set()
        group: Group | None = None
        for record in read_records(file, header, rows, required=self.required):
            party_id = record.get(self.key)
            if not party_id:
                report.note(f"row without {self.key}", record.at())
                continue
            if group is None or group.party_id != party_id:
                if group is not None:
                    yield from group.party.statements()
                group = Group(party_id, self.start(record, source.dataset, report))
                if party_id in ids:
                    report.note("rows of one party stand apart", record.at())
                ids.add(party_id)
                report.records = len(ids)
            self.take(record, group)
        if group is not None:
            yield from group.party.statements()

    @abstractmethod
    def start(self, record: Record, dataset: str, report: ReadReport) -> UkParty:
        """Return the empty party that a row speaks of."""

    @abstractmethod
    def take(self, record: Record, group: Group) -> None:
        """Add what a row says and no row of the party said before."""

    def _header(self, file: SourceFile, rows: Iterator[Row], report: ReadReport) -> Row:
        """Return the header; the report's date is read from what stands above it."""
        for _, row in zip(range(_HEADER_WITHIN), rows, strict=False):
            if self.key in {cell.strip() for cell in row.cells}:
                return row
            for cell in row.cells:
                date = parse_date(cell.rpartition(":")[2].strip().replace("-", " "))
                if date is not None:
                    report.published_at = date.prefixes[0]
        raise FormatError(
            f"no header with a column {self.key!r} in the first {_HEADER_WITHIN} rows",
            path=file.name,
            row=1,
        )


class Group:
    """The party at hand, and the cells that it has taken."""

    def __init__(self, party_id: str, party: UkParty) -> None:
        self.party_id, self.party = party_id, party
        self._taken: set[tuple[str, ...]] = set()

    def fresh(self, record: Record, columns: Iterable[str]) -> list[str] | None:
        """Return the cells of a column group, or None if all are blank or were taken before."""
        names = tuple(columns)
        cells = [record.get(name) for name in names]
        key = (*names, *cells)
        if not any(cells) or key in self._taken:
            return None
        self._taken.add(key)
        return cells


def first_filled(columns: Sequence[str], cells: Sequence[str]) -> str:
    """Return the first column whose cell is filled; the first one if none is."""
    return next((name for name, cell in zip(columns, cells, strict=True) if cell), columns[0])
