"""Which column holds what: the names that columns usually bear, and the user's own mapping.

A field is what a row can say of a party: `name`, `country`, …, or a FollowTheMoney identifier
property such as `leiCode`. Titles are compared without case, accents, blanks and punctuation, so
`Date of Birth`, `date_of_birth` and `DateOfBirth` are one; in `Lieferant / Supplier` and
`Name (legal)` each part counts, and so does a title with a number behind it (`Alias 2`).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from sousveil.errors import InputError, UsageError
from sousveil.tables.titles import IDENTIFIER_TITLES, PARTY_TITLES

_PARTS = re.compile(r"[/|()\[\]\n]+")
_NAMING = ("name", "vessel", "last_name")


def fold(title: str) -> str:
    """Return a title without case, accents, blanks and punctuation."""
    folded = unicodedata.normalize("NFKD", title).casefold()
    return "".join(char for char in folded if char.isalnum())


def by_word(source: Mapping[str, str]) -> dict[str, str]:
    """Turn a table of fields with their words around: from each folded word to its field."""
    return {
        fold(word): field for field, words in source.items() for word in (field, *words.split(","))
    }


_BY_TITLE = by_word(PARTY_TITLES) | by_word(IDENTIFIER_TITLES)
FIELDS = (*PARTY_TITLES, *IDENTIFIER_TITLES)
"""Everything that a column can be mapped to."""


def field_of(title: str) -> str | None:
    """Return the field that a column of that title usually holds, or None."""
    for part in (title, *_PARTS.split(title)):
        key = fold(part)
        found = _BY_TITLE.get(key) or _BY_TITLE.get(key.rstrip("0123456789"))
        if found:
            return found
    return None


def parse_mapping(text: str) -> dict[str, str]:
    """Read `name=Supplier,country=Land` as it stands behind `--map`.

    A column title that holds a comma is put in quotes: `"name=Supplier, legal"`. A field with
    nothing behind the sign is left out of the screening.

    Raises:
        UsageError: a part is no `FIELD=COLUMN`, or a field stands twice.
    """
    mapping: dict[str, str] = {}
    for part in next(csv.reader([text], skipinitialspace=True), []) or [""]:
        field, sign, column = part.partition("=")
        if not sign or not field.strip():
            raise UsageError(
                f"the mapping {part!r} is not of the form FIELD=COLUMN",
                hint="e.g. --map name=Supplier,country=Land",
            )
        if field.strip() in mapping:
            raise UsageError(f"the field {field.strip()!r} is mapped twice")
        mapping[field.strip()] = column.strip()
    return mapping


def assign(
    columns: Sequence[str],
    mapping: Mapping[str, str] | None,
    *,
    table: str,
    nameless: bool = False,
) -> dict[str, tuple[int, ...]]:
    """Return for each field the positions of its columns.

    Args:
        columns: the table's columns.
        mapping: the user's, from fields to column titles; it goes before recognition.
        table: the table's name, for messages.
        nameless: whether a table without names will do.

    Raises:
        UsageError: the mapping names a field or a column that does not exist.
        InputError: no column holds a name.
    """
    fields: dict[str, list[int]] = {}
    settled: set[str] = set()
    taken: set[int] = set()
    for wanted, title in (mapping or {}).items():
        field = _field(wanted)
        settled.add(field)
        if title:
            place = _position(title, columns, table)
            taken.add(place)
            fields.setdefault(field, []).append(place)
    for place, title in enumerate(columns):
        found = field_of(title)
        if found and found not in settled and place not in taken:
            fields.setdefault(found, []).append(place)
    if not nameless and not any(field in fields for field in _NAMING):
        raise _nameless(columns, table)
    return {field: tuple(places) for field, places in fields.items()}


def _field(wanted: str) -> str:
    found = wanted if wanted in FIELDS else _BY_TITLE.get(fold(wanted))
    if found:
        return found
    near = get_close_matches(wanted, FIELDS, n=3)
    raise UsageError(
        f"there is no field {wanted!r}" + (f"; did you mean {_listed(near)}?" if near else ""),
        hint=f"fields are {', '.join(FIELDS)}",
    )


def _position(title: str, columns: Sequence[str], table: str) -> int:
    if title in columns:
        return columns.index(title)
    folded = [fold(column) for column in columns]
    if folded.count(fold(title)) == 1 and fold(title):
        return folded.index(fold(title))
    near = get_close_matches(title, columns, n=3)
    raise UsageError(
        f"{table} has no column {title!r}" + (f"; did you mean {_listed(near)}?" if near else ""),
        hint=f"its columns are {_listed(columns)}",
    )


def _nameless(columns: Sequence[str], table: str) -> InputError:
    return InputError(
        f"no column is known to hold names; the columns are {_listed(columns)}",
        path=table,
        hint="say which does: --map name=COLUMN; the first row must hold the columns' titles",
    )


def _listed(titles: Sequence[str], most: int = 30) -> str:
    shown = [f"{title[:60]!r}" for title in titles[:most]]
    more = [f"and {len(titles) - most:,} more"] if len(titles) > most else []
    return ", ".join([*shown, *more])
