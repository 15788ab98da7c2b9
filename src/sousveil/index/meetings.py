"""The words of a batch of names, and where they met words of listed names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sousveil.index.keys import Floats, Word, runs, slight, slights, telling
from sousveil.index.layout import Array
from sousveil.names.analysis import SLIGHT, Name
from sousveil.names.weights import EXTRA, MISS, MOST

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

    def with_more(self, other: Meetings) -> Meetings:
        """Return these meetings and others."""
        return Meetings(
            np.concatenate([self.pair, other.pair]),
            np.concatenate([self.mine, other.mine]),
            np.concatenate([self.theirs, other.theirs]),
            np.concatenate([self.value, other.value]),
            np.concatenate([self.joined, other.joined]),
        )


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
    can meet: an initial may stand for a whole name.
    """

    words: list[Word]
    runs: list[str]
    word: Ints
    row: Ints
    weight: Floats
    most: Floats
    total: Floats
    slight: Floats
    slights: Ints

    @classmethod
    def of(cls, names: Sequence[Name]) -> Asked:
        """Return the words of the names."""
        words: dict[Word, int] = {}
        joined: dict[str, int] = {}
        single: list[tuple[int, int, float]] = []
        double: list[tuple[int, int, float]] = []
        for row, name in enumerate(names):
            for part in name.parts:
                if part.weight > SLIGHT:
                    number = words.setdefault(Word.of(part), len(words))
                    single.append((number, row, part.weight))
            for text, weight in runs(name):
                double.append((joined.setdefault(text, len(joined)), row, weight))
        shifted = [(len(words) + number, row, weight) for number, row, weight in double]
        table = np.array([*single, *shifted], dtype=np.float64).reshape(-1, 3)
        lengths = np.array([len(word.latin) for word in words] + [2] * len(joined), dtype=np.int64)
        numbers = table[:, 0].astype(np.int64)
        return cls(
            words=list(words),
            runs=list(joined),
            word=numbers,
            row=table[:, 1].astype(np.int64),
            weight=table[:, 2],
            most=np.where(lengths[numbers] == 1, 1.0, table[:, 2]),
            total=np.array([telling(name) for name in names], dtype=np.float64),
            slight=np.array([slight(name) for name in names], dtype=np.float64),
            slights=np.array([slights(name) for name in names], dtype=np.int64),
        )

    def taken(self, cost: Ints, least: Floats) -> Mask:
        """Tell which words are looked up: not the most frequent ones that a name can do without.

        Whatever scores enough must have met with a share of the asked name's weight, so that words
        that weigh less than this share together need not be looked up: one of the others is among
        those that met.
        """
        single = self.word < len(self.words)
        order = np.lexsort((-cost[self.word], ~single, self.row))
        weight = np.where(single, self.weight, np.inf)[order]
        row = self.row[order]
        with np.errstate(invalid="ignore"):
            running = np.cumsum(np.where(np.isinf(weight), 0.0, weight))
        starts = np.searchsorted(row, np.arange(len(self.total)))
        before = np.concatenate([[0.0], running])[starts]
        spent = running - before[row]
        can_wait = np.isfinite(weight) & (spent < (least_share(least) * self.total)[row] - 1e-6)
        taken = np.ones(len(self.word), dtype=bool)
        taken[order[can_wait]] = False
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
