"""The workspace: one folder that holds lists, what they say, and the index over it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sousveil.app.bundled import load_register
from sousveil.config import Config
from sousveil.engine.catalogue import Catalogue
from sousveil.errors import NotFoundError, UsageError
from sousveil.model.snapshot import Snapshot
from sousveil.statements.asof import current
from sousveil.statements.store import Store

if TYPE_CHECKING:
    from sousveil.app.looking import Found
    from sousveil.app.progress import Progress
    from sousveil.app.screening import ScreeningResult
    from sousveil.app.updating import Update


def open_workspace(path: str | Path | None = None) -> Workspace:
    """Open a workspace, making it if it is new; a new one holds the bundled register already.

    Args:
        path: the folder; None for `SOUSVEIL_WORKSPACE`, else the platform's user data folder.

    Raises:
        WorkspaceError: the folder cannot be used.
    """
    return Workspace(Config.read(os.environ, workspace=path))


class Workspace:
    """Lists, statements and index of one folder. Any number of processes may use it at once.

    Attributes:
        path: the folder.
        lists: the lists in it: `workspace.lists.add("sdn.csv")`.
    """

    def __init__(self, config: Config) -> None:
        """Open the folder that the settings name.

        Raises:
            WorkspaceError: the folder cannot be used.
        """
        self.path = config.workspace
        self.store = Store(self.path)
        self.catalogue = Catalogue(self.path / "catalogue.sqlite")
        self.lists = Lists(self)
        load_register(self.store, self.catalogue)

    def screen(
        self,
        source: object,
        *,
        columns: Mapping[str, str] | None = None,
        lists: Collection[str] | None = None,
        threshold: float = 0.7,
        limit: int = 5,
        as_of: date | None = None,
        known_at: datetime | None = None,
    ) -> ScreeningResult:
        """Screen each row of a table against the lists.

        Args:
            source: path of a table (CSV, TSV, XLSX, Parquet, JSON lines, FtM JSON), an Arrow
                table, a data frame, or an iterable of dicts.
            columns: which column holds what, e.g. `{"name": "Supplier"}`, where their names do
                not say it.
            lists: datasets to screen against; None for all that are loaded.
            threshold: least score of a match, 0..1.
            limit: at most so many matches a row.
            as_of: count only listings that hold on that day.
            known_at: use only what was known at that time.

        Raises:
            InputError: the table cannot be read; the message names file, row and column.
            NotFoundError: one of `lists` is not loaded.
            UsageError: a setting is out of range or of the wrong kind.
        """
        from sousveil.app.screening import Options, screen_table  # noqa: PLC0415  # slow to load

        options = Options(
            columns=columns,
            lists=_names(lists),
            threshold=threshold,
            limit=limit,
            as_of=as_of,
            known_at=known_at,
        )
        return screen_table(self, source, options)

    def search(self, text: str, *, limit: int = 10) -> list[Found]:
        """Return the entities whose names come closest to the text, best first."""
        from sousveil.app.looking import search  # noqa: PLC0415  # slow to load

        return search(self, text, limit=limit)

    def close(self) -> None:
        """Close the catalogue; the workspace must not be used afterwards."""
        self.catalogue.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _names(lists: Collection[str] | None) -> frozenset[str] | None:
    if isinstance(lists, str):
        raise UsageError(f"`lists` holds names, and is none: {lists!r}", hint=f"give [{lists!r}]")
    return None if lists is None else frozenset(lists)


class Lists:
    """The lists of a workspace: snapshots, oldest knowledge first."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def __iter__(self) -> Iterator[Snapshot]:
        return iter(self.all())

    def all(self) -> tuple[Snapshot, ...]:
        """Return every snapshot of every list, oldest knowledge first."""
        return self._workspace.catalogue.all()

    def current(
        self, *, known_at: datetime | None = None, names: Iterable[str] | None = None
    ) -> tuple[Snapshot, ...]:
        """Return the snapshot that speaks for each list at a time of knowledge.

        Args:
            known_at: the time; None for all that is known.
            names: the lists wanted; None for all.

        Raises:
            NotFoundError: one of `names` was not loaded at that time.
        """
        found = current(self.all(), known_at)
        if names is None:
            return found
        wanted, have = set(names), {snapshot.dataset for snapshot in found}
        if missing := sorted(wanted - have):
            raise NotFoundError(
                f"not loaded: {', '.join(missing)}", hint=f"loaded: {', '.join(sorted(have))}"
            )
        return tuple(snapshot for snapshot in found if snapshot.dataset in wanted)

    def add(
        self,
        path: str | Path,
        *,
        name: str | None = None,
        format: str | None = None,  # noqa: A002  # the command line's word
        retrieved_at: datetime | None = None,
    ) -> tuple[Snapshot, ...]:
        """Load a list from a file, or from a folder that holds a publisher's file set.

        Args:
            path: the file or folder.
            name: dataset name; None for the one that the reader finds.
            format: name of a reader; None to recognise the content.
            retrieved_at: when the files were retrieved; None for now.

        Returns:
            One snapshot for each list found.

        Raises:
            InputError: the files cannot be read as a list; nothing was loaded.
        """
        from sousveil.app.loading import Origin, load_path  # noqa: PLC0415  # slow to load

        origin = Origin(name=name, format=format, retrieved_at=retrieved_at)
        workspace = self._workspace
        return load_path(workspace.store, workspace.catalogue, Path(path), origin)[0]

    def update(
        self, names: Sequence[str] = (), *, progress: Progress | None = None
    ) -> tuple[Update, ...]:
        """Fetch lists from their publishers; what fails is told and changes nothing.

        Args:
            names: datasets to fetch; none for all that have an address.
            progress: told of every piece that arrives: file name, bytes so far, bytes in all.

        Raises:
            NotFoundError: a name is in no catalogue of publishers.
        """
        from sousveil.app.updating import Fetching, update_lists  # noqa: PLC0415  # slow to load

        return update_lists(self._workspace, names, fetching=Fetching(progress=progress))
