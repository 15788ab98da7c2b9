"""The index artefact of a set of snapshots: opened where it exists, built where it does not."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from sousveil._version import __version__
from sousveil.app.progress import Progress, counted
from sousveil.index import Index, IndexDamagedError, build_index, open_index
from sousveil.index.layout import FORMAT
from sousveil.model.snapshot import Snapshot
from sousveil.statements.store import Store, temporary_name

KEPT = 6
"""Artefacts that stay; older ones are removed when a new one is built, since they can be again."""


def index_of(
    store: Store, snapshots: Sequence[Snapshot], progress: Progress | None = None
) -> Index:
    """Return the index over the snapshots' statements.

    It is built aside and renamed when complete, so that readers never wait and a killed build
    leaves nothing that could be mistaken for an index. A damaged one is built anew.
    """
    target = store.root / "index" / _key(snapshots)
    if target.exists():
        try:
            return open_index(target)
        except IndexDamagedError:
            shutil.rmtree(target, ignore_errors=True)
    _build(store, snapshots, target, progress)
    _prune(target.parent)
    return open_index(target)


def _key(snapshots: Sequence[Snapshot]) -> str:
    """Name an artefact by what is in it and by the code that analysed it."""
    parts = sorted(f"{item.dataset} {item.statements_sha256}" for item in snapshots)
    return hashlib.sha256("\n".join([_code(), *parts]).encode()).hexdigest()[:32]


@cache
def _code() -> str:
    """Return a fingerprint of the code that decides what an artefact holds.

    The layout's version alone would not tell a change in how names are analysed, here or in the
    libraries that analyse them.
    """
    libraries = [f"{name} {version(name)}" for name in ("rigour", "pyicu", "rapidfuzz")]
    digest = hashlib.sha256(f"{__version__} {FORMAT} {libraries}".encode())
    for room in ("names", "index", "statements"):
        for path in sorted((Path(__file__).parents[1] / room).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _build(
    store: Store, snapshots: Sequence[Snapshot], target: Path, progress: Progress | None
) -> None:
    # FollowTheMoney and DuckDB are slow to load and only building needs them.
    from sousveil.engine.database import Database  # noqa: PLC0415
    from sousveil.statements.fold import listed_entities  # noqa: PLC0415

    datasets: dict[Path, set[str]] = {}
    for item in snapshots:
        datasets.setdefault(store.statements(item.statements_sha256), set()).add(item.dataset)
    target.parent.mkdir(exist_ok=True)
    aside = target.parent / temporary_name()
    database = Database(list(datasets), temporary=store.root)
    try:
        entities = counted(listed_entities(database, datasets), "entities indexed", progress)
        build_index(entities, aside)
        aside.rename(target)
    except OSError:
        if not target.exists():  # else another process was quicker, with the same content
            raise
    finally:
        database.close()
        shutil.rmtree(aside, ignore_errors=True)


def _prune(folder: Path) -> None:
    """Remove all but the newest; another process may be doing the same."""
    ages: dict[Path, float] = {}
    for entry in folder.iterdir():
        with suppress(OSError):
            ages[entry] = entry.stat().st_mtime
    built = [entry for entry in ages if not entry.name.startswith(".")]
    for entry in sorted(built, key=ages.__getitem__, reverse=True)[KEPT:]:
        shutil.rmtree(entry, ignore_errors=True)
