from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sousveil.errors import UnreadableError
from sousveil.tables import open_rows
from support.tables import take

TABLE = pa.table(
    {
        "name": ["Acme", None],
        "count": pa.array([3, None], pa.int64()),
        "share": pa.array([2.0, 0.1]),
        "sum": pa.array([Decimal("12.50"), None]),
        "born": pa.array([date(1970, 5, 1), None]),
        "nano": pa.array([1_577_934_245_000_000_001, None], pa.timestamp("ns")),
        "zone": pa.array([1_577_934_245, None], pa.timestamp("s", "Asia/Urumqi")),
        "seen": pa.array([datetime.fromisoformat("2020-01-02T03:04:05"), None]),
        "alias": pa.array([["A", "B", None], []], pa.list_(pa.string())),
        "raw": pa.array([b"ab\xff", None]),
        "kind": pa.array(["x", "y"]).dictionary_encode(),
        "deep": pa.array([{"a": 1}, None]),
        "yes": pa.array([True, None]),
    }
)


def test_typed_values_become_text(tmp_path: Path) -> None:
    pq.write_table(TABLE, tmp_path / "a.parquet")
    table = take(tmp_path / "a.parquet")
    assert table.format == "parquet"
    assert table.columns == tuple(TABLE.column_names)
    first, second = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    assert first == {
        "name": "Acme",
        "count": "3",
        "share": "2",
        "sum": "12.5",
        "born": "1970-05-01",
        "nano": "2020-01-02 03:04:05",
        "zone": "2020-01-02 09:04:05+06:00",
        "seen": "2020-01-02 03:04:05",
        "alias": ("A", "B"),
        "raw": "ab\ufffd",
        "kind": "x",
        "deep": '{"a": 1}',
        "yes": "true",
    }
    assert {key: value for key, value in second.items() if value} == {"share": "0.1", "kind": "y"}
    assert table.lines == [None, None]


def test_many_batches_keep_their_order(tmp_path: Path) -> None:
    names = [f"name {number}" for number in range(20_000)]
    pq.write_table(pa.table({"name": names}), tmp_path / "a.parquet", row_group_size=3000)
    assert [row[0] for row in take(tmp_path / "a.parquet").rows] == names


@pytest.mark.parametrize(
    "column",
    [
        pa.Array.from_buffers(
            pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"a\xff")]
        ),
        pa.array([2**31 - 1], pa.int32()).cast(pa.date32()),
        pa.array([2**62], pa.timestamp("us")),
    ],
)
def test_values_that_are_none_are_refused_with_their_column(
    tmp_path: Path, column: pa.Array
) -> None:
    table = pa.table({"name": ["A"], "odd": column})
    pq.write_table(table, tmp_path / "a.parquet")
    with pytest.raises(UnreadableError, match=r"a\.parquet, column 'odd'"):
        take(tmp_path / "a.parquet")
    with pytest.raises(UnreadableError, match="table in memory, column 'odd'"):
        list(open_rows(table))
