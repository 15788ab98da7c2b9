"""Matching of one batch: candidates for all rows at once, then the exact comparison of the few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sousveil.index import Index
from sousveil.model.match import Comparison
from sousveil.model.query import Query
from sousveil.names.dates import parse_date
from sousveil.names.schemata import Mode, modes
from sousveil.screening.comparison import best_score, compare_pairs, reading
from sousveil.screening.evidence import (
    CIRCA_YEARS,
    MOST_LIFT,
    SAME_COUNTRY,
    SAME_DAY,
    least_name,
    needed,
)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Found = list[tuple[int, Comparison]]
"""Places of entities in the index with how they compare, in no order."""
Pairs = dict[tuple[int, int], set[tuple[int, int]]]
"""For each row of a batch and each entity: places of the row's names and of the entity's."""


def match(index: Index, batch: Sequence[Query], threshold: float) -> list[Found]:
    """Return for each query of the batch all entities that reach the threshold."""
    pairs: Pairs = {}
    for mode in ("organisation", "person"):
        _collect(index, batch, mode, threshold, pairs)
    for row, number in index.with_identifiers(batch):
        listed = len(index.entity(number).names)
        every = ((mine, at) for mine in range(len(batch[row].names)) for at in range(listed))
        pairs.setdefault((row, number), set()).update(every)
    found: list[Found] = [[] for _ in batch]
    for (row, number), met in pairs.items():
        query, entity = batch[row], index.entity(number)
        named = [(query.names[mine], entity.names[at]) for mine, at in sorted(met)]
        comparison = compare_pairs(query, entity, named, reading(query.schema, entity.schema))
        if comparison.score >= threshold:
            found[row].append((number, comparison))
    return found


def _collect(
    index: Index, batch: Sequence[Query], mode: Mode, threshold: float, pairs: Pairs
) -> None:
    """Add the pairs of names that reach the score which they need, read in one mode."""
    asked = [
        (row, mine)
        for row, query in enumerate(batch)
        if mode in modes(query.schema)
        for mine in range(len(query.names))
    ]
    if not asked:
        return
    floors = _Floors.of(batch, threshold)
    texts = [batch[row].names[mine] for row, mine in asked]
    found = index.candidates(texts, mode, floors.lowest[[row for row, _ in asked]])
    half = index.halves[mode]
    rows = np.array([row for row, _ in asked], dtype=np.int64)[found.asked]
    entities = half.name_entity[found.name]
    dated = floors.can_agree(rows, index.years[entities])
    least = np.where(dated, floors.dated[rows], floors.undated[rows])
    chosen = np.flatnonzero(found.bound >= least)
    for at in chosen.tolist():
        row, mine = asked[found.asked[at]]
        number, floor = int(entities[at]), float(least[at])
        if dated[at] or batch[row].countries:
            # The years meet, but few dates and countries do: looking costs less than comparing.
            floor = least_name(batch[row], index.entity(number), threshold)
            if found.bound[at] < floor:
                continue
        name = int(found.name[at])
        if best_score(batch[row].names[mine], half.text(name), (mode,)).score >= floor:
            pairs.setdefault((row, number), set()).add((mine, int(half.name_at[name])))


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

    def can_agree(self, rows: Ints, years: Ints) -> npt.NDArray[np.bool_]:
        """Tell of rows and entities born in given years whether their dates of birth can agree."""
        slack = 2 * CIRCA_YEARS  # Both sides may be only about right.
        meet = (self.first[rows] - slack <= years[:, 1]) & (years[:, 0] <= self.last[rows] + slack)
        return meet & (self.last[rows] > 0) & (years[:, 1] > 0)


def _years(query: Query) -> tuple[int, int]:
    dates = [found for text in query.birth_dates if (found := parse_date(text))]
    if not dates:
        return (0, 0)
    return (min(d.earliest.year for d in dates), max(d.latest.year for d in dates))
