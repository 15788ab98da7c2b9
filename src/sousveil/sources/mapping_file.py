"""Mapping files: which column of a table is which property, as FollowTheMoney writes it.

The format is FollowTheMoney's own (https://followthemoney.tech/docs/mappings/): queries, each with
entities, their schema, keys and properties. `csv_url` may name the table's file; it is never
fetched, and SQL databases are not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from followthemoney import model
from followthemoney.exc import InvalidMapping
from followthemoney.mapping.csv import CSVSource
from followthemoney.mapping.query import QueryMapping

from sousveil.sources.base import SourceFile
from sousveil.sources.slugs import slug
from sousveil.sources.yaml_tree import MAX_BYTES, Item, read_tree

SUFFIXES = (".yml", ".yaml")
_QUERIES = ("queries", "query")
_KEYS = (re.compile(rb"(?m)^[ -]*quer(?:y|ies) *:"), re.compile(rb"(?m)^[ -]*entities *:"))
_TABLES = ("csv_url", "csv_urls")


@dataclass(frozen=True, slots=True)
class TableQuery:
    """One query: FollowTheMoney's, the line it begins on, and the names of the files it reads.

    `source` holds the query's filters; it is never asked for records.
    """

    mapping: QueryMapping
    source: CSVSource
    line: int
    tables: tuple[str, ...]

    @property
    def columns(self) -> set[str]:
        """The columns that the query refers to."""
        filters = (*self.source.filters_set, *self.source.filters_not_set)
        return self.mapping.refs | {column for column, _ in filters}


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A mapping file, read: the dataset it makes and its queries."""

    file: str
    dataset: str
    queries: tuple[TableQuery, ...]


def stem(name: str) -> str:
    """Return the name without `.mapping.yml` or a table's extensions: what a pair has in common."""
    base = name[:-3] if name.lower().endswith(".gz") else name
    base, dot, extension = base.rpartition(".")
    if f"{dot}{extension}".lower() in SUFFIXES and base.lower().endswith(".mapping"):
        return base[: -len(".mapping")]
    return base or extension


def is_mapping(file: SourceFile) -> bool:
    """Tell whether the file is YAML by its name and has the keys of a mapping."""
    return file.name.lower().endswith(SUFFIXES) and all(key.search(file.head) for key in _KEYS)


def read_mapping(file: SourceFile) -> MappingFile:
    """Read a mapping file.

    Raises:
        UnreadableError: it is empty or not UTF-8.
        FormatError: it is no YAML or no mapping, or names what FollowTheMoney does not have.
        HostileInputError: it has aliases, or is larger than any mapping.
    """
    with file.open() as stream:
        tree = read_tree(stream.read(MAX_BYTES + 1), name=file.name)
    dataset, holder = _dataset(tree, file.name)
    key = next(key for key in _QUERIES if key in holder.mapping())
    listed = holder.mapping()[key]
    queries = listed.items() if isinstance(listed.content, tuple) else (listed,)
    return MappingFile(file.name, dataset, tuple(_query(item, dataset) for item in queries))


def _dataset(tree: Item, name: str) -> tuple[str, Item]:
    """Return the dataset's name and what holds its queries."""
    top = tree.mapping()
    if any(key in top for key in _QUERIES):
        return slug(stem(name)), tree
    found = [(key, item) for key, item in top.items() if _has_queries(item)]
    if len(found) != 1:
        raise tree.fail("one mapping is expected: `queries`, or a dataset's name that has them")
    return slug(found[0][0]), found[0][1]


def _has_queries(item: Item) -> bool:
    return not isinstance(item.content, str | tuple) and any(k in item.content for k in _QUERIES)


def _query(item: Item, dataset: str) -> TableQuery:
    """Build FollowTheMoney's query; `csv_url` is replaced, so that nothing can be fetched."""
    fields = item.mapping()
    if "database" in fields:
        raise fields["database"].fail("SQL databases are not read; export the query as a table")
    if "entities" not in fields:
        raise item.fail("the query has no entities")
    for entity in fields["entities"].mapping().values():
        parts = entity.mapping()
        for described in parts["properties"].mapping().values() if "properties" in parts else ():
            described.mapping()
    data = {key: _plain(part) for key, part in fields.items() if key not in _TABLES}
    try:
        data["csv_url"] = "-"
        mapping = QueryMapping(model, data, key_prefix=dataset)
        source = CSVSource(mapping, data)
    except (InvalidMapping, AttributeError, TypeError, ValueError) as error:
        raise item.fail(f"not a mapping of FollowTheMoney: {error}") from error
    tables = _tables(fields.get("csv_url") or fields.get("csv_urls"))
    return TableQuery(mapping, source, item.line, tables)


def _tables(item: Item | None) -> tuple[str, ...]:
    """Return the file names at the ends of the query's addresses."""
    if item is None:
        return ()
    urls = item.texts() if isinstance(item.content, tuple) else (item.text(),)
    paths = (unquote(urlsplit(url.replace("\\", "/")).path) for url in urls)
    return tuple(path.rpartition("/")[2].lower() for path in paths)


def _plain(item: Item) -> Any:
    """Return the item as FollowTheMoney takes it: texts, lists and dicts."""
    if isinstance(item.content, str):
        return item.content
    if isinstance(item.content, tuple):
        return [_plain(part) for part in item.content]
    return {key: _plain(part) for key, part in item.content.items()}
