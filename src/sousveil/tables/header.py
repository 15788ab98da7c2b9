"""The header of a table and rows that do not fit it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from sousveil.errors import HostileInputError
from sousveil.tables.limits import MAX_COLUMNS
from sousveil.tables.notes import Notes


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns, and what becomes of rows that have fewer or more cells."""

    columns: tuple[str, ...]
    notes: Notes

    def fit(self, cells: list[str], where: str) -> None:
        """Make a row exactly as wide as the header, in place.

        A short row is filled up with blanks, a long one cut; both are noted, unless the surplus
        is blank.
        """
        width = len(self.columns)
        if len(cells) < width:
            self.notes.add("row with fewer cells than columns", where)
            cells.extend([""] * (width - len(cells)))
            return
        if any(cell.strip() for cell in cells[width:]):
            self.notes.add("row with more cells than columns, cut", where)
        del cells[width:]


def header(cells: Sequence[str], *, name: str, where: str, notes: Notes) -> Shape | None:
    """Turn the first row into columns, each with a name of its own; None where it is blank.

    Blank names become `column 3`; a name that was there before becomes `name (2)`. Blank cells
    that end the row are no columns.

    Raises:
        HostileInputError: there are more columns than a spreadsheet can hold.
    """
    titles = [" ".join(cell.split()) for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    if not titles:
        return None
    check_width(len(titles), name)
    return Shape(_distinct(titles, where, notes), notes)


def check_width(count: int, name: str) -> None:
    """Raise `HostileInputError` when there are more columns than a spreadsheet can hold."""
    if count > MAX_COLUMNS:
        raise HostileInputError(
            f"{count:,} columns, which is more than the {MAX_COLUMNS:,} that can be read",
            path=name,
            hint="is the table turned on its side, or without line ends? keep the columns needed",
        )


def _distinct(titles: Sequence[str], where: str, notes: Notes) -> tuple[str, ...]:
    taken = set(titles)
    met: set[str] = set()
    columns = []
    for number, title in enumerate(titles, start=1):
        unique = title or f"column {number}"
        if not title:
            notes.add("column without a name", f"{where}, column {number}")
        elif title in met:
            notes.add("two columns with one name", f"{where}, {title}")
        if not title or title in met:
            unique = _free(unique, taken)
        met.add(title)
        taken.add(unique)
        columns.append(unique)
    return tuple(columns)


def _free(title: str, taken: set[str]) -> str:
    """Return the title, or with the first number that makes it one of its own."""
    tries = (f"{title} ({number})" for number in count(2))
    return title if title not in taken else next(each for each in tries if each not in taken)
