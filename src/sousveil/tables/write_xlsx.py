"""Tables out as Excel workbooks: one sheet, its header bold and always in sight."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from sousveil.errors import UsageError
from sousveil.tables.limits import MAX_SHEET_ROWS
from sousveil.tables.notes import Notes
from sousveil.tables.write import FORMULA_STARTS, flat_value

MAX_CELL_CHARS = 32_767
"""Characters that a cell holds (Microsoft, Excel specifications and limits)."""
CUT_MARK = " […cut]"
_ILLEGAL = re.compile("[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]")  # XML 1.0, 2.2
_SPECIAL = (*FORMULA_STARTS, "#")  # openpyxl takes `#N/A` for an error value
_EXACT = 10**15  # Excel keeps fifteen digits of a number
_SAMPLE_ROWS = 200
_NARROWEST, _WIDEST = 8, 60


def write_xlsx(
    stream: IO[bytes], columns: Sequence[str], rows: Iterable[Sequence[object]], notes: Notes
) -> None:
    """Write the rows below a header that is bold and stays in sight.

    Text is stored as text, never as a formula. Control characters that XML cannot hold are left
    out; text beyond what a cell holds is cut, ends with `CUT_MARK` and is noted. Numbers of more
    than fifteen digits are stored as text, so that none is rounded.

    Raises:
        UsageError: there are more rows than a sheet holds.
    """
    left = iter(rows)
    sample = list(islice(left, _SAMPLE_ROWS))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("sousveil")
    sheet.freeze_panes = "A2"
    for place, width in enumerate(_widths(columns, sample), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    try:
        sheet.append([_header_cell(sheet, title) for title in columns])
        _append(sheet, chain(sample, left), notes)
    except BaseException:
        sheet.close()  # lets go of the library's temporary file
        raise
    book.save(stream)


def _append(sheet: Any, rows: Iterable[Sequence[object]], notes: Notes) -> None:
    for number, row in enumerate(rows, start=2):
        if number > MAX_SHEET_ROWS:
            raise UsageError(
                f"a sheet holds no more than {MAX_SHEET_ROWS:,} rows",
                hint="write .csv or .parquet instead",
            )
        sheet.append([_cell(sheet, value, f"row {number}", notes) for value in row])


def _widths(columns: Sequence[str], sample: Sequence[Sequence[object]]) -> list[int]:
    """Return for each column a width, in characters, that shows most of its cells."""
    shown = [[len(str(flat_value(value))) for value in row] for row in (columns, *sample)]
    longest = (max(lengths) for lengths in zip(*shown, strict=True))
    return [min(max(length + 2, _NARROWEST), _WIDEST) for length in longest]


def _header_cell(sheet: Any, title: str) -> Any:
    cell = WriteOnlyCell(sheet, _ILLEGAL.sub("", title)[:MAX_CELL_CHARS])
    cell.data_type = "s"
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: object, where: str, notes: Notes) -> Any:
    flat = flat_value(value)
    if isinstance(flat, (int, float)):
        if math.isfinite(flat) and (isinstance(flat, float) or abs(flat) < _EXACT):
            return flat
        flat = str(flat)
    text = _ILLEGAL.sub("", flat)
    if len(text) > MAX_CELL_CHARS:
        notes.add("text longer than a cell holds, cut", where)
        text = text[: MAX_CELL_CHARS - len(CUT_MARK)] + CUT_MARK
    if not text.startswith(_SPECIAL):
        return text or None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True  # stays text when someone edits it
    return cell
