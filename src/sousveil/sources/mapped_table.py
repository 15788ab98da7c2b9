"""Any table with a mapping file beside it: the way in for lists that have no reader of their own.

`suppliers.csv` is read with `suppliers.mapping.yml` from the same folder. FollowTheMoney computes
the ids and says which columns make which property; the values go through `Draft`, so that each
keeps its published text and its cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from followthemoney.mapping.entity import EntityMapping
from followthemoney.mapping.property import PropertyMapping

from sousveil.errors import FormatError
from sousveil.model.ftm import party_schemata
from sousveil.model.locator import at_line, at_row
from sousveil.model.statement import Statement
from sousveil.sources.base import Draft, Reader, ReadReport, Recognition, SourceFile
from sousveil.sources.mapping_file import (
    SUFFIXES,
    MappingFile,
    TableQuery,
    is_mapping,
    read_mapping,
    stem,
)
from sousveil.sources.slugs import entity_id
from sousveil.tables import Record, Table, open_table

TABLE_SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".parquet", ".jsonl", ".json")


class MappedTableReader(Reader):
    """A CSV, TSV, XLSX, Parquet or JSON lines table with a FollowTheMoney mapping."""

    format = "mapped-table"
    title = "table with a FollowTheMoney mapping (NAME.mapping.yml beside it)"

    def recognise(self, files: Sequence[SourceFile]) -> Recognition | None:
        """Claim the first mapping and its tables; a table's mapping is also found beside it.

        Raises:
            FormatError: a mapping is broken, or the tables it names are not there.
        """
        mappings = [file for file in files if is_mapping(file)]
        if mappings:
            return claim(mappings[0], [file for file in files if _is_table(file)])
        for file in filter(_is_table, files):
            for suffix in SUFFIXES:
                beside = file.path.with_name(f"{stem(file.path.name)}.mapping{suffix}")
                if beside.is_file() and is_mapping(SourceFile(beside)):
                    return claim(SourceFile(beside), [file])
        return None

    def read(self, source: Recognition, report: ReadReport) -> Iterator[Statement]:
        """Yield the statements row by row, one query after the other.

        Raises:
            UnreadableError: a table or the mapping is empty, cut off or in no known encoding.
            FormatError: either breaks its format, or a column that is mapped is not there.
            HostileInputError: either is an attack on its reader.
        """
        self.require(source, at_least=2)
        mapping = read_mapping(source.files[0])
        for query in mapping.queries:
            for file in _tables_of(mapping, query, source.files[1:]):
                with open_table(file.path, name=file.name) as table:
                    yield from _Rows(mapping, query, table, source.dataset, report).statements()


def claim(mapping: SourceFile, tables: Sequence[SourceFile]) -> Recognition:
    """Return the claim on a mapping and those of the tables that it reads.

    Raises:
        FormatError: the mapping is broken, or a table it needs is not among `tables`.
    """
    read = read_mapping(mapping)
    wanted = [file for query in read.queries for file in _tables_of(read, query, tables)]
    return Recognition(MappedTableReader.format, read.dataset, (mapping, *dict.fromkeys(wanted)))


def _is_table(file: SourceFile) -> bool:
    return file.name.lower().removesuffix(".gz").endswith(TABLE_SUFFIXES)


def _tables_of(
    mapping: MappingFile, query: TableQuery, tables: Sequence[SourceFile]
) -> list[SourceFile]:
    """Return the tables that a query names; else the one called like the mapping; else the only."""
    named = [file for file in tables if file.name.lower() in query.tables]
    if len(named) == len(set(query.tables)) and named:
        return named
    name = stem(mapping.file).lower()
    paired = [file for file in tables if stem(file.name).lower() == name]
    for found in (paired, tables):
        if len(found) == 1 and len(query.tables) <= 1:
            return list(found)
    wanted = ", ".join(query.tables) or f"{stem(mapping.file)}.csv"
    raise FormatError(
        f"the table that it maps is not there: {wanted}",
        path=mapping.file,
        line=query.line,
        hint="put NAME.mapping.yml and its table in one folder and give the folder",
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one table under one query."""

    mapping: MappingFile
    query: TableQuery
    table: Table
    dataset: str
    report: ReadReport

    def statements(self) -> Iterator[Statement]:
        """Yield the statements of all rows."""
        self._check_columns()
        for record in self.table:
            row = dict(zip(self.table.columns, record.cells, strict=True))
            texts = {key: (c,) if isinstance(c, str) else c for key, c in row.items() if c}
            flat = {key: "; ".join(values) for key, values in texts.items()}
            if not self.query.source.check_filters(flat):
                continue
            made: dict[str, Draft] = {}
            for entity in self.query.mapping.entities:
                draft = self._entity(entity, record, (texts, flat), made)
                if draft is not None:
                    made[entity.name] = draft
                    yield from draft.statements()
        for note in self.table.notes:
            for _ in range(note.count):
                self.report.note(note.kind, f"{self.table.name}, {note.first}")

    def _check_columns(self) -> None:
        """Refuse a mapping of columns that are not there; count those that are not mapped."""
        columns = set(self.table.columns)
        for column in sorted(self.query.columns - columns):
            close = get_close_matches(column, self.table.columns, n=1)
            meant = f"; did you mean {close[0]!r}?" if close else ""
            raise FormatError(
                f"{self.table.name} has no column {column!r}{meant}",
                path=self.mapping.file,
                line=self.query.line,
                hint=f"its columns: {', '.join(self.table.columns)[:500]}",
            )
        for column in self.table.columns:
            if column not in self.query.columns:
                self.report.note(f"column {column[:64]} not mapped", self.table.name)

    def _at(self, record: Record, column: str | None = None) -> str:
        if record.line is not None and self.table.format != "xlsx":
            return at_line(self.table.name, record.line, column)
        return at_row(self.table.name, record.line or record.row, column)

    def _entity(
        self,
        entity: EntityMapping,
        record: Record,
        row: tuple[dict[str, tuple[str, ...]], dict[str, str]],
        made: dict[str, Draft],
    ) -> Draft | None:
        """Return the entity of a row, or None where it has no key or lacks what is required."""
        texts, flat = row
        key = entity.compute_key(flat)
        where = self._at(record)
        if key is None:
            self.report.note(f"row without a key for {entity.name[:64]}", where)
            return None
        values = [(prop, self._values(prop, texts, flat, made)) for prop in entity.properties]
        for prop, found in values:
            if prop.required and not found:
                self.report.note(f"row without the required {prop.prop.name}", where)
                return None
        made_id = self._id(key) if entity.id_column else key
        draft = Draft(
            made_id, entity.schema.name, dataset=self.dataset, at=where, report=self.report
        )
        for prop, found in values:
            at = self._at(record, prop.refs[0]) if len(prop.refs) == 1 else where
            for value in found:
                _add(draft, prop, value, at)
        if draft.schema in party_schemata():
            self.report.records += 1
        return draft

    def _values(
        self,
        prop: PropertyMapping,
        texts: dict[str, tuple[str, ...]],
        flat: dict[str, str],
        made: dict[str, Draft],
    ) -> list[str]:
        """Return the texts that a row has for a property, or the id of the entity it links to."""
        if prop.entity is not None:
            return [made[prop.entity].id] if prop.entity in made else []
        if prop.template is not None or prop.join is not None:
            values = prop.record_values(flat)
            values = values if prop.join is None else [prop.join.join(values)]
        else:
            values = [*prop.literals, *(text for ref in prop.refs for text in texts.get(ref, ()))]
        if prop.split:
            values = [part for value in values for part in value.split(prop.split)]
        values = [value.strip() for value in values if value.strip()]
        return [self._id(value) for value in values] if prop.prop.type.name == "entity" else values

    def _id(self, key: str) -> str:
        """Return a table's own id as one of the dataset's."""
        return entity_id(self.mapping.dataset, key)


def _add(draft: Draft, prop: PropertyMapping, value: str, at: str) -> None:
    """Add a value as the mapping says it is to be read."""
    name, kind = prop.prop.name, prop.prop.type
    if prop.format or prop.fuzzy:
        cleaned = kind.clean(value, fuzzy=prop.fuzzy, format=prop.format)
        draft.add(name, cleaned or value, at=at, original=value)
    elif kind.name == "date":
        draft.add_date(name, value, at=at)
    else:
        draft.add(name, value, at=at)
