"""Updating: each list from its publisher, none at the cost of what is loaded, none of another."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sousveil.app.loading import Origin, prepare
from sousveil.app.progress import Progress
from sousveil.errors import (
    FetchError,
    NotFoundError,
    SousveilError,
    UsageError,
    WorkspaceError,
)
from sousveil.model.snapshot import Snapshot
from sousveil.sources.base import SourceFile
from sousveil.sources.fetch import fetch
from sousveil.sources.fetched import FetchedFiles, Limits, Validators, Waiting, plausible
from sousveil.sources.publishers import Publisher, publishers
from sousveil.sources.registry import recognise
from sousveil.statements.store import temporary_name

if TYPE_CHECKING:
    from sousveil.app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Update:
    """What came of fetching one list: a new snapshot, none because nothing changed, or an error."""

    dataset: str
    snapshot: Snapshot | None = None
    error: SousveilError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """How to fetch: bounds, what hears of the progress, how to wait between attempts."""

    limits: Limits = field(default_factory=Limits)
    progress: Progress | None = None
    waiting: Waiting = field(default_factory=Waiting)


def update_lists(
    workspace: Workspace,
    names: Sequence[str] = (),
    *,
    catalogue: Sequence[Publisher] | None = None,
    fetching: Fetching | None = None,
) -> tuple[Update, ...]:
    """Fetch lists from their publishers, one after the other.

    A list that cannot be had, or that is implausibly small, is reported and changes nothing; the
    others go on.

    Args:
        workspace: where the lists are kept.
        names: datasets to fetch; none for all that have an address.
        catalogue: the publishers; None for those the program knows.
        fetching: how to fetch; None for the defaults.

    Raises:
        NotFoundError: a name is in no catalogue.
        UsageError: a named list has no address to fetch it from.
    """
    known = publishers() if catalogue is None else catalogue
    how = Fetching() if fetching is None else fetching
    return tuple(_update(workspace, about, how) for about in _chosen(known, names))


def _chosen(known: Sequence[Publisher], names: Sequence[str]) -> list[Publisher]:
    by_name = {about.dataset: about for about in known}
    fetchable = [about for about in known if about.files]
    if missing := sorted(set(names) - set(by_name)):
        raise NotFoundError(
            f"no list of that name is known: {', '.join(missing)}",
            hint=f"known: {', '.join(about.dataset for about in fetchable)}",
        )
    for name in names:
        if not by_name[name].files:
            raise UsageError(
                f"{name} cannot be fetched by a program",
                hint=f"get it from {by_name[name].page} and load it with `sousveil lists add`",
            )
    return [by_name[name] for name in dict.fromkeys(names)] or fetchable


def _update(workspace: Workspace, about: Publisher, fetching: Fetching) -> Update:
    aside = workspace.path / "fetching" / temporary_name()
    try:
        aside.mkdir(parents=True)
        return _fetch_and_add(workspace, about, fetching, aside)
    except SousveilError as error:
        return Update(about.dataset, error=error)
    except OSError as error:
        return Update(about.dataset, error=WorkspaceError(f"{aside.parent}: {error.strerror}"))
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _fetch_and_add(
    workspace: Workspace, about: Publisher, fetching: Fetching, aside: Path
) -> Update:
    catalogue = workspace.catalogue
    held = {snapshot.dataset: snapshot for snapshot in workspace.lists.current()}
    previous = held.get(about.dataset)
    # Validators speak for what was fetched; a list that was since loaded by hand is asked anew.
    fetched = previous is not None and previous.url == about.page
    asked = catalogue.validators(about.dataset) if fetched else {}
    found = fetch(
        about.files,
        into=aside,
        previous={url: Validators(*pair) for url, pair in asked.items()},
        limits=fetching.limits,
        progress=fetching.progress,
        waiting=fetching.waiting,
    )
    snapshot = None
    if not found.unchanged:
        snapshot = _read(workspace, about, found, previous)
        catalogue.add(snapshot)
    answered = {
        file.url: (file.validators.etag, file.validators.last_modified) for file in found.files
    }
    catalogue.remember_validators(about.dataset, answered)
    return Update(about.dataset, snapshot)


def _read(
    workspace: Workspace, about: Publisher, found: FetchedFiles, previous: Snapshot | None
) -> Snapshot:
    """Read what was fetched; refuse what cannot be the whole list.

    Raises:
        FetchError: it is implausibly small beside what is loaded or the catalogue expects.
        InputError: it is not that list, or damaged.
    """
    files = [SourceFile(file.path, file.name) for file in found.files if file.path]
    claim = recognise(files, format_name=about.format or None).claims[0]
    origin = Origin(
        retrieved_at=max(file.retrieved_at for file in found.files),
        name=about.dataset,
        format=about.format or None,
        url=about.page,
        licence=about.licence,
    )
    snapshot = prepare(workspace.store, workspace.catalogue, claim, origin)
    # Sizes can be compared only between files of one format.
    alike = previous if previous and previous.format == snapshot.format else None
    doubt = plausible(
        new_entities=snapshot.entities,
        new_bytes=sum(file.size for file in snapshot.files),
        previous_entities=previous.entities if previous else None,
        previous_bytes=sum(file.size for file in alike.files) if alike else None,
        min_entities=about.min_entities,
        min_bytes=about.min_bytes,
    )
    if doubt is not None:
        raise FetchError(
            f"{about.dataset}: what the publisher sent is not the whole list: {doubt}",
            hint="what was loaded before stays in use; if the list really shrank so much, "
            "download it and load it with `sousveil lists add`",
        )
    return snapshot
