"""Result tables out, by the extension of the file.

Names on lists are text that strangers chose. What a spreadsheet program would take for a formula
is disarmed on the way out: with an apostrophe before it in CSV and TSV, as explicit text in XLSX
(OWASP, CSV Injection).
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

import orjson

from sousveil.errors import UsageError
from sousveil.model.snapshot import ReadNote
from sousveil.tables.aside import not_writable, written_aside
from sousveil.tables.notes import Notes
from sousveil.tables.values import as_cell

LIST_SEPARATOR = "; "
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""Characters with which a formula may begin; the wide ones do in East Asian spreadsheets."""

Types = Mapping[str, type]
Rows = Iterable[Sequence[object]]


@dataclass(frozen=True, slots=True)
class How:
    """What the formats need to know, each a part of it, and where they note what they changed."""

    types: Types
    notes: Notes


def write_table(
    path: str | os.PathLike[str],
    columns: Sequence[str],
    rows: Rows,
    *,
    types: Types | None = None,
) -> tuple[ReadNote, ...]:
    """Write a table; the file appears whole or not at all.

    CSV and TSV are UTF-8 with LF line ends and the quoting of RFC 4180. Numbers stay numbers.
    Lists are lists in Parquet and JSON lines; elsewhere their items are joined with `; `.

    Args:
        path: the file; `.csv`, `.tsv`, `.xlsx`, `.parquet` or `.jsonl` says the format.
        columns: the columns' titles.
        rows: for each row one value per column: text, a number, a list of texts, or None.
        types: `int`, `float` or `list` for columns that are no text, for Parquet.

    Returns:
        What could not be written as it was, such as text too long for a cell of a spreadsheet.

    Raises:
        UsageError: the extension is another, or the file cannot be written.
    """
    check_output(path)
    how = How(types or {}, Notes())
    with written_aside(path) as stream:
        _WRITERS[_extension(path)](stream, columns, rows, how)
    return tuple(how.notes)


def check_output(path: str | os.PathLike[str], *, also: Sequence[str] = ()) -> None:
    """Make sure, before long work, that its result can be written.

    Args:
        path: the file to be written.
        also: further extensions that the caller can write.

    Raises:
        UsageError: the extension is not known, or the folder is missing or not writable.
    """
    target = Path(path)
    known = (*EXTENSIONS, *also)
    if _extension(path) not in known:
        raise UsageError(
            f"{target.name!r} has no extension that can be written",
            hint=f"extensions are {', '.join(known)}",
        )
    try:
        if target.is_dir():
            raise not_writable(path, ValueError("it is a folder"))
        if not target.parent.is_dir():
            raise not_writable(path, ValueError("its folder does not exist"))
        if not os.access(target.resolve().parent, os.W_OK | os.X_OK):
            raise not_writable(path, ValueError("its folder may not be written"))
    except (OSError, RuntimeError) as error:  # a name too long, links that lead in a circle
        raise not_writable(path, error) from error


def _extension(path: str | os.PathLike[str]) -> str:
    return Path(path).suffix.lower()


def disarmed(text: str) -> str:
    """Return the text with an apostrophe before it where it begins as a formula may."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def flat_value(value: object) -> str | int | float:
    """Return a number as it is, and anything else as one text."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    cell = as_cell(value)
    return cell if isinstance(cell, str) else LIST_SEPARATOR.join(cell)


def native_value(value: object) -> str | int | float | list[str] | None:
    """Return numbers and None as they are, a list as a list of texts, all else as text."""
    if value is None or isinstance(value, (int, float)):
        return value
    cell = as_cell(value)
    return cell if isinstance(cell, str) else list(cell)


def _write_csv(stream: IO[bytes], columns: Sequence[str], rows: Rows, _: How) -> None:
    _write_delimited(stream, columns, rows, ",")


def _write_tsv(stream: IO[bytes], columns: Sequence[str], rows: Rows, _: How) -> None:
    _write_delimited(stream, columns, rows, "\t")


def _write_delimited(stream: IO[bytes], columns: Sequence[str], rows: Rows, mark: str) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    plain = csv.writer(text, delimiter=mark, lineterminator="\n")
    # The csv module quotes a CR only where lines end with it; readers take it for an end.
    quoted = csv.writer(text, delimiter=mark, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in chain([columns], rows):
        values = [flat_value(value) for value in row]
        cells = [disarmed(value) if isinstance(value, str) else value for value in values]
        broken = any(isinstance(cell, str) and "\r" in cell for cell in cells)
        (quoted if broken else plain).writerow(cells)
    text.detach()


def _write_json_lines(stream: IO[bytes], columns: Sequence[str], rows: Rows, _: How) -> None:
    for row in rows:
        values = map(native_value, row)
        stream.write(orjson.dumps(dict(zip(columns, values, strict=True))) + b"\n")


def _write_xlsx(stream: IO[bytes], columns: Sequence[str], rows: Rows, how: How) -> None:
    from sousveil.tables.write_xlsx import write_xlsx  # noqa: PLC0415 (openpyxl takes 100 ms)

    write_xlsx(stream, columns, rows, how.notes)


def _write_parquet(stream: IO[bytes], columns: Sequence[str], rows: Rows, how: How) -> None:
    from sousveil.tables.write_parquet import write_parquet  # noqa: PLC0415 (pyarrow: 200 ms)

    write_parquet(stream, columns, rows, how.types)


_WRITERS: dict[str, Callable[[IO[bytes], Sequence[str], Rows, How], None]] = {
    ".csv": _write_csv,
    ".tsv": _write_tsv,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
    ".jsonl": _write_json_lines,
}
EXTENSIONS = tuple(_WRITERS)
"""Extensions that say the format of a table to be written."""
