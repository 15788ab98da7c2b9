"""Tables out as Parquet, typed, in batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from sousveil.tables.write import flat_value, native_value

_BATCH_ROWS = 8192
_ARROW = {int: pa.int64(), float: pa.float64(), list: pa.list_(pa.string())}


def write_parquet(
    stream: IO[bytes],
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    types: Mapping[str, type],
) -> None:
    """Write the rows; columns that `types` does not name are text, with blanks for None."""
    kinds = [types.get(column, str) for column in columns]
    schema = pa.schema(
        [
            pa.field(column, _ARROW.get(kind, pa.string()))
            for column, kind in zip(columns, kinds, strict=True)
        ]
    )
    left = iter(rows)
    with pq.ParquetWriter(stream, schema) as writer:
        while batch := list(islice(left, _BATCH_ROWS)):
            columnar = [
                pa.array([_typed(row[place], kind) for row in batch], type=schema.types[place])
                for place, kind in enumerate(kinds)
            ]
            writer.write_batch(pa.RecordBatch.from_arrays(columnar, schema=schema))


def _typed(value: object, kind: type) -> object:
    if kind is str:
        return str(flat_value(value))
    native = native_value(value)
    if kind is list:
        return [native] if isinstance(native, str) and native else native or []
    return None if native == "" else native
