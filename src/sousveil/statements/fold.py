"""Folding: the statements about one entity become one value, for matching and for reading."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple

from sousveil.engine.database import Database
from sousveil.model.ftm import narrower, party_schemata, properties_of_type
from sousveil.model.listed import NAME_KINDS, Identifier, ListedEntity, ListedName, Listing
from sousveil.model.statement import EXISTENCE

BIRTH, FOUNDING = "birthDate", "incorporationDate"
_OTHER = (EXISTENCE, BIRTH, FOUNDING, "address", "topics", "sourceUrl", *NAME_KINDS)

PARTIES = """
SELECT entity_id, schema, prop, value, original, lang, dataset, filename
FROM read_parquet($files, filename = true, file_row_number = true)
WHERE list_contains($p1, schema) AND list_contains($p2, prop)
AND ($p3 IS NULL OR entity_id = $p3)
ORDER BY entity_id, filename, file_row_number
"""

LINKED = """
WITH linked AS (
    SELECT * FROM read_parquet($files, filename = true, file_row_number = true)
    WHERE list_contains($p1, schema)
)
SELECT link.value, entity_id, dataset, filename, linked.prop, linked.value
FROM linked JOIN (SELECT DISTINCT entity_id, value FROM linked WHERE prop = $p2) link
USING (entity_id)
WHERE $p3 IS NULL OR link.value = $p3
ORDER BY link.value, entity_id, dataset, filename, file_row_number
"""

LINKS = {
    "Sanction": ("entity", ("Sanction",)),
    "Identification": ("holder", ("Identification", "Passport")),
}


class _Row(NamedTuple):
    entity_id: str
    schema: str
    prop: str
    value: str
    original: str | None
    lang: str | None
    dataset: str
    file: str


class _Linked(NamedTuple):
    party: str
    entity_id: str
    dataset: str
    file: str
    prop: str
    value: str


OF_ONE = itemgetter(1, 2, 3)
"""What a sanction or a paper is in one snapshot; another may state other dates for the same."""


def listed_entities(
    database: Database, datasets: Mapping[Path, Collection[str]], *, only: str | None = None
) -> Iterator[ListedEntity]:
    """Yield every party that the files hold, or the `only` one, in the order of their ids.

    Args:
        database: opened over the files.
        datasets: for each file, the datasets whose snapshots it holds (the same statements can
            have been loaded under two names).
        only: id of the one entity that is wanted.
    """
    files = {str(path): names for path, names in datasets.items()}
    wanted = [*_OTHER, *properties_of_type("country"), *properties_of_type("identifier")]
    rows = (_Row(*row) for row in database.rows(PARTIES, [list(party_schemata()), wanted, only]))
    sanctions = _Cursor(_linked(database, "Sanction", only))
    papers = _Cursor(_linked(database, "Identification", only))
    for entity_id, group in groupby(rows, key=attrgetter("entity_id")):
        yield _entity(list(group), sanctions.take(entity_id), papers.take(entity_id), files)


def _linked(database: Database, kind: str, only: str | None) -> Iterator[_Linked]:
    prop, schemata = LINKS[kind]
    return (_Linked(*row) for row in database.rows(LINKED, [list(schemata), prop, only]))


class _Cursor:
    """Walks rows sorted by party beside the parties, which are sorted the same way."""

    def __init__(self, rows: Iterator[_Linked]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._party: str | None = ""
        self._rows: list[_Linked] = []

    def take(self, party: str) -> list[_Linked]:
        """Return the rows of a party; parties must be asked for in order."""
        while self._party is not None and self._party < party:
            self._party, group = next(self._groups, (None, iter(())))
            self._rows = list(group)
        return self._rows if self._party == party else []


def _entity(
    rows: list[_Row],
    sanctions: list[_Linked],
    papers: list[_Linked],
    files: Mapping[str, Collection[str]],
) -> ListedEntity:
    schema = rows[0].schema
    for row in rows:
        schema = narrower(schema, row.schema)
    names = _names(rows)
    datasets = {row.dataset for row in rows if row.prop == EXISTENCE}
    datasets.update(*(files[file] for file in {row.file for row in rows}))
    return ListedEntity(
        id=rows[0].entity_id,
        schema=schema,
        caption=names[0].text if names else rows[0].entity_id,
        names=names,
        datasets=tuple(sorted(datasets)),
        countries=_values(rows, frozenset(properties_of_type("country"))),
        birth_dates=_values(rows, frozenset({BIRTH}), published=True),
        founding_dates=_values(rows, frozenset({FOUNDING}), published=True),
        identifiers=_identifiers(rows, papers),
        addresses=_values(rows, frozenset({"address"})),
        topics=_values(rows, frozenset({"topics"})),
        listings=_listings(sanctions),
        source_urls=_values(rows, frozenset({"sourceUrl"})),
    )


def _names(rows: list[_Row]) -> tuple[ListedName, ...]:
    """Return the names, strongest kind first; one text keeps its strongest kind."""
    found: dict[str, ListedName] = {}
    ranked = [row for row in rows if row.prop in NAME_KINDS]
    for row in sorted(ranked, key=lambda row: NAME_KINDS.index(row.prop)):
        found.setdefault(row.value, ListedName(row.value, row.prop, row.lang))
    return tuple(found.values())


def _values(rows: list[_Row], props: frozenset[str], *, published: bool = False) -> tuple[str, ...]:
    """Return the distinct values of the properties; the originals if `published`."""
    found = (
        (row.original or row.value) if published else row.value for row in rows if row.prop in props
    )
    return tuple(dict.fromkeys(found))


def _identifiers(rows: list[_Row], papers: list[_Linked]) -> tuple[Identifier, ...]:
    """Return the identifiers, with the country that a passport or other paper adds."""
    countries: dict[str, str] = {}
    for _, group in groupby(papers, key=OF_ONE):
        paper = {item.prop: item.value for item in group}
        if "number" in paper and "country" in paper:
            countries[paper["number"]] = paper["country"]
    kinds = frozenset(properties_of_type("identifier"))
    found = (
        Identifier(row.prop, row.value, countries.get(row.value))
        for row in rows
        if row.prop in kinds
    )
    return tuple(dict.fromkeys(found))


def _listings(sanctions: list[_Linked]) -> tuple[Listing, ...]:
    """Return the listings, the earliest first; those without a date last."""
    listings = []
    for (_, dataset, _), group in groupby(sanctions, key=OF_ONE):
        values: dict[str, list[str]] = {}
        for item in group:
            values.setdefault(item.prop, []).append(item.value)
        since = [*values.get("startDate", ()), *values.get("listingDate", ())]
        listings.append(
            Listing(
                dataset=dataset,
                program=_text(values, "program"),
                authority=_text(values, "authority"),
                since=min(since, default=None),
                until=max(values.get("endDate", ()), default=None),
                reason=_text(values, "reason"),
                provisions=_text(values, "provisions"),
                source_url=values.get("sourceUrl", [None])[0],
            )
        )
    found = dict.fromkeys(listings)
    return tuple(sorted(found, key=lambda item: (item.since or "9999", item.program or "")))


def _text(values: Mapping[str, list[str]], prop: str) -> str | None:
    """Return the values of a property as one text, or None."""
    return "; ".join(dict.fromkeys(values.get(prop, ()))) or None
