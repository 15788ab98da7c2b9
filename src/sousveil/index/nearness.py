"""Listed words like given ones: found by keys, then measured."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from sousveil.index.keys import BARELY, Floats, Mask, Word, near_slight, run_keys, word_keys
from sousveil.index.layout import Array, open_array, open_table
from sousveil.names.keys import one_vowel, sound
from sousveil.names.schemata import Mode
from sousveil.names.weights import LEAST, LEAST_JOINED

_BEGINNING = 0.8
Ints = npt.NDArray[np.int64]


class Near(NamedTuple):
    """For each asked word (`offset` into the others): listed words, and how alike at most.

    `slight` tells of each asked word whether it may be like one that is not looked up.
    """

    offset: Ints
    word: Ints
    value: Floats
    slight: Mask

    def cost(self, postings: Array) -> Ints:
        """Return for each asked word how many names must be gone through."""
        each = postings[self.word + 1] - postings[self.word]
        total = np.concatenate([[0], np.cumsum(each)])
        return np.asarray(total[self.offset[1:]] - total[self.offset[:-1]], dtype=np.int64)

    def between(self, asked: Ints, word: Ints) -> Floats:
        """Return how alike pairs of asked and listed words are at most, 0 where not near."""
        size = int(self.word.max(initial=0)) + 1
        owner = np.repeat(np.arange(len(self.offset) - 1), np.diff(self.offset))
        known = owner * size + self.word
        if not len(known):
            return np.zeros(len(asked))
        wanted = asked * size + word
        at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        hit = (known[at] == wanted) & (word < size)
        return np.where(hit, self.value[at], 0.0)

    def of(self, asked: Ints) -> tuple[Ints, Ints, Floats]:
        """Return, for asked words, places in `asked`, listed words and values."""
        start, count = self.offset[asked], self.offset[asked + 1] - self.offset[asked]
        who = np.repeat(np.arange(len(asked)), count)
        place = np.arange(len(who)) - np.repeat(np.cumsum(count) - count, count) + start[who]
        return who, self.word[place], self.value[place]


class Vocabulary:
    """The distinct words of one half of an index, and behind them its joined runs of words."""

    __slots__ = (
        "_abjad",
        "_hash",
        "_length",
        "_mode",
        "_offset",
        "_sound",
        "_text",
        "_vowels",
        "_word",
        "words",
    )

    def __init__(self, folder: Path, mode: Mode) -> None:
        self._mode: Mode = mode
        table = open_table(folder, f"{mode}.words")
        self._text, self._sound = table["text"], table["sound"]
        self._length = table["length"].to_numpy()
        self._vowels, self._abjad = table["vowels"], table["abjad"]
        self._hash: Array = open_array(folder, f"{mode}.key_hash")
        self._offset: Array = open_array(folder, f"{mode}.key_offset")
        self._word: Array = open_array(folder, f"{mode}.key_word")
        self.words = int(open_array(folder, f"{mode}.posting_words")[0])

    def near(self, words: Sequence[Word], runs: Sequence[str], *, beginnings: bool = False) -> Near:
        """Return the listed words and runs like the given words, and the words like given runs."""
        hashes, places, floor = word_keys(words, self._mode, listed=False)
        more, behind = run_keys(runs)
        hashes = np.concatenate([hashes, more])
        places = np.concatenate([places, behind + len(words)])
        floor = np.concatenate([floor, np.zeros(len(more))])
        asked, word, least = self._met(hashes, places, floor)
        if beginnings:
            asked, word, least = self._with_beginnings(words, asked, word, least)
        keep = (asked < len(words)) | (word < self.words)
        asked, word, least = asked[keep], word[keep], least[keep]
        texts = [item.latin for item in words] + list(runs)
        asked, word, least = self._of_like_length(texts, len(words), asked, word, least)
        abjad = np.array([item.abjad for item in words] + [False] * len(runs), dtype=bool)
        value = self._measured(texts, abjad, asked, word, least)
        single = (asked < len(words)) & (word < self.words)
        keep = value >= np.where(single, LEAST, LEAST_JOINED)
        asked, word, value = asked[keep], word[keep], value[keep]
        offset = np.searchsorted(asked, np.arange(len(texts) + 1))
        everything = [*words, *(Word(run) for run in runs)]
        slight = near_slight(hashes, places, everything, self._mode, listed=False)
        return Near(offset, word, value, slight)

    def _met(self, hashes: Array, places: Ints, floor: Floats) -> tuple[Ints, Ints, Floats]:
        """Return the pairs of asked and listed words that share a key, each once, in order."""
        if not len(self._hash):
            none = np.zeros(0, dtype=np.int64)
            return none, none, np.zeros(0)
        at = np.minimum(np.searchsorted(self._hash, hashes), len(self._hash) - 1)
        hit = self._hash[at] == hashes
        at, places, floor = at[hit], places[hit], floor[hit]
        start, count = self._offset[at], self._offset[at + 1] - self._offset[at]
        which = np.repeat(np.arange(len(at)), count)
        place = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + start[which]
        size = len(self._text)
        pairs, inverse = np.unique(places[which] * size + self._word[place], return_inverse=True)
        least = np.zeros(len(pairs))
        np.maximum.at(least, inverse, np.maximum(floor[which], 0.0))
        bare = np.zeros(len(pairs), dtype=bool)
        bare[inverse[floor[which] == BARELY]] = True
        return pairs // size, pairs % size, np.where(bare & (least == 0), BARELY, least)

    def _of_like_length(
        self, texts: list[str], words: int, asked: Ints, word: Ints, least: Floats
    ) -> tuple[Ints, Ints, Floats]:
        """Leave out the pairs that share a key but differ too much in length to be near."""
        length = np.array([len(text) for text in texts], dtype=np.int64)
        one, two = length[asked], self._length[word].astype(np.int64)
        single = (asked < words) & (word < self.words)
        ratio = np.minimum(one, two) / np.maximum(np.maximum(one, two), 1)
        keep = (least != 0) | (ratio >= np.where(single, LEAST - 0.1, LEAST_JOINED - 0.1))
        return asked[keep], word[keep], least[keep]

    def _with_beginnings(
        self, words: Sequence[Word], asked: Ints, word: Ints, least: Floats
    ) -> tuple[Ints, Ints, Floats]:
        """Add the listed words that begin with a given one of four letters; leave out initials."""
        longer = self._length[word] > 1
        asked, word, least = asked[longer], word[longer], least[longer]
        begun = [
            (number, int(place), _BEGINNING)
            for number, item in enumerate(words)
            if len(item.latin) > 3
            for place in np.flatnonzero(pc.starts_with(self._text, item.latin).to_numpy())
        ]
        table = np.array(begun, dtype=np.float64).reshape(-1, 3)
        asked = np.concatenate([asked, table[:, 0].astype(np.int64)])
        word = np.concatenate([word, table[:, 1].astype(np.int64)])
        order = np.argsort(asked, kind="stable")
        return asked[order], word[order], np.concatenate([least, table[:, 2]])[order]

    def _measured(
        self, texts: list[str], abjad: npt.NDArray[np.bool_], asked: Ints, word: Ints, least: Floats
    ) -> Floats:
        """Return how alike the pairs are at most, as `sousveil.screening.similarity` measures."""
        distinct, where = np.unique(word, return_inverse=True)
        other = self._abjad.take(distinct).to_numpy(zero_copy_only=False)[where]
        sides = (
            (texts, self._text),
            ([one_vowel(text) for text in texts], self._vowels),
            ([sound(text) for text in texts], self._sound),
        )
        plain, apart, alike = (
            _likeness(mine, asked, column.take(distinct).to_pylist(), where)
            for mine, column in sides
        )
        found = np.maximum(np.maximum(plain, (plain + apart) / 2), 0.93 * alike)
        crossing = np.where(least == BARELY, np.where(abjad[asked] != other, -BARELY, 0.0), least)
        measured: Floats = np.maximum(found, crossing)
        return measured


def _likeness(mine: list[str], asked: Ints, theirs: list[str], where: Ints) -> Floats:
    one = [mine[place] for place in asked.tolist()]
    two = [theirs[place] for place in where.tolist()]
    found: Floats = cpdist(one, two, scorer=OSA.normalized_similarity, dtype=np.float64)
    return found
