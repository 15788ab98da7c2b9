"""Looking into the lists: what is loaded, who comes close to a name, what is said of an entity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sousveil.app.indexing import index_of
from sousveil.app.screening import list_version
from sousveil.engine.database import Database
from sousveil.errors import NotFoundError
from sousveil.model.listed import ListedEntity
from sousveil.model.run import ListVersion
from sousveil.statements.fold import listed_entities
from sousveil.statements.reading import Sourced, statements_about

if TYPE_CHECKING:
    from pathlib import Path

    from sousveil.app.workspace import Workspace
    from sousveil.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class ListState:
    """A list's version, and whether a newer one of the same list is used instead."""

    version: ListVersion
    superseded: bool


@dataclass(frozen=True, slots=True)
class Found:
    """An entity and how close its name comes to what was searched, 0..1."""

    entity: ListedEntity
    score: float


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity with every statement about it, and about what points at it."""

    entity: ListedEntity
    statements: tuple[Sourced, ...]


def list_states(workspace: Workspace) -> tuple[ListState, ...]:
    """Return every snapshot of the workspace, by dataset, newest first."""
    in_use = {snapshot.id for snapshot in workspace.lists.current()}
    newest_first = reversed(workspace.lists.all())
    return tuple(
        ListState(list_version(snapshot), superseded=snapshot.id not in in_use)
        for snapshot in sorted(newest_first, key=lambda snapshot: snapshot.dataset)
    )


def search(workspace: Workspace, text: str, *, limit: int) -> list[Found]:
    """Return the entities whose names come closest to the text, best first."""
    index = index_of(workspace.store, workspace.lists.current())
    return [Found(entity, score) for entity, score in index.search(text, limit)]


def look_up(workspace: Workspace, entity_id: str) -> EntityView:
    """Return what the newest snapshots say of an entity.

    Raises:
        NotFoundError: no list holds it.
    """
    held: dict[Path, list[Snapshot]] = {}
    for snapshot in workspace.lists.current():
        held.setdefault(workspace.store.statements(snapshot.statements_sha256), []).append(snapshot)
    database = Database(list(held), temporary=workspace.path)
    try:
        statements = statements_about(database, entity_id, held)
        names = {path: [item.dataset for item in items] for path, items in held.items()}
        found = next(listed_entities(database, names, only=entity_id), None)
    finally:
        database.close()
    if found is None:
        raise NotFoundError(
            f"no list holds an entity {entity_id!r}",
            hint="`sousveil search NAME` finds ids by name",
        )
    return EntityView(found, statements)
