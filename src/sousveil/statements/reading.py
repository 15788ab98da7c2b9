"""Reading statements back: all that the lists say about one entity, and where they say it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from sousveil.engine.database import Database
from sousveil.model.snapshot import Snapshot
from sousveil.model.statement import Statement

ABOUT = """
WITH all_statements AS (
    SELECT * FROM read_parquet($files, filename = true, file_row_number = true)
), linked AS (
    SELECT DISTINCT entity_id FROM all_statements WHERE value = $p1 AND list_contains($p2, prop)
)
SELECT entity_id, schema, prop, value, dataset, locator, original, lang, valid_from, valid_until,
       filename
FROM all_statements
WHERE entity_id = $p1 OR entity_id IN (SELECT entity_id FROM linked)
ORDER BY entity_id <> $p1, entity_id, filename, file_row_number
"""

LINKING = ("entity", "holder", "owner", "asset", "subject", "object", "addressEntity")
"""Properties by which sanctions, papers, shares and links point at the party they are about."""


@dataclass(frozen=True, slots=True)
class Sourced:
    """A statement and the snapshot in which it stands."""

    statement: Statement
    snapshot: Snapshot


def statements_about(
    database: Database, entity_id: str, snapshots: Mapping[Path, Collection[Snapshot]]
) -> tuple[Sourced, ...]:
    """Return the statements about an entity, then those about what points at it.

    Args:
        database: opened over the files.
        entity_id: the entity; nothing is returned for one that no file has.
        snapshots: for each file, the snapshots whose statements it holds.
    """
    files = {str(path): held for path, held in snapshots.items()}
    return tuple(
        Sourced(_statement(row), snapshot)
        for row in database.rows(ABOUT, [entity_id, list(LINKING)])
        for snapshot in files[row[-1]]
    )


def _statement(row: tuple[str, ...]) -> Statement:
    columns = "entity_id schema prop value dataset locator original lang valid_from valid_until"
    return Statement(**dict(zip(columns.split(), row, strict=False)))
