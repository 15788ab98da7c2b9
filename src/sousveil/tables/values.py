"""Typed values as text, written as a person would write them in a cell."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import singledispatch
from typing import Any

from sousveil.tables.table import Cell

_MEMBERS = ("id", "schema", "caption")  # of an FtM entity, beside its properties


@singledispatch
def as_cell(value: object) -> Cell:
    """Turn a value into a cell: text, or for a list a tuple of texts without blanks.

    Dates become ISO 8601 (without a time at midnight), whole numbers lose a fraction of nought,
    truth values become `true` and `false`, nested objects JSON; None and NaN are blank.
    """
    return str(value)


@as_cell.register
def _text(value: str) -> Cell:
    # Halves of surrogate pairs, which JSON can spell but no encoding can write, become `?`.
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


@as_cell.register
def _nothing(_: None) -> Cell:
    return ""


@as_cell.register
def _truth(value: bool) -> Cell:
    return "true" if value else "false"


@as_cell.register
def _number(value: float) -> Cell:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)


@as_cell.register
def _decimal(value: Decimal) -> Cell:
    return format(value.normalize(), "f") if value.is_finite() else ""


@as_cell.register
def _moment(value: datetime) -> Cell:
    if value.time() == time.min and value.tzinfo is None:
        return value.date().isoformat()
    return value.isoformat(sep=" ")


@as_cell.register
def _day(value: date) -> Cell:
    return value.isoformat()


@as_cell.register
def _bytes(value: bytes) -> Cell:
    return value.decode("utf-8", "replace")


@as_cell.register(list)
@as_cell.register(tuple)
def _several(value: Sequence[object]) -> Cell:
    cells = (as_cell(item) for item in value)
    return tuple(
        text for cell in cells for text in ((cell,) if isinstance(cell, str) else cell) if text
    )


@as_cell.register(set)
@as_cell.register(frozenset)
def _unordered(value: Iterable[object]) -> Cell:
    return _several(sorted(value, key=str))


@as_cell.register(dict)
def _object(value: dict[object, object]) -> Cell:
    return _text(json.dumps(value, ensure_ascii=False, default=str))


def is_entity(data: dict[str, Any]) -> bool:
    """Tell whether an object is shaped as a FollowTheMoney entity."""
    return isinstance(data.get("schema"), str) and isinstance(data.get("properties"), dict)


def flat(data: dict[str, Any]) -> dict[str, Any]:
    """Return the members by column: of an entity, its id, schema, caption and properties."""
    if not is_entity(data):
        return data
    members: dict[str, Any] = {key: data[key] for key in _MEMBERS if key in data}
    properties: dict[str, Any] = data["properties"]
    return members | properties
