"""Publishers' text files: decoded lines and CSV rows, each with its physical line number.

A published CSV is untrusted. Bytes that are in no valid encoding, a quote that never closes, a
file cut off in transit, and lines without end are told as errors that name the line, never
guessed at: a quote lost on line 10 would otherwise swallow or shift every party after it.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.model.locator import at_line
from sousveil.sources.base import SourceFile

MAX_LINE_BYTES = 4 * 1024 * 1024
MAX_ROW_CHARS = 2 * 1024 * 1024
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV file: its cells, and the physical line (from 1) on which it begins."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Record:
    """One row under a header. `get` gives the cell of a column, trimmed; `at` its locator."""

    file: str
    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Return the trimmed cell, or an empty string where the file has no such column."""
        return self.cells.get(column, "").strip()

    def at(self, column: str | None = None) -> str:
        """Return the locator of the row, or of one of its cells."""
        return at_line(self.file, self.line, column)


def read_lines(file: SourceFile, *, encoding: str = "utf-8") -> Iterator[str]:
    """Yield the physical lines with their ends, decoded; a byte order mark is dropped.

    Args:
        file: what to read; gzip is seen through.
        encoding: of the family of ASCII (UTF-8, ISO 8859, Windows code pages).

    Raises:
        UnreadableError: the file is missing, truncated, holds NUL bytes or bytes that are not
            of the encoding; the line is named.
        HostileInputError: a line is longer than `MAX_LINE_BYTES`.
    """
    with file.open() as stream:
        number = 0
        while raw := _readline(stream, file.name, number + 1):
            number += 1
            if len(raw) > MAX_LINE_BYTES:
                raise HostileInputError(
                    f"the line is longer than {MAX_LINE_BYTES:,} bytes", path=file.name, line=number
                )
            line = _decode(raw, encoding, file.name, number)
            yield line.removeprefix(_BOM) if number == 1 else line


def read_rows(file: SourceFile, *, delimiter: str = ",", encoding: str = "utf-8") -> Iterator[Row]:
    """Yield the rows of a CSV file (RFC 4180 with any delimiter); blank lines are passed over.

    Raises:
        UnreadableError: as `read_lines`, and a quote that is still open at the end of the file.
        FormatError: quoting is broken, or a row is longer than `MAX_ROW_CHARS` (or a cell than
            the csv module's own limit, which other libraries set as they like), which is what a
            lost quote does.
        HostileInputError: as `read_lines`.
    """
    lines = _CountedLines(read_lines(file, encoding=encoding), file.name)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start = lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken(file.name, start, lines, error) from error
        if any(cells):
            yield Row(start, cells)


def head_rows(
    file: SourceFile, *, delimiter: str = ",", most: int | None = None
) -> Iterator[list[str]]:
    """Yield the cells of the rows in the file's head, for recognition, at most of `most` lines.

    Damage is passed over, for it must not keep a file from being recognised: undecodable bytes
    are replaced, and the rows end where the quoting breaks.
    """
    lines = file.head.decode("utf-8-sig", "replace").splitlines(keepends=True)
    with suppress(csv.Error):
        yield from csv.reader(lines[:most], delimiter=delimiter)


def read_records(
    file: SourceFile, header: Row, rows: Iterator[Row], *, required: Sequence[str] = ()
) -> Iterator[Record]:
    """Yield the rows under their header, as records.

    Raises:
        FormatError: a required column is missing, two columns have one name, or a row does not
            have as many cells as the header.
    """
    columns = [cell.strip() for cell in header.cells]
    _check_header(file.name, header.line, columns, required)
    for row in rows:
        if len(row.cells) != len(columns):
            raise FormatError(
                f"{len(row.cells)} cells under a header of {len(columns)}: the file is cut off, "
                "or a quote or delimiter is lost",
                path=file.name,
                line=row.line,
                hint="get the file again from its publisher; nothing was written",
            )
        cells = dict(zip(columns, row.cells, strict=True))
        yield Record(file.name, row.line, MappingProxyType(cells))


class _CountedLines:
    """Feeds lines to the csv module, and knows how many it fed and how long the row has become."""

    def __init__(self, lines: Iterator[str], file: str) -> None:
        self._lines, self._file = lines, file
        self.count = 0
        self.at_end = False
        self._row_start = 0
        self._row_chars = 0

    def begin_row(self) -> int:
        """Start a row; return the number of its first line."""
        self._row_start, self._row_chars = self.count + 1, 0
        return self._row_start

    def __iter__(self) -> _CountedLines:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except StopIteration:
            self.at_end = True
            raise
        self.count += 1
        self._row_chars += len(line)
        if self._row_chars > MAX_ROW_CHARS:
            raise _too_long("row", MAX_ROW_CHARS, self._file, self._row_start)
        return line


def _readline(stream: IO[bytes], name: str, number: int) -> bytes:
    """Read one line, at most one byte longer than allowed."""
    try:
        return stream.readline(MAX_LINE_BYTES + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise UnreadableError(
            f"the compressed data is truncated or damaged: {error}", path=name, line=number
        ) from error


def _decode(raw: bytes, encoding: str, name: str, number: int) -> str:
    """Decode one line."""
    if b"\0" in raw:
        raise UnreadableError(
            "NUL bytes: this is no text, or text in UTF-16", path=name, line=number
        )
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise UnreadableError(
            f"byte 0x{byte:02x} at position {error.start + 1} of the line is not {encoding}",
            path=name,
            line=number,
        ) from error


def _broken(
    name: str, start: int, lines: _CountedLines, error: csv.Error
) -> UnreadableError | FormatError:
    """Say what the csv module found wrong with the row that begins on line `start`."""
    span = f"up to line {lines.count}"
    if lines.at_end:
        return UnreadableError(
            f"a quote opened in this row is still open at the end of the file, {span}: "
            "the file is cut off, or the quote is lost",
            path=name,
            line=start,
        )
    if "field limit" in str(error):
        return _too_long("cell", csv.field_size_limit(), name, start)
    return FormatError(f"broken quoting, {span}: {error}", path=name, line=start)


def _too_long(what: str, limit: int, name: str, start: int) -> FormatError:
    """Say that a row or cell does not end."""
    return FormatError(
        f"the {what} that begins here is longer than {limit:,} characters: "
        "a quote was probably opened and never closed",
        path=name,
        line=start,
    )


def _check_header(name: str, line: int, columns: list[str], required: Sequence[str]) -> None:
    """Refuse a header that lacks what is needed or says a thing twice."""
    missing = [column for column in required if column not in columns]
    if missing:
        raise FormatError(
            f"no column {', '.join(repr(column) for column in missing)}", path=name, line=line
        )
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise FormatError(f"column {twice[0]!r} stands twice", path=name, line=line)
