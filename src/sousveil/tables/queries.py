"""From rows to queries: what each row says of a party, in the shape that screening takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any

from sousveil.errors import FormatError, InputError
from sousveil.model.listed import Identifier
from sousveil.model.query import Query
from sousveil.model.snapshot import ReadNote
from sousveil.names.dates import parse_date
from sousveil.tables.columns import assign, by_word, fold
from sousveil.tables.countries import country_codes
from sousveil.tables.notes import Notes
from sousveil.tables.table import Cell, Record, Table
from sousveil.tables.titles import IDENTIFIER_TITLES, SCHEMA_WORDS
from sousveil.tables.values import as_cell, flat

BLANKS = frozenset(
    (
        "-",
        "--",
        "---",
        "n/a",
        "n.a.",
        "na",
        "null",
        "none",
        "nil",
        "nan",
        "unknown",
        "-0-",
        "?",
        ".",
    )
)
"""What people and programs write into a cell of which they know nothing."""
MAX_NAME_CHARS = 1000
"""No registered name is nearly so long; what is longer is text in the wrong column."""

_SCHEMATA = by_word(SCHEMA_WORDS)
_MANGLED = re.compile(r"\d([.,]\d+)?[eE]\+\d+")
_LONGEST_WORD = 500  # characters of a country, type or date that are looked at
_ADDRESS_PARTS = ("street", "postal_code", "city", "region")

Fields = Mapping[str, tuple[int, ...]]


class Queries(AbstractContextManager["Queries"]):
    """The queries of a table, in the order of its rows, read as they are asked for.

    As a context manager it closes the table.

    Attributes:
        fields: for each field that the table has, the titles of its columns.
        read: data rows read so far.
        unnamed: rows passed over so far because they hold neither a name nor an identifier.
    """

    def __init__(self, table: Table, columns: Mapping[str, str] | None) -> None:
        self._table = table
        self._places = assign(table.columns, columns, table=table.name)
        self.fields = {
            field: tuple(table.columns[place] for place in places)
            for field, places in self._places.items()
        }
        self.read = 0
        self.unnamed = 0
        naming = (*self.fields.get("name", ()), *self.fields.get("vessel", ()))
        if len(naming) > 1 and table.format != "ftm-json":
            table.note(
                f"several columns hold names ({', '.join(naming)}), all are screened", "row 1"
            )

    @property
    def name(self) -> str:
        """The table's name."""
        return self._table.name

    @property
    def notes(self) -> tuple[ReadNote, ...]:
        """What was odd in the table so far: complete once the last row has been read."""
        return self._table.notes

    def __exit__(self, *_: object) -> None:
        self._table.close()

    def __iter__(self) -> Iterator[Query]:
        """Yield a query for each row that has a name or an identifier.

        What cannot be read (a country that is none, a date of birth) is noted in the table.
        """
        builder = _Builder(self._places, self._table.note)
        for record in self._table:
            self.read += 1
            query = builder.build(record)
            if query is None:
                self.unnamed += 1
                continue
            yield query


def queries(table: Table, *, columns: Mapping[str, str] | None = None) -> Queries:
    """Read a table as queries.

    Args:
        table: an open table.
        columns: which column holds which field, where the titles do not say it (`--map`).

    Raises:
        UsageError: `columns` names a field or a column that does not exist.
        InputError: no column holds a name.
    """
    return Queries(table, columns)


def query_from_dict(data: Mapping[str, Any], row: int = 1) -> Query:
    """Read one dict whose keys are column titles, or that is a FollowTheMoney entity.

    Raises:
        InputError: it has neither a name nor an identifier.
    """
    members = flat(dict(data))
    builder = _Builder(_places(tuple(map(str, members))), Notes().add)
    cells = [as_cell(value) for value in members.values()]
    query = builder.build(Record(row, None, cells))
    if query is None:
        raise InputError(
            "there is neither a name nor an identifier", row=row, hint="give it a `name`"
        )
    return query


