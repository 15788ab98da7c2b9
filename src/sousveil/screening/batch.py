"""Screening of many rows: candidates for a batch at once, then the exact comparison of the few."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sousveil.index import Index
from sousveil.model.listed import ListedEntity
from sousveil.model.match import Comparison
from sousveil.model.query import Query
from sousveil.names.dates import parse_date
from sousveil.names.schemata import Mode, modes
from sousveil.screening.comparison import best_score, compare_pairs, reading
from sousveil.screening.evidence import CIRCA_YEARS, MOST_LIFT, SAME_COUNTRY, SAME_DAY, needed

BATCH = 1000
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Hits = tuple[tuple[ListedEntity, Comparison], ...]
Allowed = Callable[[ListedEntity], bool]
Pairs = dict[tuple[int, int], list[tuple[str, int]]]
"""For each row of a batch and each entity: the row's names and places of the entity's."""


def screen(
    index: Index,
    queries: Iterable[Query],
    *,
    threshold: float = 0.7,
    limit: int = 5,
    allowed: Allowed | None = None,
) -> Iterator[tuple[Query, Hits]]:
    """Compare every query with the entities of the index.

    Args:
        index: an open index.
        queries: rows; read as they are needed, `BATCH` at a time.
        threshold: least score of a hit. Below 0.5 some hits may be missed.
        limit: most hits of a query.
        allowed: tells of an entity whether it counts (its lists are selected, its dates hold).

    Yields:
        Each query with its hits, best first, in the order of the queries; none is left out.
    """
    rows = iter(queries)
    while batch := list(islice(rows, BATCH)):
        yield from zip(batch, _screened(index, batch, threshold, limit, allowed), strict=True)


def _screened(
    index: Index, batch: Sequence[Query], threshold: float, limit: int, allowed: Allowed | None
) -> list[Hits]:
    pairs: Pairs = {}
    for mode in ("organisation", "person"):
        _collect(index, batch, mode, threshold, pairs)
    for row, number in index.with_identifiers(batch):
        entity = index.entity(number)
        known = pairs.setdefault((row, number), [])
        known[:] = [(name, at) for name in batch[row].names for at in range(len(entity.names))]
    found: list[list[tuple[ListedEntity, Comparison]]] = [[] for _ in batch]
    for (row, number), met in pairs.items():
        entity = index.entity(number)
        if allowed is not None and not allowed(entity):
            continue
        query = batch[row]
        named = [(name, entity.names[at]) for name, at in met]
        comparison = compare_pairs(query, entity, named, reading(query.schema, entity.schema))
        if comparison.score >= threshold:
            found[row].append((entity, comparison))
    return [tuple(sorted(hits, key=_rank)[:limit]) for hits in found]


def _rank(hit: tuple[ListedEntity, Comparison]) -> tuple[float, str]:
    return (-hit[1].score, hit[0].id)


def _collect(
    index: Index, batch: Sequence[Query], mode: Mode, threshold: float, pairs: Pairs
) -> None:
    """Add the pairs of names that reach the score which they need, read in one mode."""
    asked = [
        (row, name)
        for row, query in enumerate(batch)
        if mode in modes(query.schema)
        for name in query.names
    ]
    if not asked:
        return
    floors = _Floors.of(batch, threshold)
    found = index.candidates(
        [name for _, name in asked], mode, floors.lowest[[row for row, _ in asked]]
    )
    half = index.halves[mode]
    rows = np.array([row for row, _ in asked], dtype=np.int64)[found.asked]
    entities = half.name_entity[found.name]
    least = floors.of_pairs(rows, index.years[entities])
    chosen = np.flatnonzero(found.bound >= least)
    for at in chosen.tolist():
        text = asked[found.asked[at]][1]
        name = int(found.name[at])
        if best_score(text, half.text(name), (mode,)).score >= least[at]:
            key = (int(rows[at]), int(entities[at]))
            pairs.setdefault(key, []).append((text, int(half.name_at[name])))


class _Floors(NamedTuple):
    """The least name score that can be enough for each row, and what it depends on.

    Agreeing dates of birth lift a lesser name score over the threshold, but only where they can
    agree: where the years of both sides meet.
    """

    dated: Floats
    undated: Floats
    first: Ints
    last: Ints

    @classmethod
    def of(cls, batch: Sequence[Query], threshold: float) -> _Floors:
        plain, country = needed(threshold, 0.0), needed(threshold, SAME_COUNTRY)
        date, both = needed(threshold, SAME_DAY), needed(threshold, MOST_LIFT)
        years = [_years(query) for query in batch]
        return cls(
            dated=np.array([both if query.countries else date for query in batch]),
            undated=np.array([country if query.countries else plain for query in batch]),
            first=np.array([first for first, _ in years], dtype=np.int64),
            last=np.array([last for _, last in years], dtype=np.int64),
        )

    @property
    def lowest(self) -> Floats:
        """The least that can be enough against any entity."""
        return np.where(self.last > 0, self.dated, self.undated)

    def of_pairs(self, rows: Ints, years: Ints) -> Floats:
        """Return the least that can be enough for rows against entities born in given years."""
        meet = (self.first[rows] - CIRCA_YEARS <= years[:, 1]) & (
            years[:, 0] <= self.last[rows] + CIRCA_YEARS
        )
        dated = (self.last[rows] > 0) & (years[:, 1] > 0)
        return np.where(dated & meet, self.dated[rows], self.undated[rows])


def _years(query: Query) -> tuple[int, int]:
    dates = [found for text in query.birth_dates if (found := parse_date(text))]
    if not dates:
        return (0, 0)
    return (min(d.earliest.year for d in dates), max(d.latest.year for d in dates))
