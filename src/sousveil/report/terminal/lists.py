"""The lists that are loaded, in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from rich.console import Console
from rich.text import Text

from sousveil.errors import SousveilError
from sousveil.model.run import ListVersion
from sousveil.model.snapshot import Snapshot
from sousveil.report.terminal.sheet import Sheet
from sousveil.report.words import age_text, count_text, date_text, time_text

HASH_DIGITS = 12
"""Digits of a hash that are shown: enough to tell snapshots apart by eye."""


class ListState(Protocol):
    """A version of a list, and whether a newer one of the same list is used instead."""

    @property
    def version(self) -> ListVersion:
        """The version."""

    @property
    def superseded(self) -> bool:
        """Whether screening passes it over for a newer one."""


class Update(Protocol):
    """What came of fetching a list: a snapshot, none because nothing changed, or an error."""

    @property
    def dataset(self) -> str:
        """The list."""

    @property
    def snapshot(self) -> Snapshot | None:
        """What was loaded, if anything new was."""

    @property
    def error(self) -> SousveilError | None:
        """Why the list could not be fetched."""


def print_lists(
    lists: Iterable[ListState], console: Console, *, now: datetime | None = None
) -> None:
    """Print each list with its entities, dates, age and the beginning of its files' hashes.

    `now` is the time that ages are told by; the present, if not given.
    """
    sheet = Sheet(console)
    states = list(lists)
    for state in states:
        _print_state(sheet, state, now or datetime.now(UTC))
    loaded = len({state.version.dataset for state in states if not state.superseded})
    sheet.put(f"{count_text(loaded, 'list')} in use, {count_text(len(states), 'snapshot')} kept.")


def print_added(snapshots: Sequence[Snapshot], unclaimed: Sequence[str], console: Console) -> None:
    """Print what was loaded, what its reader found odd, and the files that no reader knows."""
    sheet = Sheet(console)
    for snapshot in snapshots:
        _print_loaded(sheet, snapshot)
    for name in unclaimed:
        sheet.put(Text("Passed over: ", "yellow"), sheet.text(name), ", of no known format.")


def print_updates(updates: Iterable[Update], console: Console) -> None:
    """Print of each list that was to be fetched what came of it, an error with its remedy."""
    sheet = Sheet(console)
    for update in updates:
        if update.error is not None:
            sheet.put(Text("Failed ", "bold red"), sheet.text(update.dataset, "bold"), ":")
            sheet.put(sheet.prose(str(update.error)), indent=2)
            sheet.put("hint: ", sheet.prose(update.error.hint), indent=2)
        elif update.snapshot is not None:
            _print_loaded(sheet, update.snapshot)
        else:
            sheet.put("Unchanged ", sheet.text(update.dataset, "bold"), ".")


def _print_loaded(sheet: Sheet, snapshot: Snapshot) -> None:
    entities = count_text(snapshot.entities, "entity", "entities")
    sheet.put(
        "Loaded ",
        sheet.text(snapshot.dataset, "bold"),
        f": {entities}, {count_text(snapshot.statements, 'statement')}, format ",
        sheet.text(snapshot.format),
        f", retrieved {time_text(snapshot.retrieved_at)}.",
    )
    for note in snapshot.notes:
        said = f"{note.kind}: {note.count:,}, first at {note.first}"
        sheet.put(Text("note: ", "yellow"), sheet.prose(said), indent=2)


def _published(version: ListVersion) -> str:
    return f"published {date_text(version.published_at)}" if version.published_at else "undated"


def _print_state(sheet: Sheet, state: ListState, now: datetime) -> None:
    version = state.version
    style = "dim" if state.superseded else ""
    sheet.put(
        sheet.text(version.title, style or "bold"),
        "  ",
        sheet.text(version.dataset, style),
        Text("  superseded", "italic yellow") if state.superseded else "",
    )
    sheet.put(
        Text(count_text(version.entities, "entity", "entities"), style),
        f", retrieved {time_text(version.retrieved_at)} (",
        age_text(version.retrieved_at, now),
        "), ",
        sheet.text(_published(version)),
        indent=2,
    )
    for file in version.files:
        sheet.put(sheet.text(f"{file.sha256[:HASH_DIGITS]}  {file.name}", "dim"), indent=2)
    sheet.gap()
