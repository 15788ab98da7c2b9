"""Parquet files, Arrow tables and data frames, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from sousveil.errors import UnreadableError, UsageError
from sousveil.tables.header import check_width
from sousveil.tables.table import Cell, Content, Record
from sousveil.tables.values import as_cell

_BATCH_ROWS = 8192


def read_parquet(stream: IO[bytes], name: str) -> Content:
    """Read the footer and return the columns with the records still to come.

    Raises:
        UnreadableError: the file is cut off or damaged.
        HostileInputError: there are more columns than a spreadsheet can hold.
    """
    try:
        file = pq.ParquetFile(stream)
        columns = tuple(file.schema_arrow.names)
    except (pa.ArrowException, OSError, UnicodeError) as error:
        raise _damaged(error, name) from error
    check_width(len(columns), name)
    return Content("parquet", columns, _records(_parquet_batches(file, name), name))


def read_arrow(data: object) -> Content:
    """Take an Arrow table, or anything that hands out an Arrow stream, such as a data frame.

    Raises:
        UsageError: the object does not hand out rows of Arrow data.
    """
    try:
        reader = pa.RecordBatchReader.from_stream(data)
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise UsageError(
            f"{type(data).__name__} is no Arrow table: {error}",
            hint="give a path, an Arrow table, a data frame or a list of dicts",
        ) from error
    return Content("arrow", tuple(reader.schema.names), _records(iter(reader), "table in memory"))


def _parquet_batches(file: pq.ParquetFile, name: str) -> Iterator[pa.RecordBatch]:
    try:
        yield from file.iter_batches(batch_size=_BATCH_ROWS)
    except (pa.ArrowException, OSError, UnicodeError) as error:
        raise _damaged(error, name) from error


def _records(batches: Iterator[pa.RecordBatch], name: str) -> Iterator[Record]:
    row = 0
    for batch in batches:
        columns = [
            _column(column, f"{name}, column {title!r}")
            for title, column in zip(batch.schema.names, batch.columns, strict=True)
        ]
        for cells in zip(*columns, strict=True):
            row += 1
            yield Record(row, None, cells)


def _column(column: pa.Array, where: str) -> list[Cell]:
    """Turn values into cells. Times lose what is below a microsecond, which Python's have not."""
    kind = column.type
    try:
        if pa.types.is_timestamp(kind) and kind.unit == "ns":
            column = column.cast(pa.timestamp("us", kind.tz), safe=False)
        return [as_cell(value) for value in column.to_pylist()]
    except Exception as error:  # Arrow's own, and whatever Python's types refuse
        raise _damaged(error, where) from error


def _damaged(error: Exception, name: str) -> UnreadableError:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return UnreadableError(f"the data is cut off or damaged: {reason}", path=name)
