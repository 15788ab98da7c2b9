"""Candidates: the listed names that may score enough, for a batch of names at once.

For every distinct word of the batch the listed words like it are looked up once; what they weigh
is added up for each pair of names; and a pair is left out when even the most favourable
alignment of what was found cannot reach the score that is needed. What the lookup may have missed
is reckoned in: two words that share no key are taken to be as alike as `UNSEEN`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sousveil.index.keys import Floats, stable_hash
from sousveil.index.layout import Array, open_array, open_table
from sousveil.index.meetings import (
    MARGIN,
    UNSEEN,
    Asked,
    Ints,
    Mask,
    Meetings,
    Sums,
    best_of,
    shares,
    spread,
)
from sousveil.index.nearness import Near, Vocabulary
from sousveil.names.analysis import Name
from sousveil.names.schemata import Mode
from sousveil.names.weights import EXTRA, MISS, MOST

BUDGET = 1_000_000
"""Meetings of words that are gone through at once: this bounds the memory that names can take."""


class Candidates(NamedTuple):
    """Pairs of a looked-up name and a listed one, with the most that the pair can score."""

    asked: Ints
    name: Ints
    bound: Floats


class Half:
    """The names of an index that are read in one mode."""

    __slots__ = (
        "_faint", "_joined_hash", "_joined_of", "_name_offset", "_name_posting", "_names",
        "_offset", "_posting", "_share", "_slight", "_slights", "_vocabulary", "_weight", "_word",
        "name_at", "name_entity",
    )  # fmt: skip

    def __init__(self, folder: Path, mode: Mode) -> None:
        self.name_entity: Array = open_array(folder, f"{mode}.name_entity")
        self.name_at: Array = open_array(folder, f"{mode}.name_at")
        self._names = open_table(folder, f"{mode}.names")["text"]
        self._weight: Array = open_array(folder, f"{mode}.name_weight")
        self._slight: Array = open_array(folder, f"{mode}.name_slight")
        self._faint: Array = open_array(folder, f"{mode}.name_faint")
        self._slights: Array = open_array(folder, f"{mode}.name_slights")
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
        asked = Asked.of(names)
        near = self._vocabulary.near(asked.words, asked.runs)
        asked = asked.with_faint(near.slight)
        cost = near.cost(self._offset)
        taken = asked.taken(cost, least)
        parts = asked.shares(np.where(taken, cost[asked.word], 0), BUDGET)
        found = [self._joined(names)]
        found.extend(self._of_rows(asked, near, taken, rows, least) for rows in parts)
        return Candidates(*(np.concatenate(column) for column in zip(*found, strict=True)))

    def _of_rows(
        self, asked: Asked, near: Near, taken: Mask, rows: slice, least: Floats
    ) -> Candidates:
        """Return the pairs of some of the names, few enough to be gone through at once."""
        met = self._met(asked, near, taken & (asked.row >= rows.start) & (asked.row < rows.stop))
        found = self._added_up(asked, met, best=False)
        for _ in range(2):
            keep = self._bound(found, asked, ~taken) >= least[found.asked]
            met = met.of_pairs(found.pairs[keep])
            found = self._added_up(asked, met, best=True)
        met = met.with_more(*self._met_later(found, asked, near, taken))
        found = self._added_up(asked, met, best=True)
        bound = self._bound(found, asked, np.zeros(len(taken), dtype=bool))
        enough = bound >= least[found.asked]
        return Candidates(found.asked[enough], found.name[enough], bound[enough])

    def overlaps(self, name: Name) -> list[tuple[int, float, float]]:
        """Return names that share words with the given one.

        Returns:
            The place of each, the share of the given name's weight that it has, and the weight of
            what else it has.
        """
        asked = Asked.of([name])
        if not len(asked.word):
            return []
        near = self._vocabulary.near(asked.words, asked.runs, beginnings=True)
        met = self._met(asked, near, np.ones(len(asked.word), dtype=bool))
        found = self._added_up(asked, met, best=True)
        share = np.minimum(1.0, found.alike / max(asked.total[0], 1e-9))
        extra = np.maximum(0.0, self._weight[found.name] - found.right)
        rows = zip(found.name.tolist(), share.tolist(), extra.tolist(), strict=True)
        return [row for row in rows if row[1] >= 0.3]

    def _met(self, asked: Asked, near: Near, taken: Mask) -> Meetings:
        """Return every meeting of a word that is looked up with a word of a listed name."""
        chosen = np.flatnonzero(taken)
        who, word, value = near.of(asked.word[chosen])
        which, place = spread(self._offset[word], self._offset[word + 1])
        part = chosen[who[which]]
        joined = (asked.word[part] >= len(asked.words)) | (word[which] >= self._vocabulary.words)
        return Meetings(
            pair=asked.row[part] * len(self._weight) + self._posting[place],
            mine=part,
            theirs=place,
            value=value[which],
            joined=joined,
        )

    def _added_up(self, asked: Asked, met: Meetings, *, best: bool) -> Sums:
        """Add up, for each pair of names, what the words that met weigh on either side.

        With `best`, each word counts with the one that it is most like; otherwise with all,
        which is quicker and never less.
        """
        pairs, inverse = np.unique(met.pair, return_inverse=True)
        mine, theirs = asked.weight[met.mine], self._share[met.theirs].astype(np.float64)
        sides = []
        for part, weight in ((met.mine, mine), (met.theirs, theirs)):
            at = best_of(inverse, part, met.value) if best else slice(None)
            where, share, value = inverse[at], weight[at], met.value[at]
            sides.append(
                (
                    np.bincount(where, share, len(pairs)).astype(np.float64),
                    np.bincount(where, share * value, len(pairs)),
                    np.bincount(where, share * (1 - value), len(pairs)),
                )
            )
        joined = np.zeros(len(pairs), dtype=bool)
        joined[inverse[met.joined]] = True
        (left, left_alike, left_lost), (right, right_alike, right_lost) = sides
        return Sums(
            pairs=pairs,
            asked=pairs // max(1, len(self._weight)),
            name=pairs % max(1, len(self._weight)),
            left=left,
            right=right,
            support=(left_alike + right_alike) / 2,
            lost=np.where(joined | (not best), 0.0, (left_lost + right_lost) / 2),
            alike=left_alike.astype(np.float64),
        )

    def _met_later(self, found: Sums, asked: Asked, near: Near, taken: Mask) -> Iterator[Meetings]:
        """Yield how the words that were not looked up meet those of the names found without."""
        waiting = np.flatnonzero(~taken)
        start = np.searchsorted(asked.row[waiting], np.arange(len(asked.total) + 1))
        size = self._name_offset[found.name + 1] - self._name_offset[found.name]
        count = size * (start[found.asked + 1] - start[found.asked])
        for part in shares(count, BUDGET):
            first, behind = start[found.asked[part]], start[found.asked[part] + 1]
            pair, at = spread(first, behind)
            yield self._met_in(found.pairs[part][pair], asked, near, waiting[at])

    def _met_in(self, pair: Ints, asked: Asked, near: Near, part: Ints) -> Meetings:
        """Return how a word of each pair's asked name meets those of its listed name."""
        name = pair % max(1, len(self._weight))
        which, place = spread(self._name_offset[name], self._name_offset[name + 1])
        part, theirs = part[which], self._name_posting[place].astype(np.int64)
        word = self._word[theirs].astype(np.int64)
        value = near.between(asked.word[part], word)
        near_enough = value > 0
        return Meetings(
            pair=pair[which][near_enough],
            mine=part[near_enough],
            theirs=theirs[near_enough],
            value=value[near_enough],
            joined=word[near_enough] >= self._vocabulary.words,
        )

    def _bound(self, found: Sums, asked: Asked, waiting: Mask) -> Floats:
        """Return the most that each pair can score, by the formula with everything favourable.

        The words that are `waiting` to be looked up are taken to meet their like, and then nothing
        is known to be lost: what met them so far may meet them better. Slight parts are not looked
        up and may meet words of the other side.
        """
        rows = asked.row[waiting]
        weight, most, gain = (
            np.bincount(rows, each[waiting], len(asked.total))[found.asked]
            for each in (asked.weight, asked.most, asked.gain)
        )
        lost = np.where(weight > 0, 0.0, found.lost)
        mine, theirs = asked.total[found.asked], self._weight[found.name].astype(np.float64)
        left = np.maximum(0.0, mine - found.left - weight)
        right = np.maximum(0.0, theirs - found.right - most)
        support = np.minimum(found.support + gain, (mine + theirs) / 2)
        met_left = np.where(self._slights[found.name], asked.faint[found.asked], 0.0)
        met_right = np.where(asked.slights[found.asked], self._faint[found.name], 0.0)
        met_left, met_right = np.minimum(left, met_left), np.minimum(right, met_right)
        left, right = left - met_left, right - met_right
        slight = np.maximum(asked.slight[found.asked], self._slight[found.name])
        least = np.minimum(left, right)
        support = support + UNSEEN * least + slight + (met_left + met_right) / 2
        against = MISS * (lost + (1 - UNSEEN) * least) + EXTRA * np.abs(left - right)
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
