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

from sousveil.index.keys import Floats, Word, runs, stable_hash, telling
from sousveil.index.layout import Array, open_array, open_table
from sousveil.index.nearness import Near, Vocabulary
from sousveil.names.analysis import SLIGHT, Name
from sousveil.names.schemata import Mode
from sousveil.names.weights import EXTRA, MISS, MOST

UNSEEN = 0.68
MARGIN = 1.02
"""The bound is raised by what slight parts, which are not looked up, may add."""
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Candidates(NamedTuple):
    """Pairs of a looked-up name and a listed one, with the most that the pair can score."""

    asked: Ints
    name: Ints
    bound: Floats


class Half:
    """The names of an index that are read in one mode."""

    __slots__ = (
        "_joined_hash", "_joined_of", "_name_offset", "_name_posting", "_names", "_offset",
        "_posting", "_share", "_vocabulary", "_weight", "_word", "name_at", "name_entity",
    )  # fmt: skip

    def __init__(self, folder: Path, mode: Mode) -> None:
        self.name_entity: Array = open_array(folder, f"{mode}.name_entity")
        self.name_at: Array = open_array(folder, f"{mode}.name_at")
        self._names = open_table(folder, f"{mode}.names")["text"]
        self._weight: Array = open_array(folder, f"{mode}.name_weight")
        self._name_offset: Array = open_array(folder, f"{mode}.name_offset")
        self._name_posting: Array = open_array(folder, f"{mode}.name_posting")
        self._word: Array = open_array(folder, f"{mode}.posting_word")
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
        met = self._met(asked, near, taken)
        found = self._added_up(asked, met, best=False)
        for _ in range(2):
            keep = self._bound(found, asked, ~taken) >= least[found.asked]
            met = met.of_pairs(found.pairs[keep])
            found = self._added_up(asked, met, best=True)
        met = met.with_more(self._met_later(found, asked, near, taken))
        found = self._added_up(asked, met, best=True)
        bound = self._bound(found, asked, np.zeros(len(taken), dtype=bool))
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
        met = self._met(asked, near, np.ones(len(asked.word), dtype=bool))
        found = self._added_up(asked, met, best=True)
        share = np.minimum(1.0, found.support / max(asked.total[0], 1e-9))
        extra = np.maximum(0.0, self._weight[found.name] - found.right)
        rows = zip(found.name.tolist(), share.tolist(), extra.tolist(), strict=True)
        return [row for row in rows if row[1] >= 0.3]

    def _met(self, asked: _Asked, near: Near, taken: Mask) -> _Met:
        """Return every meeting of a word that is looked up with a word of a listed name."""
        chosen = np.flatnonzero(taken)
        who, word, value = near.of(asked.word[chosen])
        which, place = _spread(self._offset[word], self._offset[word + 1])
        part = chosen[who[which]]
        joined = (asked.word[part] >= len(asked.words)) | (word[which] >= self._vocabulary.words)
        return _Met(
            pair=asked.row[part] * len(self._weight) + self._posting[place],
            mine=part,
            theirs=place,
            value=value[which],
            joined=joined,
        )

    def _added_up(self, asked: _Asked, met: _Met, *, best: bool) -> _Sums:
        """Add up, for each pair of names, what the words that met weigh on either side.

        With `best`, each word counts with the one that it is most like; otherwise with all,
        which is quicker and never less.
        """
        pairs, inverse = np.unique(met.pair, return_inverse=True)
        mine, theirs = asked.weight[met.mine], self._share[met.theirs].astype(np.float64)
        sides = []
        for part, weight in ((met.mine, mine), (met.theirs, theirs)):
            at = _best(inverse, part, met.value) if best else slice(None)
            where, share, value = inverse[at], weight[at], met.value[at]
            sides.append((
                np.bincount(where, share, len(pairs)),
                np.bincount(where, share * value, len(pairs)),
                np.bincount(where, share * (1 - value), len(pairs)),
            ))
        joined = np.zeros(len(pairs), dtype=bool)
        joined[inverse[met.joined]] = True
        (left, left_alike, left_lost), (right, right_alike, right_lost) = sides
        return _Sums(
            pairs=pairs,
            asked=pairs // max(1, len(self._weight)),
            name=pairs % max(1, len(self._weight)),
            left=left,
            right=right,
            support=(left_alike + right_alike) / 2,
            lost=np.where(joined | (not best), 0.0, (left_lost + right_lost) / 2),
        )

    def _met_later(self, found: _Sums, asked: _Asked, near: Near, taken: Mask) -> _Met:
        """Return how the words that were not looked up meet those of the names found without."""
        waiting = np.flatnonzero(~taken)
        start = np.searchsorted(asked.row[waiting], np.arange(len(asked.total) + 1))
        pair, at = _spread(start[found.asked], start[found.asked + 1])
        part = waiting[at]
        name = found.name[pair]
        which, place = _spread(self._name_offset[name], self._name_offset[name + 1])
        part, theirs = part[which], self._name_posting[place].astype(np.int64)
        word = self._word[theirs].astype(np.int64)
        value = near.between(asked.word[part], word)
        near_enough = value > 0
        return _Met(
            pair=found.pairs[pair[which]][near_enough],
            mine=part[near_enough],
            theirs=theirs[near_enough],
            value=value[near_enough],
            joined=word[near_enough] >= self._vocabulary.words,
        )

    def _bound(self, found: _Sums, asked: _Asked, waiting: Mask) -> Floats:
        """Return the most that each pair can score, by the formula with everything favourable.

        The words that are `waiting` to be looked up are taken to meet their like.
        """
        skipped = np.bincount(asked.row[waiting], asked.weight[waiting], len(asked.total))[found.asked]
        mine, theirs = asked.total[found.asked], self._weight[found.name].astype(np.float64)
        left = np.maximum(0.0, mine - found.left - skipped)
        right = np.maximum(0.0, theirs - found.right - skipped)
        support = np.minimum(found.support + skipped, (mine + theirs) / 2)
        least = np.minimum(left, right)
        support = support + UNSEEN * least
        against = MISS * (found.lost + (1 - UNSEEN) * least) + EXTRA * np.abs(left - right)
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


