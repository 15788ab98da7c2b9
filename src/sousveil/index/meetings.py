"""The words of a batch of names, and where they met words of listed names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sousveil.index.keys import Floats, Word, runs, slight, slights, telling
from sousveil.index.layout import Array
from sousveil.names.analysis import SLIGHT, WEIGHTS, Name
from sousveil.names.weights import CEILING, EXTRA, MISS, MOST

UNSEEN = 0.68
"""How alike two words may be that share no key."""
MARGIN = 1.01
"""The bound is raised by this, for figures that are rounded in the artefact."""
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Meetings(NamedTuple):
    """Meetings of words: the pair of names, the place of either word, and how alike they are."""

    pair: Ints
    mine: Ints
    theirs: Ints
    value: Floats
    joined: Mask

    def of_pairs(self, pairs: Ints) -> Meetings:
        """Return the meetings of some pairs of names (sorted) only."""
        if not len(pairs):
            return self._where(np.zeros(len(self.pair), dtype=bool))
        at = np.minimum(np.searchsorted(pairs, self.pair), len(pairs) - 1)
        return self._where(pairs[at] == self.pair)

    def _where(self, kept: Mask) -> Meetings:
        return Meetings(
            self.pair[kept],
            self.mine[kept],
            self.theirs[kept],
            self.value[kept],
            self.joined[kept],
        )

    def with_more(self, *others: Meetings) -> Meetings:
        """Return these meetings and others."""
        columns = zip(self, *others, strict=True)
        return Meetings(*(np.concatenate(column) for column in columns))


def shares(cost: Ints, budget: int) -> list[slice]:
    """Return slices that together are everything, each within the budget or a single item."""
    found, start = [], 0
    running = np.cumsum(cost)
    while start < len(cost):
        before = running[start - 1] if start else 0
        end = int(np.searchsorted(running, before + budget, side="right"))
        found.append(slice(start, max(end, start + 1)))
        start = found[-1].stop
    return found


def spread(start: Array, behind: Array) -> tuple[Ints, Ints]:
    """Return, for ranges of places, the number of the range and the place, one after another."""
    count = behind - start
    which = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + start[which]
    return which, place


class Sums(NamedTuple):
    """What met, for each pair of names.

    `left` and `right` are the weights on either side, `support` their mean times how alike they
    are, `lost` their mean times how unlike; `alike` is `left` times how alike.
    """

    pairs: Ints
    asked: Ints
    name: Ints
    left: Floats
    right: Floats
    support: Floats
    lost: Floats
    alike: Floats


def best_of(pair: Ints, part: Ints, value: Floats) -> Ints:
    """Return where, for each pair and part, the highest value stands."""
    order = np.lexsort((value, part, pair))
    last = np.ones(len(order), dtype=bool)
    last[:-1] = (pair[order[1:]] != pair[order[:-1]]) | (part[order[1:]] != part[order[:-1]])
    return order[last]


class Asked(NamedTuple):
    """The words of a batch of names: the distinct ones, and where each stands.

    `word` counts the distinct words first, then the distinct runs; `most` is the weight that a word
    can meet, and `gain` what the meeting is worth at most: an initial may stand for a whole name,
    but is worth no more than itself. `faint` is the weight of what may meet a slight word.
    """

    words: list[Word]
    runs: list[str]
    word: Ints
    row: Ints
    weight: Floats
    initial: Mask
    most: Floats
    gain: Floats
    total: Floats
    slight: Floats
    slights: Ints
    faint: Floats

    @classmethod
    def of(cls, names: Sequence[Name]) -> Asked:
        """Return the words of the names; one that a name repeats stands once, with its weights."""
        words: dict[Word, int] = {}
        joined: dict[str, int] = {}
        single: dict[tuple[int, int], float] = {}
        double: dict[tuple[int, int], float] = {}
        initials: set[int] = set()
        for row, name in enumerate(names):
            for part in name.parts:
                if part.weight > SLIGHT:
                    at = words.setdefault(Word.of(part), len(words))
                    single[at, row] = single.get((at, row), 0.0) + part.weight
                    if part.kind == "initial":
                        initials.add(at)
            for text, weight in runs(name):
                at = joined.setdefault(text, len(joined))
                double[at, row] = double.get((at, row), 0.0) + weight
        shifted = {(len(words) + at, row): weight for (at, row), weight in double.items()}
        table = np.array(
            [(*place, weight) for place, weight in (*single.items(), *shifted.items())],
            dtype=np.float64,
        ).reshape(-1, 3)
        numbers = table[:, 0].astype(np.int64)
        initial = np.isin(numbers, list(initials))
        # What stands for a whole name, or is a frequent one, may meet a word that weighs more.
        most = np.maximum(1.0, np.where(initial, table[:, 2] / WEIGHTS["initial"], table[:, 2]))
        return cls(
            words=list(words),
            runs=list(joined),
            word=numbers,
            row=table[:, 1].astype(np.int64),
            weight=table[:, 2],
            initial=initial,
            most=most,
            gain=np.where(initial, table[:, 2], (table[:, 2] + most) / 2),
            total=np.array([telling(name) for name in names], dtype=np.float64),
            slight=np.array([slight(name) for name in names], dtype=np.float64),
            slights=np.array([slights(name) for name in names], dtype=np.int64),
            faint=np.zeros(len(names)),
        )

    def with_faint(self, near_slight: Mask) -> Asked:
        """Return these with what each name has that a slight word may meet."""
        weight = np.where(near_slight[self.word], self.weight, 0.0)
        return self._replace(
            faint=np.bincount(self.row, weight, len(self.total)).astype(np.float64)
        )

    def shares(self, cost: Ints, budget: int) -> Iterator[slice]:
        """Yield slices of the names, each so small that what its words cost is in the budget."""
        each = np.bincount(self.row, cost, len(self.total)).astype(np.int64)
        yield from shares(each, budget)

    def taken(self, cost: Ints, least: Floats) -> Mask:
        """Tell which words are looked up: not the most frequent ones that a name can do without.

        Whatever scores enough must have met with a share of the asked name's weight, so that words
        that weigh less than this share together need not be looked up: one of the others is among
        those that met; a word that a slight one may have met is not counted on. Initials, which
        meet very many, never are where a score needs a whole name.
        """
        free = self.initial & (least > CEILING)[self.row]
        taken = ~free
        left = least_share(least) * self.total - self.faint - 1e-6
        left -= np.bincount(self.row, np.where(free, self.weight, 0.0), len(left))
        rest = np.flatnonzero(taken & (self.word < len(self.words)))
        order = rest[np.argsort(-cost[self.word[rest]] / self.weight[rest], kind="stable")]
        budget, rows, weights = left.tolist(), self.row[order].tolist(), self.weight[order].tolist()
        for at, row, weight in zip(order.tolist(), rows, weights, strict=True):
            if weight <= budget[row]:
                budget[row] -= weight
                taken[at] = False
        return taken


def least_share(least: Floats) -> Floats:
    """Return the share of a name's weight that must have met for a score of `least`.

    The smaller of two extremes: everything else is left over on one side only, or as much on
    both sides and as alike as `UNSEEN`.
    """
    ratio = np.clip(least / (MOST * MARGIN), 0.01, 0.99)
    one_sided = ratio * EXTRA / (1 - ratio + ratio * EXTRA)
    both = 1 - (1 - ratio) / (MISS * (1 - UNSEEN) * ratio + (1 - UNSEEN) * (1 - ratio))
    return np.maximum(0.0, np.minimum(one_sided, both))
