from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from sousveil.errors import InputError, UsageError
from sousveil.tables import open_rows
from support.tables import Put


class Frame:
    """What a data frame is to us: something that hands out an Arrow stream."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


TABLE = pa.table({"Supplier": ["A", None, "C"], "Land": ["DE", "FR", None]})


@pytest.mark.parametrize("source", [TABLE, Frame(TABLE), TABLE.to_reader()])
def test_arrow_data(source: object) -> None:
    with open_rows(source) as rows:
        assert [(query.row, query.names, query.countries) for query in rows] == [
            (1, ("A",), ("de",)),
            (3, ("C",), ()),
        ]
        assert (rows.read, rows.unnamed, rows.name) == (3, 1, "table in memory")


def test_dicts_of_any_keys() -> None:
    named: list[dict[Any, Any]] = [{"name": "A"}, {"name": None, "lei": "X"}]
    with open_rows(iter([*named, {"name": ["B", "C"], 5: 1}, {}])) as rows:
        found = [(query.row, query.names) for query in rows]
        assert found == [(1, ("A",)), (2, ()), (3, ("B", "C"))]
        assert rows.unnamed == 1


def test_dicts_that_are_entities() -> None:
    entity = {"id": "x", "schema": "Vessel", "properties": {"name": ["Sea Star"]}}
    with open_rows([entity]) as rows:
        assert [(query.id, query.names, query.schema) for query in rows] == [
            ("x", ("Sea Star",), "Vessel")
        ]


@pytest.mark.parametrize("source", [{"name": "A"}, 7, b"name", None, ["A"], [("A", "B")]])
def test_what_has_no_rows(source: object) -> None:
    with pytest.raises(UsageError) as caught:
        open_rows(source)
    assert caught.value.hint == "give a path, an Arrow table, a data frame or a list of dicts"


def test_no_rows_at_all() -> None:
    with pytest.raises(InputError, match="no column"):
        open_rows([])


def test_paths(put: Put) -> None:
    path = put("a.csv", b"name\nA\n")
    for source in (path, str(path)):
        with open_rows(source) as rows:
            assert [query.names for query in rows] == [("A",)]
