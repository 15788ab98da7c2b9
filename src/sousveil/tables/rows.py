"""Opening anything that can be screened as rows: a file, an Arrow table, a data frame, dicts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sousveil.errors import UsageError
from sousveil.tables.notes import Notes
from sousveil.tables.opening import open_table
from sousveil.tables.queries import Queries, queries
from sousveil.tables.table import Content, Record, Table
from sousveil.tables.values import as_cell, flat

_IN_MEMORY = "table in memory"


def open_rows(source: object, *, columns: Mapping[str, str] | None = None) -> Queries:
    """Open a source of rows as queries; the result is a context manager.

    Args:
        source: a path; an Arrow table or data frame (whatever has the Arrow PyCapsule
            interface); or dicts, whose keys are column titles or which are FtM entities.
        columns: which column holds which field, where the titles do not say it.

    Raises:
        InputError: the file cannot be read, or no column holds a name.
        UsageError: the source is of none of these kinds, or `columns` does not fit it.
    """
    table = _open(source)
    try:
        return queries(table, columns=columns)
    except BaseException:
        table.close()
        raise


def _open(source: object) -> Table:
    if isinstance(source, (str, os.PathLike)):
        return open_table(source)
    notes = Notes()
    if hasattr(source, "__arrow_c_stream__"):
        from sousveil.tables.parquet import read_arrow  # noqa: PLC0415 (pyarrow takes 200 ms)

        return Table(_IN_MEMORY, read_arrow(source), notes=notes, close=_nothing)
    if isinstance(source, Iterable) and not isinstance(source, (Mapping, bytes)):
        return Table(_IN_MEMORY, _read_dicts(source), notes=notes, close=_nothing)
    raise _no_table(f"{type(source).__name__} is no table")


def _read_dicts(source: Iterable[Any]) -> Content:
    """Take the dicts in, because any of them may be the first to have a key."""
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(source, start=1):
        if not isinstance(row, Mapping):
            raise _no_table(f"row {number} is no dict but {type(row).__name__}")
        rows.append({str(key): value for key, value in flat(dict(row)).items()})
    columns = tuple(dict.fromkeys(key for row in rows for key in row))
    return Content("dicts", columns, _records(rows, columns))


def _records(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> Iterator[Record]:
    for number, row in enumerate(rows, start=1):
        yield Record(number, None, [as_cell(row.get(column)) for column in columns])


def _no_table(message: str) -> UsageError:
    return UsageError(message, hint="give a path, an Arrow table, a data frame or a list of dicts")


def _nothing() -> None:
    """Close what needs no closing."""