def query_from_ftm(data: Mapping[str, Any], row: int = 1) -> Query:
    """Read one FollowTheMoney entity: `{"schema": …, "properties": {…}}`.

    Raises:
        FormatError: it is of another shape or of a schema that is not screened.
        InputError: it has neither a name nor an identifier.
    """
    if not isinstance(data.get("properties"), Mapping) or not isinstance(data.get("schema"), str):
        raise FormatError(
            "no FollowTheMoney entity",
            row=row,
            hint='it has the shape {"schema": "Company", "properties": {"name": ["…"]}}',
        )
    if _schema_of(data["schema"][:_LONGEST_WORD]) is None:
        raise FormatError(
            f"the schema {data['schema'][:60]!r} is none that is screened",
            row=row,
            hint=f"schemata are {', '.join(SCHEMA_WORDS)}",
        )
    return query_from_dict(data, row)


@lru_cache(maxsize=256)
def _places(titles: tuple[str, ...]) -> Fields:
    return assign(titles, None, table="the query", nameless=True)


class _Builder:
    """Builds queries from records whose cells stand at known places.

    Most tables have few of the fields, and tables have a million rows: what a table does not have
    is not looked for in each of them.
    """

    def __init__(self, fields: Fields, note: Callable[[str, str], None]) -> None:
        self._fields = fields
        self._note = note
        self._kinds = tuple(
            ("" if kind == "identifier" else kind, places)
            for kind, places in fields.items()
            if kind in IDENTIFIER_TITLES
        )
        self._naming = (*fields.get("name", ()), *fields.get("vessel", ()))
        self._parts = tuple(place for part in _ADDRESS_PARTS for place in fields.get(part, ()))
        self._located = bool(self._parts) or "address" in fields
        self._typed = "schema" in fields or "vessel" in fields

    def build(self, record: Record) -> Query | None:
        """Return the row's query, or None where it has neither a name nor an identifier."""
        cells = record.cells
        names = [name for place in self._naming for name in _names_in(cells[place])]
        joined = [] if names or "last_name" not in self._fields else self._joined(cells)
        names += joined
        if "alias" in self._fields:
            names += self._aliases(cells)
        identifiers = self._identifiers(record) if self._kinds else ()
        if not names and not identifiers:
            return None
        births = self._births(record) if "birth_date" in self._fields else ()
        otherwise = "Person" if joined or births else "LegalEntity"
        return Query(
            row=record.row,
            names=self._settled(names, record),
            id=next(iter(self._values("id", cells)), ""),
            schema=self._schema(record, otherwise) if self._typed else otherwise,
            countries=self._countries(record) if "country" in self._fields else (),
            birth_dates=births,
            identifiers=identifiers,
            addresses=self._addresses(cells) if self._located else (),
        )

    def _joined(self, cells: Sequence[Cell]) -> list[str]:
        """Return the first, middle and last name as one."""
        parts = [
            _first(cells[place])
            for field in ("first_name", "middle_name", "last_name")
            for place in self._fields.get(field, ())
        ]
        return _names_in(" ".join(parts))

    def _aliases(self, cells: Sequence[Cell]) -> list[str]:
        places = self._fields["alias"]
        return [name for place in places for name in _names_in(tuple(_split(cells[place])))]

    def _settled(self, names: list[str], record: Record) -> tuple[str, ...]:
        """Return each name once, none beyond all reason."""
        if max(map(len, names), default=0) > MAX_NAME_CHARS:
            self._note(f"name cut at {MAX_NAME_CHARS:,} characters", f"row {record.row}")
            names = [name[:MAX_NAME_CHARS].rstrip() for name in names]
        return tuple(dict.fromkeys(names)) if len(names) > 1 else tuple(names)

    def _values(self, field: str, cells: Sequence[Cell]) -> tuple[str, ...]:
        places = self._fields.get(field)
        if not places:
            return ()
        return tuple(
            text for place in places for text in _split(cells[place]) if text.lower() not in BLANKS
        )

    def _identifiers(self, record: Record) -> tuple[Identifier, ...]:
        found: dict[Identifier, None] = {}
        for kind, places in self._kinds:
            for text in (text for place in places for text in _split(record.cells[place])):
                if text.lower() in BLANKS or not text.strip("0-./ "):
                    continue
                if _MANGLED.fullmatch(text):
                    self._note("number rounded by a spreadsheet", f"row {record.row}: {text[:60]}")
                    continue
                found[Identifier(kind, text)] = None
        return tuple(found)

    def _schema(self, record: Record, otherwise: str) -> str:
        word = next(iter(self._values("schema", record.cells)), "")
        if word:
            schema = _schema_of(word[:_LONGEST_WORD])
            if schema:
                return schema
            self._note("type that is not known", f"row {record.row}: {word[:60]}")
        vessels = self._fields.get("vessel", ())
        return "Vessel" if any(_first(record.cells[place]) for place in vessels) else otherwise

    def _countries(self, record: Record) -> tuple[str, ...]:
        codes: tuple[str, ...] = ()
        for place in self._fields["country"]:
            found, unread = _countries_in(_clipped(record.cells[place]))
            codes = (*codes, *found) if codes else found
            for text in unread:
                self._note("country that cannot be read", f"row {record.row}: {text[:60]}")
        return tuple(dict.fromkeys(codes)) if len(codes) > 1 else codes

    def _births(self, record: Record) -> tuple[str, ...]:
        """Return the dates of birth as they are written, those that cannot be read among them."""
        births = self._values("birth_date", record.cells)
        for text in births:
            if parse_date(text[:_LONGEST_WORD]) is None:
                where = f"row {record.row}: {text[:60]}"
                self._note("date of birth that cannot be read", where)
        return births

    def _addresses(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        places = self._fields.get("address", ())
        whole = [text for place in places for text in _names_in(cells[place])]
        parts = [_first(cells[place]) for place in self._parts]
        joined = ", ".join(part for part in parts if part.lower() not in ("", *BLANKS))
        found = [text for text in (*whole, joined) if text and text.lower() not in BLANKS]
        return tuple(dict.fromkeys(found))


def _names_in(cell: Cell) -> list[str]:
    """Return the texts of a cell that hold a letter or digit, blanks made single."""
    texts = (cell,) if isinstance(cell, str) else cell
    names = [" ".join(text.split()) for text in texts]
    return [name for name in names if any(map(str.isalnum, name))]


def _split(cell: Cell) -> list[str]:
    """Return the values of a cell: the items of a list, or what stands between semicolons."""
    texts = cell.split(";") if isinstance(cell, str) else cell
    return [text for text in (" ".join(part.split()) for part in texts) if text]


def _first(cell: Cell) -> str:
    """Return the text of a cell, or the first of its texts."""
    return " ".join((cell if isinstance(cell, str) else next(iter(cell), "")).split())


def _clipped(cell: Cell) -> Cell:
    """Return the cell short enough to be remembered."""
    if isinstance(cell, str):
        return cell[:_LONGEST_WORD]
    return tuple(text[:_LONGEST_WORD] for text in cell[:_LONGEST_WORD])


@lru_cache(maxsize=4096)
def _schema_of(word: str) -> str | None:
    return _SCHEMATA.get(fold(word))


@lru_cache(maxsize=4096)
def _countries_in(cell: Cell) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes that a cell states, and what in it is no country."""
    texts = _split(cell)
    read = {text: country_codes(text) for text in texts}
    codes = dict.fromkeys(code for found in read.values() for code in found)
    unread = [text for text in texts if not read[text] and text.lower() not in BLANKS]
    return tuple(codes), tuple(unread)
