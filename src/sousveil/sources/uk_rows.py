"""What both of the United Kingdom's CSV lists share: a date above the header, rows by party.

Rows of a party are the cartesian product of its names, addresses, birth dates …, so each row is
taken apart into its column groups and each group is taken once. Only the party at hand is held.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from sousveil.errors import FormatError
from sousveil.model.statement import Statement
from sousveil.names.dates import parse_date
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.csv_reader import CsvReader, by_party
from sousveil.sources.text import Record, Row
from sousveil.sources.uk_party import NameCells, UkParty

GIVEN = tuple(f"Name {number}" for number in range(1, 6))


class UkRowsReader(CsvReader):
    """What both CSV formats share: a date above the header, and rows grouped by an id.

    Class attributes, all of them published columns:
        key: the party's id.
        name: name type, alias strength, Name 6 and Name 1 to 5.
        script: name in its original script, and its language.
        address: address lines and postcode; `country` is that of the address.
        passport: number and additional information, and so `national` of other documents.
        values: heading of the UK Sanctions List CSV for each column whose cells stand alone.
    """

    header_within = 5
    key: ClassVar[str]
    name: ClassVar[tuple[str, ...]]
    script: ClassVar[tuple[str, str]]
    address: ClassVar[tuple[str, ...]]
    country: ClassVar[str]
    passport: ClassVar[tuple[str, str]]
    national: ClassVar[tuple[str, str]]
    values: ClassVar[Mapping[str, str]]

    def parties(
        self, records: Iterator[Record], *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements of every party, when the last of its consecutive rows is read."""
        for first, rows in by_party(records, self.key, report):
            group = Group(self.start(first, dataset, report))
            for record in rows:
                self._take(record, group)
                self.take_sanction(record, group)
            yield from group.party.statements()

    @abstractmethod
    def start(self, record: Record, dataset: str, report: ReadReport) -> UkParty:
        """Return the empty party that a row speaks of."""

    @abstractmethod
    def take_sanction(self, record: Record, group: Group) -> None:
        """Add what a row says of the sanction and no row of the party said before."""

    def header(self, file: SourceFile, rows: Iterator[Row], report: ReadReport) -> Row:
        """Take the header off the rows; the report's date is read from what stands above it.

        Raises:
            FormatError: there is none.
        """
        for _, row in zip(range(self.header_within), rows, strict=False):
            if self.key in {cell.strip() for cell in row.cells}:
                return row
            for cell in row.cells:
                date = parse_date(cell.rpartition(":")[2].strip().replace("-", " "))
                if date is not None:
                    report.published_at = date.prefixes[0]
        raise FormatError(
            f"no header with a column {self.key!r} in the first {self.header_within} rows",
            path=file.name,
            line=1,
        )

    def _take(self, record: Record, group: Group) -> None:
        """Add what a row says of the party itself and no row of it said before."""
        party = group.party
        if (cells := group.fresh(record, self.name)) and not (name := NameCells.of(cells)).is_blank:
            party.name(name, record.at)
        if cells := group.fresh(record, self.script):
            party.script(cells[0], cells[1], at=record.at(self.script[0]))
        if cells := group.fresh(record, (*self.address, self.country)):
            *lines, country = cells
            filled = (name for name, line in zip(self.address, lines, strict=True) if line)
            party.address(
                lines,
                country,
                at=record.at(next(filled, self.address[0])),
                country_at=record.at(self.country),
            )
        for prop, columns in (("passportNumber", self.passport), ("idNumber", self.national)):
            if cells := group.fresh(record, columns):
                party.document(prop, cells[0], cells[1], at=record.at(columns[0]))
        for column, heading in self.values.items():
            if cells := group.fresh(record, (column,)):
                party.value(heading, cells[0], at=record.at(column))


class Group:
    """The party at hand, and the cells that it has taken."""

    def __init__(self, party: UkParty) -> None:
        self.party = party
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
