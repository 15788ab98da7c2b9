"""Excel workbooks (ECMA-376), streaming: the first sheet that is not empty.

Cells with formulas give the value that was computed when the workbook was saved.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, Any

import openpyxl

from sousveil.errors import FormatError, HostileInputError, SousveilError, UnreadableError
from sousveil.tables.archive import check_workbook
from sousveil.tables.header import Shape, header
from sousveil.tables.limits import MAX_SHEET_ROWS
from sousveil.tables.notes import Notes
from sousveil.tables.table import Content, Record
from sousveil.tables.values import as_cell

_BATCH_ROWS = 256


def read_xlsx(stream: IO[bytes], name: str, notes: Notes) -> Content:
    """Find the sheet and its header and return the columns with the records still to come.

    Blank rows before the header are passed over; so are blank rows behind the last. Blank rows
    between count, as they do on the screen.

    Raises:
        UnreadableError: the workbook is damaged, or all its sheets are empty.
        FormatError: it is no workbook.
        HostileInputError: it is a bomb, declares entities, or is larger than Excel allows.
    """
    check_workbook(stream, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which no table needs
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheets = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
    except Exception as error:
        raise _damaged(error, name) from error
    for number, sheet in enumerate(sheets):
        rows = _rows(sheet, name)
        for line, cells in rows:
            shape = header(cells, name=name, where=f"row {line}", notes=notes)
            if shape:
                _note_others(sheets, number, notes)
                return Content("xlsx", shape.columns, _records(rows, shape))
    raise UnreadableError("all sheets are empty", path=name)


def _note_others(sheets: Sequence[Any], taken: int, notes: Notes) -> None:
    if len(sheets) > 1:
        others = ", ".join(repr(sheet.title) for sheet in sheets if sheet is not sheets[taken])
        notes.add(f"only the sheet {sheets[taken].title!r} was read, not {others}", "row 1")


def _rows(sheet: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their numbers on the sheet."""
    sheet.reset_dimensions()  # what the file says of its size need not be true
    rows = sheet.iter_rows(values_only=True)
    line = 0
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of dates beyond the calendar, which are text
                batch = list(islice(rows, _BATCH_ROWS))
        except Exception as error:
            raise _damaged(error, name) from error
        if not batch:
            return
        for cells in batch:
            line += 1
            yield line, [str(as_cell(value)) for value in cells]
        if line > MAX_SHEET_ROWS:
            raise HostileInputError("a sheet has more rows than Excel allows", path=name)


def _records(rows: Iterator[tuple[int, list[str]]], shape: Shape) -> Iterator[Record]:
    width = len(shape.columns)
    row = 0
    blank: list[int] = []
    for line, cells in rows:
        if not any(cells):
            blank.append(line)
            continue
        for before in blank:
            row += 1
            yield Record(row, before, [""] * width)
        blank.clear()
        row += 1
        if len(cells) < width:  # sheets do not store the blanks that end a row
            cells.extend([""] * (width - len(cells)))
        elif len(cells) > width:
            shape.fit(cells, f"row {line}")
        yield Record(row, line, cells)


def _damaged(error: Exception, name: str) -> SousveilError:
    """Say what openpyxl could not do: it raises whatever its parsing happens upon."""
    if isinstance(error, SousveilError):
        return error
    if isinstance(error, MemoryError):
        return HostileInputError("the workbook does not fit into memory", path=name)
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return FormatError(
        f"the workbook cannot be read: {reason}",
        path=name,
        hint="open it in a spreadsheet program and save it again as .xlsx, or as .csv",
    )
