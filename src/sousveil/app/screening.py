"""Screening a table: rows in, matches with their reasons and sources out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, overload

import pyarrow as pa

from sousveil._version import __version__
from sousveil.app.bundled import DATASET as REGISTER_DATASET
from sousveil.app.indexing import index_of
from sousveil.app.matches import Scope, to_match
from sousveil.app.progress import Progress, counted
from sousveil.app.times import in_utc
from sousveil.errors import StaleListError, UsageError
from sousveil.model.match import COLUMNS, Match
from sousveil.model.run import ListVersion, ScreeningRun
from sousveil.model.snapshot import Snapshot
from sousveil.screening import screen
from sousveil.sources.publishers import publisher
from sousveil.tables import open_rows, write_table

if TYPE_CHECKING:
    from sousveil.app.workspace import Workspace

LIST_SEPARATOR = "; "
COLUMN_TYPES = {"row": int, "score": float}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to screen; see `Workspace.screen` for each field.

    `require_fresh` refuses to screen against lists older than their publisher's cadence allows.
    """

    columns: Mapping[str, str] | None = None
    lists: frozenset[str] | None = None
    threshold: float = 0.7
    limit: int = 5
    as_of: date | None = None
    known_at: datetime | None = None
    require_fresh: bool = False

    def __post_init__(self) -> None:
        if self.lists is not None and not self.lists:
            raise UsageError("no list is named", hint="name at least one list, or none at all")
        if self.known_at is not None:
            object.__setattr__(self, "known_at", in_utc(self.known_at, "known_at"))
        if self.as_of is not None and type(self.as_of) is not date:
            raise UsageError(f"as_of is a datetime.date, not {self.as_of!r}")
        if not 0 < self.threshold <= 1:
            raise UsageError(f"a threshold lies above 0 and up to 1, not at {self.threshold}")
        if self.limit < 1:
            raise UsageError(f"a limit is at least 1, not {self.limit}")


class ScreeningResult(Sequence[Match]):
    """The matches of one run, best first within a row, rows in their order.

    Attributes:
        run: the whole run, with the versions of the lists and the settings.
    """

    def __init__(self, run: ScreeningRun) -> None:
        self.run = run

    def __len__(self) -> int:
        return len(self.run.matches)

    @overload
    def __getitem__(self, index: int) -> Match: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Match, ...]: ...
    def __getitem__(self, index: int | slice) -> Match | tuple[Match, ...]:
        return self.run.matches[index]

    def to_arrow(self) -> pa.Table:
        """Return the matches as an Arrow table with the columns of every output.

        `row` is int64, `score` float64, `datasets` and `programs` are lists of text, all else
        is text.
        """
        lists = pa.list_(pa.string())
        types = {"row": pa.int64(), "score": pa.float64(), "datasets": lists, "programs": lists}
        schema = pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])
        columns = [[getattr(match, name) for match in self.run.matches] for name in COLUMNS]
        return pa.table(columns, schema=schema)

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Yield the matches as flat rows, with lists inside a cell joined by `; `."""
        for match in self.run.matches:
            cells = (getattr(match, name) for name in COLUMNS)
            yield tuple(
                LIST_SEPARATOR.join(cell) if isinstance(cell, tuple) else cell for cell in cells
            )

    def write(self, path: str | Path) -> None:
        """Write by the extension: `.csv`, `.tsv`, `.xlsx`, `.parquet`, `.jsonl` or `.html`.

        The file appears whole or not at all.

        Raises:
            UsageError: the extension is none of these, or the folder cannot be written.
        """
        target = Path(path)
        if target.suffix.lower() in {".html", ".htm"}:
            from sousveil.report.html import write_html  # noqa: PLC0415  # slow to load

            write_html(target, self.run)
        else:
            write_table(target, COLUMNS, self.rows(), types=COLUMN_TYPES)


def screen_table(
    workspace: Workspace,
    source: object,
    options: Options,
    *,
    progress: Progress | None = None,
) -> ScreeningResult:
    """Screen each row; see `Workspace.screen` for the arguments and errors.

    `progress` is told of entities indexed, where the index must be built first, and of rows.
    """
    started_at = datetime.now(UTC)
    used = workspace.lists.current(known_at=options.known_at, names=options.lists)
    if not used:
        raise StaleListError(
            f"no list was known at {options.known_at:%Y-%m-%d %H:%M %Z}",
            hint="`sousveil lists` shows when each list was retrieved; name a later time",
        )
    versions = tuple(list_version(item) for item in used)
    warnings = _warnings(workspace, used, options, started_at)
    if options.require_fresh and warnings:
        raise StaleListError("; ".join(warnings))
    # Over the chosen lists alone: what another list says of the same party must not count.
    index = index_of(workspace.store, used, progress)
    scope = Scope(options.as_of)
    matches: list[Match] = []
    with open_rows(source, columns=options.columns) as rows:
        hits = screen(
            index,
            counted(rows, "rows screened", progress),
            threshold=options.threshold,
            limit=options.limit,
            allowed=scope.allows,
        )
        for query, found in hits:
            matches.extend(to_match(query, entity, how, scope) for entity, how in found)
        run = ScreeningRun(
            source=rows.name,
            rows=rows.read,
            unnamed_rows=rows.unnamed,
            matches=tuple(matches),
            lists=versions,
            threshold=options.threshold,
            limit=options.limit,
            started_at=started_at,
            version=__version__,
            as_of=options.as_of.isoformat() if options.as_of else None,
            known_at=options.known_at,
            warnings=(*warnings, *(f"{n.kind}: {n.count}, first at {n.first}" for n in rows.notes)),
        )
    return ScreeningResult(run)


def list_version(snapshot: Snapshot) -> ListVersion:
    """Return what a report says of a snapshot: its publisher's facts and its own."""
    about = publisher(snapshot.dataset)
    return ListVersion(
        dataset=snapshot.dataset,
        title=about.title,
        publisher=about.publisher,
        url=snapshot.url or about.page,
        means=about.means,
        entities=snapshot.entities,
        retrieved_at=snapshot.retrieved_at,
        published_at=snapshot.published_at,
        licence=snapshot.licence or about.licence,
        files=snapshot.files,
    )


def _warnings(
    workspace: Workspace, snapshots: Sequence[Snapshot], options: Options, now: datetime
) -> tuple[str, ...]:
    """Say what is wanting in the lists: too old, or nothing but the bundled register.

    A list is as old as its last retrieval, or as the publisher's last word that it is unchanged.
    """
    found = []
    if all(snapshot.dataset == REGISTER_DATASET for snapshot in snapshots):
        found.append(
            "Only the bundled register was screened against; it is no substitute for current "
            "lists: run `sousveil lists update`."
        )
    for snapshot in snapshots:
        days = publisher(snapshot.dataset).stale_after
        then = options.known_at or now
        checked = workspace.catalogue.checked_at(snapshot.dataset)
        known = [snapshot.retrieved_at, *([checked] if checked and checked <= then else [])]
        age = then - max(known)
        if days is not None and age.days > days:
            found.append(
                f"{snapshot.dataset} is {age.days} days old; its publisher's cadence asks for "
                f"{days} at most."
            )
    return tuple(found)
