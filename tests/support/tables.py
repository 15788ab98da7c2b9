"""What the tests of tables share: files made on the spot, and a reader that takes all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sousveil.tables import Cell, open_table

Put = Callable[[str, bytes], Path]
"""Writes a file into the test's folder and returns its path."""


@dataclass(frozen=True)
class Taken:
    """A table read to its end."""

    format: str
    columns: tuple[str, ...]
    rows: list[list[Cell]]
    lines: list[int | None]
    notes: dict[str, tuple[int, str]]


def take(path: Path) -> Taken:
    """Read a whole table, and hold the numbers of its rows to their promise."""
    with open_table(path) as table:
        records = list(table)
        assert [record.row for record in records] == list(range(1, len(records) + 1))
        assert all(len(record.cells) == len(table.columns) for record in records)
        return Taken(
            format=table.format,
            columns=table.columns,
            rows=[list(record.cells) for record in records],
            lines=[record.line for record in records],
            notes={note.kind: (note.count, note.first) for note in table.notes},
        )


def listed(folder: Path) -> list[str]:
    """Return the names of the files in a folder, in order."""
    return sorted(path.name for path in folder.iterdir())
