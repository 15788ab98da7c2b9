"""Candidates: the listed names that may score enough, for a batch of names at once.

For every distinct word of the batch the listed words like it are looked up once; what they weigh
is added up for each pair of names; and a pair is left out when even the most favourable
alignment of what was found cannot reach the score that is needed. What the lookup may have missed
is reckoned in: two words that share no key are taken to be as alike as `UNSEEN`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sousveil.index.keys import Floats, Word, initials, runs, stable_hash, telling
from sousveil.index.layout import Array, open_array, open_table
from sousveil.index.nearness import Near, Vocabulary
from sousveil.names.analysis import SLIGHT, Name
from sousveil.names.schemata import Mode
from sousveil.names.weights import EXTRA, MISS, MOST

UNSEEN = 0.68
MARGIN = 1.02
"""The bound is raised by what slight parts, which are not looked up, may add."""
Ints = npt.NDArray[np.int64]


class Candidates(NamedTuple):
    """Pairs of a looked-up name and a listed one, with the most that the pair can score."""

    asked: Ints
    name: Ints
    bound: Floats


class Half:
    """The names of an index that are read in one mode."""

    __slots__ = (
        "_initials", "_joined_hash", "_joined_of", "_names", "_offset", "_posting", "_share",
        "_vocabulary", "_weight", "name_at", "name_entity",
    )  # fmt: skip

    def __init__(self, folder: Path, mode: Mode) -> None:
        self.name_entity: Array = open_array(folder, f"{mode}.name_entity")
        self.name_at: Array = open_array(folder, f"{mode}.name_at")
        self._names = open_table(folder, f"{mode}.names")["text"]
        self._weight: Array = open_array(folder, f"{mode}.name_weight")
        self._initials: Array = open_array(folder, f"{mode}.name_initials")
        self._offset: Array = open_array(folder, f"{mode}.posting_offset")
        self._posting: Array = open_array(folder, f"{mode}.posting_name")
        self._share: Array = open_array(folder, f"{mode}.posting_weight")
        self._joined_hash: Array = open_array(folder, f"{mode}.joined_hash")
        self._joined_of: Array = open_array(folder, f"{mode}.joined_of")
        self._vocabulary = Vocabulary(folder, mode)

    def text(self, name: int) -> str:
        """Return the listed name at a place."""
        return str(self._names[name].as_py())

    def candidates(self, names: Sequence[Name], least: Floats) -> Candidates:
        """Return the pairs that may score as much as `least` says for each of the names."""
        asked = _Asked.of(names)
        near = self._vocabulary.near(asked.words, asked.runs)
        cost = near.cost(self._offset)
        taken = asked.taken(cost, least)
        found = self._added_up(asked, near, taken)
        bound = self._bound(found, asked, taken)
        enough = bound >= least[found.asked]
        exact = self._joined(names)
        return Candidates(
            np.concatenate([exact.asked, found.asked[enough]]),
            np.concatenate([exact.name, found.name[enough]]),
            np.concatenate([exact.bound, bound[enough]]),
        )

    def overlaps(self, name: Name) -> list[tuple[int, float, float]]:
        """Return names that share words with the given one.

        Returns:
            The place of each, the share of the given name's weight that it has, and the weight of
            what else it has.
        """
        asked = _Asked.of([name])
        if not len(asked.word):
            return []
        near = self._vocabulary.near(asked.words, asked.runs, beginnings=True)
        found = self._added_up(asked, near, np.ones(len(asked.word), dtype=bool))
        share = np.minimum(1.0, found.support / max(asked.total[0], 1e-9))
        extra = np.maximum(0.0, self._weight[found.name] - found.right)
        rows = zip(found.name.tolist(), share.tolist(), extra.tolist(), strict=True)
        return [row for row in rows if row[1] >= 0.3]

    def _added_up(self, asked: _Asked, near: Near, taken: npt.NDArray[np.bool_]) -> _Sums:
        """Add up, for each pair of names, what the words that met weigh on either side."""
        who, word, value = near.of(asked.word[taken])
        row, mine = asked.row[taken][who], asked.weight[taken][who]
        start, count = self._offset[word], self._offset[word + 1] - self._offset[word]
        which = np.repeat(np.arange(len(word)), count)
        place = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + start[which]
        theirs = self._share[place].astype(np.float64)
        pair = row[which] * len(self._weight) + self._posting[place]
        pairs, inverse = np.unique(pair, return_inverse=True)
        size = len(pairs)
        left = mine[which]
        return _Sums(
            asked=pairs // max(1, len(self._weight)),
            name=pairs % max(1, len(self._weight)),
            left=np.bincount(inverse, left, size),
            right=np.bincount(inverse, theirs, size),
            support=np.bincount(inverse, (left + theirs) / 2 * value[which], size),
        )

    def _bound(self, found: _Sums, asked: _Asked, taken: npt.NDArray[np.bool_]) -> Floats:
        """Return the most that each pair can score, by the formula with everything favourable."""
        skipped = np.bincount(asked.row[~taken], asked.weight[~taken], len(asked.total))[found.asked]
        mine, theirs = asked.total[found.asked], self._weight[found.name].astype(np.float64)
        left = np.maximum(0.0, mine - found.left - skipped - self._initials[found.name])
        right = np.maximum(0.0, theirs - found.right - skipped - asked.initials[found.asked])
        support = np.minimum(found.support + skipped, (mine + theirs) / 2)
        least = np.minimum(left, right)
        support = support + UNSEEN * least
        against = MISS * (1 - UNSEEN) * least + EXTRA * np.abs(left - right)
        bound: Floats = MARGIN * MOST * support / np.maximum(support + against, 1e-9)
        return bound

    def _joined(self, names: Sequence[Name]) -> Candidates:
        """Return the pairs that read the same without blanks."""
        keys = np.array([stable_hash(name.joined) for name in names], dtype=np.uint64)
        first = np.searchsorted(self._joined_hash, keys, side="left")
        behind = np.searchsorted(self._joined_hash, keys, side="right")
        pairs = [
            (row, int(self._joined_of[at]))
            for row, (start, end) in enumerate(zip(first, behind, strict=True))
            for at in range(start, end)
            if names[row].joined
        ]
        table = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
        return Candidates(table[:, 0], table[:, 1], np.ones(len(pairs)))


class _Sums(NamedTuple):
    """What met, for each pair of names: weights of either side, and times how alike they are."""

    asked: Ints
    name: Ints
    left: Floats
    right: Floats
    support: Floats


class _Asked(NamedTuple):
    """The words of a batch of names: the distinct ones, and where each stands.

    `word` counts the distinct words first, then the distinct runs.
    """

    words: list[Word]
    runs: list[str]
    word: Ints
    row: Ints
    weight: Floats
    total: Floats
    initials: Ints

    @classmethod
    def of(cls, names: Sequence[Name]) -> _Asked:
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
        return cls(
            words=list(words),
            runs=list(joined),
            word=table[:, 0].astype(np.int64),
            row=table[:, 1].astype(np.int64),
            weight=table[:, 2],
            total=np.array([telling(name) for name in names], dtype=np.float64),
            initials=np.array([initials(name) for name in names], dtype=np.int64),
        )

    def taken(self, cost: Ints, least: Floats) -> npt.NDArray[np.bool_]:
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
