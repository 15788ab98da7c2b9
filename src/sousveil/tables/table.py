"""What reading a table gives, whatever its format: columns, records and notes on what was odd."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import NamedTuple, Self

from sousveil.model.snapshot import ReadNote
from sousveil.tables.notes import Notes

Cell = str | tuple[str, ...]
"""A cell's text; the texts of a JSON list in formats that have lists. Blank is `""`."""


class Record(NamedTuple):
    """One data row.

    `row` counts data rows from 1; `line` is the physical line of a text file or the row of a
    sheet, where the record begins, or None where the format has neither. `cells` has exactly one
    item for each column of the table.
    """

    row: int
    line: int | None
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Content:
    """What a format's reader found: its columns and, not yet read, its records."""

    format: str
    columns: tuple[str, ...]
    records: Iterator[Record]


class Table(AbstractContextManager["Table"]):
    """An open table, read once from its first row to its last, in bounded memory.

    Attributes:
        name: the file's name, for messages and locators.
        format: `csv`, `tsv`, `xlsx`, `parquet`, `jsonl`, `ftm-json` or `arrow`; packed files
            bear the format of their content.
        columns: the columns' names, each once.
    """

    def __init__(
        self, name: str, content: Content, *, notes: Notes, close: Callable[[], object]
    ) -> None:
        self.name = name
        self.format = content.format
        self.columns = content.columns
        self._records = content.records
        self._notes = notes
        self._close = close

    @property
    def notes(self) -> tuple[ReadNote, ...]:
        """What was odd so far: complete once the last record has been read."""
        return tuple(self._notes)

    def note(self, kind: str, where: str = "") -> None:
        """Count an oddity that a reader of the records met in them."""
        self._notes.add(kind, where)

    def __iter__(self) -> Iterator[Record]:
        """Yield the records that have not been read yet.

        Raises:
            UnreadableError: the file is cut off or holds bytes that are no text.
            FormatError: a row breaks the format; its line is named.
            HostileInputError: a row or the whole grows beyond all reason.
        """
        return self._records

    def close(self) -> None:
        """Close the file. Closing twice does no harm."""
        self._close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __enter__(self) -> Self:
        return self