class _Met(NamedTuple):
    """Meetings of words: the pair of names, the place of either word, and how alike they are."""

    pair: Ints
    mine: Ints
    theirs: Ints
    value: Floats
    joined: Mask

    def of_pairs(self, pairs: Ints) -> _Met:
        """Return the meetings of some pairs of names (sorted) only."""
        if not len(pairs):
            return _Met(*(column[:0] for column in self))
        at = np.minimum(np.searchsorted(pairs, self.pair), len(pairs) - 1)
        kept = pairs[at] == self.pair
        return _Met(*(column[kept] for column in self))


    def with_more(self, other: _Met) -> _Met:
        """Return these meetings and others."""
        return _Met(*(np.concatenate(columns) for columns in zip(self, other, strict=True)))


def _spread(start: Array, behind: Array) -> tuple[Ints, Ints]:
    """Return, for ranges of places, the number of the range and the place, one after another."""
    count = behind - start
    which = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + start[which]
    return which, place


class _Sums(NamedTuple):
    """What met, for each pair of names: the weight on either side, that times how alike it is, and
    what is lost to unlikeness.
    """

    pairs: Ints
    asked: Ints
    name: Ints
    left: Floats
    right: Floats
    support: Floats
    lost: Floats


def _best(pair: Ints, part: Ints, value: Floats) -> Ints:
    """Return where, for each pair and part, the highest value stands."""
    order = np.lexsort((value, part, pair))
    last = np.ones(len(order), dtype=bool)
    last[:-1] = (pair[order[1:]] != pair[order[:-1]]) | (part[order[1:]] != part[order[:-1]])
    return order[last]


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
