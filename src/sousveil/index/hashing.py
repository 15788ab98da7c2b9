"""Hashes of words with letters left out, for whole arrays of words at once.

Two words within a restricted edit distance of `d` share a form of each with at most `d` letters
deleted (Garbe's symmetric delete; Mor and Fraenkel 1982, "A hash code method for detecting and
correcting spelling errors"). The hash of a word is a polynomial in an odd base modulo 2**64, so
that the hash of the word without some letters follows from prefix sums without building it.
Collisions only cost time: what is found is compared afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

WIDTH = 24
"""Letters of a word that are hashed."""
TWO_FROM = 7
"""Words of so many letters are also found with two edits."""

_BASE = 0x9E3779B97F4A7C15 | 1
_MASK = (1 << 64) - 1
_INVERSE = pow(_BASE, -1, 1 << 64)


def letters(words: Sequence[str]) -> Words:
    """Return the words as a matrix of code points, one row each, zeros behind the end."""
    if not words:
        return np.zeros((0, WIDTH), dtype=np.uint32)
    return np.array(words, dtype=f"<U{WIDTH}").view(np.uint32).reshape(len(words), WIDTH)


def whole(matrix: Words, salt: int) -> Hashes:
    """Return one hash a word; `salt` keeps kinds of keys apart."""
    return _mixed(_prefixes(matrix)[:, -1], salt)


def deletions(matrix: Words, salt: int, *, two: bool) -> tuple[Hashes, Places]:
    """Return the hashes of all words with no, one and (for long words, if `two`) two letters out.

    Returns:
        The hashes, and for each the row of its word. Words of fewer than three letters give
        their whole hash only.
    """
    sums = _prefixes(matrix)
    length = np.count_nonzero(matrix, axis=1)
    hashes, rows = [sums[:, -1]], [np.arange(len(matrix))]
    with np.errstate(over="ignore"):
        once = np.uint64(_INVERSE)
        twice = np.uint64(_INVERSE * _INVERSE & _MASK)
        for first in range(WIDTH):
            chosen = np.flatnonzero((length > first) & (length > 2))
            if not len(chosen):
                break
            part = sums[chosen]
            hashes.append(part[:, first] + (part[:, -1] - part[:, first + 1]) * once)
            rows.append(chosen)
            if not two:
                continue
            for second in range(first + 1, WIDTH):
                longer = np.flatnonzero((length > second) & (length >= TWO_FROM))
                if not len(longer):
                    break
                part = sums[longer]
                between = (part[:, second] - part[:, first + 1]) * once
                behind = (part[:, -1] - part[:, second + 1]) * twice
                hashes.append(part[:, first] + between + behind)
                rows.append(longer)
    return _mixed(np.concatenate(hashes), salt), np.concatenate(rows)


def _prefixes(matrix: Words) -> Hashes:
    """Return the hashes of all beginnings of each word, the empty one first."""
    powers = np.array([pow(_BASE, at, 1 << 64) for at in range(WIDTH)], dtype=np.uint64)
    sums = np.zeros((len(matrix), WIDTH + 1), dtype=np.uint64)
    with np.errstate(over="ignore"):
        np.cumsum(matrix.astype(np.uint64) * powers, axis=1, out=sums[:, 1:])
    return sums


def _mixed(hashes: Hashes, salt: int) -> Hashes:
    with np.errstate(over="ignore"):
        apart = np.uint64(salt * 0xC2B2AE3D27D4EB4F & _MASK)
        value = (hashes ^ apart) * np.uint64(0xFF51AFD7ED558CCD)
        value ^= value >> np.uint64(32)
        return value
