"""Tables of text with a delimiter: RFC 4180 and what programs really write.

The delimiter is that of comma, tab, semicolon and bar which splits the first rows most evenly;
a first line `sep=;`, as spreadsheets write it, decides. Quotes are read strictly, because a quote
that never closes would swallow the rows behind it; only a slip within one line is read as meant.
"""

from __future__ import annotations

import csv
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Protocol

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.tables.encodings import line_ends
from sousveil.tables.header import Shape, header
from sousveil.tables.limits import MAX_CELL_CHARS, MAX_ROW_CHARS
from sousveil.tables.notes import Notes
from sousveil.tables.table import Content, Record
from sousveil.tables.text import TextFile

_DELIMITERS = (",", "\t", ";", "|")
_SEP_LINE = re.compile(r"sep=([,;:|^~\t])\s*", re.IGNORECASE)
_SAMPLE_LINES = 200
_EXPECTED = "expected after"  # of the error for text behind a closing quote
_LIMIT_LOCK = threading.Lock()


class _Reader(Protocol):
    line_num: int

    def __next__(self) -> list[str]: ...


def read_delimited(text: TextFile, notes: Notes, *, prefer: str = ",") -> Content:
    """Read the header and return the columns with the records still to come.

    Args:
        text: the file.
        notes: takes what is odd, also while the records are read.
        prefer: the delimiter that the file's extension speaks for, taken where nothing decides.

    Raises:
        UnreadableError: the file holds nothing but blanks.
        FormatError: a quote never closes; the line on which it opens is named.
        HostileInputError: a cell or a row is longer than any that is meant to be read, or there
            are more columns than a spreadsheet holds.
    """
    delimiter, skip = _sniff(list(islice(_physical(text), _SAMPLE_LINES)), prefer)
    rows = _Rows(text, notes, delimiter).read(skip)
    for line, cells in rows:
        shape = header(cells, name=text.raw.name, where=f"line {line}", notes=notes)
        if shape:
            break
    else:
        raise UnreadableError("the file holds no rows", path=text.raw.name)
    kind = "tsv" if delimiter == "\t" else "csv"
    return Content(kind, shape.columns, _records(rows, shape))


def _physical(text: TextFile) -> Iterator[str]:
    return chain.from_iterable(text.lines(Notes()))


def _records(rows: Iterator[tuple[int, list[str]]], shape: Shape) -> Iterator[Record]:
    width = len(shape.columns)
    for row, (line, cells) in enumerate(rows, start=1):
        if len(cells) != width:
            shape.fit(cells, f"line {line}")
        yield Record(row, line, cells)


def _sniff(sample: list[str], prefer: str) -> tuple[str, int]:
    """Return the delimiter and the number of lines before the table."""
    declared = _SEP_LINE.fullmatch(sample[0]) if sample else None
    if declared:
        return declared[1], 1
    ranked = (prefer, *(each for each in _DELIMITERS if each != prefer))
    return max(ranked, key=lambda delimiter: _evenness(sample, delimiter)), 0


def _evenness(sample: list[str], delimiter: str) -> tuple[float, int]:
    """Return the share of rows that are as wide as the first, and that width; 0 for one column."""
    with _cell_limit():
        try:
            rows = [row for row in csv.reader(sample, delimiter=delimiter) if any(row)]
        except csv.Error:
            return (0.0, 0)
    if not rows or len(rows[0]) < 2:
        return (0.0, 0)
    width = len(rows[0])
    return (sum(len(row) == width for row in rows) / len(rows), width)


@contextmanager
def _cell_limit() -> Iterator[None]:
    """Let the csv module read long cells for a moment; its limit is one for the whole process."""
    with _LIMIT_LOCK:
        before = csv.field_size_limit(MAX_CELL_CHARS)
        try:
            yield
        finally:
            csv.field_size_limit(before)


class _Rows:
    """The rows of a file, each with the line on which it begins."""

    __slots__ = ("_batches", "_ended", "_first", "_last", "_pending", "delimiter", "notes", "text")

    def __init__(self, text: TextFile, notes: Notes, delimiter: str) -> None:
        self.text, self.notes, self.delimiter = text, notes, delimiter
        self._batches = 0  # of lines, begun
        self._pending = 0  # characters in lines of which no row has come yet, or few
        self._first = 1  # line on which the current row begins
        self._last = ""  # the line that was read last
        self._ended = False

    def read(self, skip: int) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows but empty lines, after so many lines passed over."""
        reader = csv.reader(self._lines(skip), delimiter=self.delimiter, strict=True)
        while not self._ended:
            with _cell_limit():
                batch = list(self._batch(reader, skip))
            yield from batch

    def _lines(self, skip: int) -> Iterator[str]:
        """Hand lines to the csv module, minding how many it takes for one row."""
        for lines in self.text.lines(self.notes):
            self._batches += 1
            self._pending += sum(map(len, lines))
            if self._pending > MAX_ROW_CHARS:
                raise self._too_long()
            for line in lines[skip:]:
                self._last = line
                yield line
            skip = 0
        self._ended = True

    def _batch(self, reader: _Reader, skip: int) -> Iterator[tuple[int, list[str]]]:
        """Yield rows up to the first that ends in another batch of lines than it began."""
        begun = self._batches
        while self._batches == begun:
            self._first = reader.line_num + skip + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                cells = self._mend(error, reader.line_num + skip)
            if cells:
                yield self._first, cells
        self._pending = 0

    def _mend(self, error: csv.Error, last: int) -> list[str]:
        """Read a row with text behind a closing quote as meant, if it lies within one line."""
        within_line = self._first == last and not self._ended and _EXPECTED in str(error)
        if within_line:
            line = self._last.rstrip("\r\n") + "\n"
            cells = next(csv.reader([line], delimiter=self.delimiter))
            if not cells[-1].endswith("\n"):  # or the slip leaves a quote open
                self.notes.add("text behind a closing quote", f"line {self._first}")
                return cells
        if _EXPECTED in str(error) or self._ended:
            raise FormatError(
                f"line {self._opening(last)}: the quote that opens here is never closed",
                path=self.text.raw.name,
                hint='close the quote, or double it ("") where it belongs to the text',
            ) from error
        raise self._too_long() from error

    def _too_long(self) -> HostileInputError:
        return HostileInputError(
            f"line {self._first}: the row that begins here has a cell of more than "
            f"{MAX_CELL_CHARS:,} characters",
            path=self.text.raw.name,
            hint="if no cell is meant to be so long, a quote in this row is never closed",
        )

    def _opening(self, last: int) -> int:
        """Find the line on which the quote opens that spoils the current row."""
        lines = islice(_physical(self.text), self._first - 1, last)
        row, at = "".join(lines), 0
        mark = re.escape(self.delimiter)
        cell = re.compile(rf'(?:"(?:[^"]++|"")*+"(?={mark}|[\r\n]|\Z)|(?!")[^{mark}\r\n]*+){mark}?')
        while (met := cell.match(row, at)) and met.end() > at:
            at = met.end()
        return self._first + line_ends(row[:at])
