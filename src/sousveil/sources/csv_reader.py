"""What readers of one CSV file with a header share: recognising it by its columns, opening it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from itertools import chain, groupby
from typing import ClassVar

from sousveil.errors import UnreadableError
from sousveil.model.statement import Statement
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.one_file import OneFileReader
from sousveil.sources.text import Record, Row, head_rows, read_records, read_rows
from sousveil.sources.vocabulary import note_unknown_columns


class CsvReader(OneFileReader):
    """A format that is one CSV file with a header.

    Class attributes:
        delimiter: what stands between cells.
        header_within: the number of rows among which the header is.
        required: columns that there must be.
        telling: columns that are needed beside them for the format to be recognised.
        known: the columns of the format; others are counted in the report.
    """

    delimiter: ClassVar[str] = ","
    header_within: ClassVar[int] = 1
    required: ClassVar[tuple[str, ...]]
    telling: ClassVar[tuple[str, ...]] = ()
    known: ClassVar[frozenset[str]]

    @abstractmethod
    def parties(
        self, records: Iterator[Record], *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements of the parties that the rows under the header speak of."""

    def spelling(self, column: str) -> str:
        """Return a published column's name as the class attributes have it."""
        return column.strip()

    def header(self, file: SourceFile, rows: Iterator[Row], report: ReadReport) -> Row:  # noqa: ARG002  # for those who override it
        """Take the header off the rows.

        Raises:
            UnreadableError: there is no row.
        """
        for row in rows:
            return row
        raise UnreadableError("the file is empty", path=file.name)

    def is_mine(self, file: SourceFile) -> bool:
        """Tell whether one of the first rows has the format's own columns."""
        wanted = {*self.required, *self.telling}
        rows = head_rows(file, delimiter=self.delimiter, most=self.header_within)
        return any(wanted <= set(map(self.spelling, cells)) for cells in rows)

    def statements(
        self, file: SourceFile, *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements in the order of the rows, streaming.

        Raises:
            UnreadableError: the file is empty, cut off or not UTF-8.
            FormatError: the header or a row is not the format's.
            HostileInputError: a line of absurd length.
        """
        rows = read_rows(file, delimiter=self.delimiter)
        header = self.header(file, rows, report)
        published = {self.spelling(cell): cell.strip() for cell in header.cells}
        known = {cell for name, cell in published.items() if name in self.known}
        note_unknown_columns(
            published.values(), known, file=file.name, line=header.line, report=report
        )
        required = [published.get(name, name) for name in self.required]
        records = read_records(file, header, rows, required=required)
        yield from self.parties(records, dataset=dataset, report=report)


def by_party(
    records: Iterator[Record], key: str, report: ReadReport, *, what: str = "party"
) -> Iterator[tuple[Record, Iterator[Record]]]:
    """Yield each party's first row, and all its consecutive rows, by the id in the column `key`.

    The rows must be taken before the next party is. Parties are counted as the report's records,
    and rows without id and parties whose rows stand in several places as oddities; `what` is the
    publisher's word for a party.
    """
    ids: set[str] = set()
    with_id = (record for record in records if _has(record, key, report))
    for party_id, found in groupby(with_id, lambda record: record.get(key)):
        rows = iter(found)
        first = next(rows)
        if party_id in ids:
            report.note(f"rows of one {what} stand apart", first.at())
        ids.add(party_id)
        report.records = len(ids)
        yield first, chain((first,), rows)


def _has(record: Record, key: str, report: ReadReport) -> bool:
    if not record.get(key):
        report.note(f"row without {key}", record.at())
    return bool(record.get(key))
