"""An entity with all that the lists say of it, and entities found by name, in a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.text import Text

from sousveil.model.listed import ListedEntity
from sousveil.model.statement import EXISTENCE
from sousveil.report.terminal.sheet import Sheet
from sousveil.report.words import count_text, score_text, time_text

if TYPE_CHECKING:
    from sousveil.statements.reading import Sourced


class EntityView(Protocol):
    """An entity, and every statement about it and about what points at it."""

    @property
    def entity(self) -> ListedEntity:
        """The entity."""

    @property
    def statements(self) -> tuple[Sourced, ...]:
        """The statements, each with its snapshot, those about the entity first."""


class Found(Protocol):
    """An entity and how close its name comes to what was searched for."""

    @property
    def entity(self) -> ListedEntity:
        """The entity."""

    @property
    def score(self) -> float:
        """From 0 to 1."""


def print_found(found: Iterable[Found], console: Console) -> None:
    """Print the entities found by name, best first, with the ids that `show` takes."""
    sheet = Sheet(console)
    items = list(found)
    for item in items:
        entity = item.entity
        sheet.put(Text(f"{score_text(item.score)}  "), sheet.text(entity.caption, "bold"))
        about = [entity.schema, *entity.countries, "; ".join(entity.datasets)]
        sheet.put(sheet.text(entity.id, "cyan"), "  ", sheet.text(", ".join(about)), indent=6)
    if not items:
        sheet.put("No name on the lists comes close.")


def print_entity(view: EntityView, console: Console) -> None:
    """Print every value that the lists state of an entity, grouped by property, with its source.

    The entity comes first, then what points at it: its listings, papers and addresses.
    """
    sheet = Sheet(console)
    entity = view.entity
    sheet.put(sheet.text(entity.caption, "bold"))
    sheet.put(sheet.text(f"{entity.schema}  {entity.id}  {'; '.join(entity.datasets)}"))
    told = [item for item in view.statements if item.statement.prop != EXISTENCE]
    for entity_id, group in groupby(told, key=lambda item: item.statement.entity_id):
        statements = list(group)
        if entity_id != entity.id:
            sheet.gap()
            about = statements[0].statement
            sheet.put(sheet.text(about.schema, "bold"), "  ", sheet.text(entity_id, "dim"))
        _print_properties(sheet, statements)
    sheet.gap()
    sheet.put(f"{count_text(len(told), 'statement')}.")
    _print_sources(sheet, told)


def _print_properties(sheet: Sheet, statements: list[Sourced]) -> None:
    """Print the values by property, in the order in which the properties first appear."""
    by_property: dict[str, list[Sourced]] = {}
    for item in statements:
        by_property.setdefault(item.statement.prop, []).append(item)
    for prop, items in by_property.items():
        sheet.put(sheet.text(prop, "bold"), indent=2)
        for item in items:
            _print_value(sheet, item)


def _print_value(sheet: Sheet, item: Sourced) -> None:
    statement = item.statement
    parts: list[Text | str] = [sheet.prose(statement.value)]
    if statement.lang:
        parts += [" [", sheet.text(statement.lang), "]"]
    if statement.original is not None:
        parts += [" published as ", sheet.prose(statement.original)]
    if statement.valid_from or statement.valid_until:
        span = f"{statement.valid_from or 'open'} to {statement.valid_until or 'open'}"
        parts += [", holds ", sheet.text(span)]
    sheet.put(*parts, indent=4)
    sheet.put(sheet.text(f"{statement.dataset}: {statement.locator}", "dim"), indent=6)


def _print_sources(sheet: Sheet, told: list[Sourced]) -> None:
    snapshots = {item.snapshot.id: item.snapshot for item in told}
    for snapshot in snapshots.values():
        retrieved = time_text(snapshot.retrieved_at)
        sheet.put(sheet.text(f"{snapshot.dataset}: retrieved {retrieved}"), indent=2)
        for file in snapshot.files:
            sheet.put(sheet.text(f"{file.name}  SHA-256 {file.sha256}", "dim"), indent=4)
