"""Listed entities as an Arrow table and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from sousveil.model.listed import Identifier, ListedEntity, ListedName, Listing

_TEXTS = pa.list_(pa.string())
_PLAIN = ("id", "schema", "caption")
_LISTS = (
    "datasets",
    "countries",
    "birth_dates",
    "founding_dates",
    "addresses",
    "topics",
    "source_urls",
)
_STRUCTS: dict[str, Any] = {"names": ListedName, "identifiers": Identifier, "listings": Listing}

SCHEMA = pa.schema(
    [(name, pa.string()) for name in _PLAIN]
    + [(name, _TEXTS) for name in _LISTS]
    + [
        (name, pa.list_(pa.struct([(part, pa.string()) for part in kind.__dataclass_fields__])))
        for name, kind in _STRUCTS.items()
    ]
)


def to_table(entities: Sequence[ListedEntity]) -> pa.Table:
    """Return one row an entity, a column for each field of `ListedEntity`."""
    columns: dict[str, list[Any]] = {name: [getattr(e, name) for e in entities] for name in _PLAIN}
    for name in _LISTS:
        columns[name] = [list(getattr(entity, name)) for entity in entities]
    for name, kind in _STRUCTS.items():
        parts = tuple(kind.__dataclass_fields__)
        columns[name] = [
            [{part: getattr(value, part) for part in parts} for value in getattr(entity, name)]
            for entity in entities
        ]
    return pa.table(columns, schema=SCHEMA)


def from_row(row: dict[str, Any]) -> ListedEntity:
    """Return the entity of a row of the table."""
    fields = {name: row[name] for name in _PLAIN}
    fields |= {name: tuple(row[name]) for name in _LISTS}
    fields |= {name: tuple(kind(**value) for value in row[name]) for name, kind in _STRUCTS.items()}
    return ListedEntity(**fields)
