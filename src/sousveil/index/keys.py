"""The keys under which words are kept and looked up: spelling, sound, skeleton and meaning."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sousveil.index.hashing import Hashes, Places, deletions, letters, whole
from sousveil.names import business, people
from sousveil.names.acronyms import acronyms
from sousveil.names.analysis import SLIGHT, Name, Part
from sousveil.names.keys import one_vowel, skeleton, sound
from sousveil.names.people import NICKNAMES
from sousveil.names.schemata import Mode
from sousveil.names.spelling import spelled_alike
from sousveil.names.weights import LEAST, LONGEST_RUN

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

SPELT, HEARD, BARE, MEANT, FIRST = 0x51, 0x52, 0x53, 0x54, 0x55
SAME_MEANING = 0.97
BARELY = -0.95
EDITED_RUN = 9


class Word(NamedTuple):
    """A distinct word of names: its Latin letters, what it means, and its script's habit."""

    latin: str
    concept: str = ""
    abjad: bool = False
    number: int = -1

    @classmethod
    def of(cls, part: Part) -> Word:
        """Return the word that a part of a name is."""
        return cls(part.latin, part.concept, part.abjad, -1 if part.number is None else part.number)


def word_keys(words: Sequence[Word], mode: Mode, *, listed: bool) -> tuple[Hashes, Places, Floats]:
    """Return all keys of the words.

    Words share a key if their spelling with all vowels made one differs by one edit (two from
    seven letters on), their sound by one edit, if they have the same consonants, the same meaning,
    a full name in common of which they are short forms, the same value as numbers, or if in
    people's names one is the first letter of the other; for this, words of the list (`listed`)
    have other keys than those that are looked up.

    Returns:
        Hashes of the keys; for each the place of its word in the sequence; and how alike two
        words are at least taken to be that share it: `BARELY` where that holds only between a
        script that writes vowels and one that does not.
    """
    latin = [word.latin for word in words]
    spelt = deletions(letters([one_vowel(text) for text in latin]), SPELT, two=True)
    heard = deletions(letters([sound(text) for text in latin]), HEARD, two=False)
    bare = [(skeleton(text), at) for at, text in enumerate(latin)]
    meant = [(meaning, at) for at, word in enumerate(words) for meaning in _meanings(word)]
    parts = (
        (*spelt, 0.0),
        (*heard, 0.0),
        (*_exact([pair for pair in bare if len(pair[0]) > 1], BARE), BARELY),
        (*_exact(meant, MEANT), SAME_MEANING),
        (*_first_letters(latin if mode == "person" else [], listed=listed), 1.0),
    )
    return (
        np.concatenate([hashes for hashes, _, _ in parts]),
        np.concatenate([places for _, places, _ in parts]),
        np.concatenate([np.full(len(places), value) for _, places, value in parts]),
    )


def run_keys(texts: Sequence[str]) -> tuple[Hashes, Places]:
    """Return the keys of words joined together: long ones are found with one edit.

    An edit in a shorter one, other than a vowel for a vowel, makes it too unlike to be the same
    (`sousveil.names.weights.LEAST_JOINED`).
    """
    spelt = [one_vowel(text) for text in texts]
    long = np.array(
        [at for at, text in enumerate(spelt) if len(text) >= EDITED_RUN], dtype=np.int64
    )
    edited, places = deletions(letters([spelt[at] for at in long.tolist()]), SPELT, two=False)
    short = np.array(
        [at for at, text in enumerate(spelt) if len(text) < EDITED_RUN], dtype=np.int64
    )
    plain = whole(letters([spelt[at] for at in short.tolist()]), SPELT)
    return np.concatenate([edited, plain]), np.concatenate([long[places], short])


def near_slight(
    hashes: Hashes, places: Places, words: Sequence[Word], mode: Mode, *, listed: bool
) -> Mask:
    """Tell which words or runs, whose keys are given, may meet a slight word.

    Particles, titles and words like `of` are not looked up, but misspelt they weigh as much as any
    word, and may then meet one of the other name. Those that share a key with one are measured,
    but for words without vowels, which meet by their consonants.
    """
    known = _slight_keys(mode, listed=not listed)
    at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    found = np.zeros(len(words), dtype=bool)
    found[places[known[at] == hashes]] = True
    for place in np.flatnonzero(found).tolist():
        word = words[place]
        found[place] = word.abjad or _is_like_slight(word.latin, mode)
    return found


@lru_cache(maxsize=65536)
def _is_like_slight(text: str, mode: Mode) -> bool:
    """Tell whether a slight word is spelt or sounds like the text, as comparing them measures."""
    return any(spelled_alike(text, word) >= LEAST for word in _slight_words(mode))


@cache
def _slight_words(mode: Mode) -> tuple[str, ...]:
    words = people.PARTICLES | people.TITLES if mode == "person" else business.STOP
    return tuple(latin for latin in sorted(words) if len(latin) > 1)


@cache
def _slight_keys(mode: Mode, *, listed: bool) -> Hashes:
    spelt = [Word(latin) for latin in _slight_words(mode)]
    hashes, _, _ = word_keys(spelt, mode, listed=listed)
    plain = len(deletions(letters([one_vowel(word.latin) for word in spelt]), SPELT, two=True)[0])
    return np.unique(hashes[:plain])  # By spelling alone; initials weigh too little.


def runs(name: Name) -> list[tuple[str, float]]:
    """Return neighbouring parts joined, and acronyms, with what their parts weigh together."""
    parts = name.parts
    found = []
    for start in range(len(parts) - 1):
        text, weight = parts[start].latin, parts[start].weight
        for end in range(start + 1, min(start + LONGEST_RUN, len(parts))):
            text += parts[end].latin
            weight += parts[end].weight
            if weight > SLIGHT and len(text) > 3:
                found.append((text, weight))
    for short, end in acronyms(name):
        weight = sum(part.weight for part in parts[:end])
        found.append((short, weight))
    return found


def telling(name: Name) -> float:
    """Return the weight of the parts that are looked up."""
    return sum(part.weight for part in name.parts if part.weight > SLIGHT)


def slight(name: Name) -> float:
    """Return the weight of the parts that are not looked up."""
    return sum(part.weight for part in name.parts if part.weight <= SLIGHT)


def slights(name: Name) -> int:
    """Return how many parts are not looked up."""
    return sum(part.weight <= SLIGHT for part in name.parts)


def stable_hash(text: str) -> int:
    """Return 64 bits of a text's BLAKE2 hash."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _meanings(word: Word) -> list[str]:
    found = [word.concept] if word.concept else []
    if word.number >= 0:
        found.append(f"#{word.number}")
    found.extend(f"~{full}" for full in sorted(NICKNAMES.get(word.latin, ())))
    return found


def _first_letters(latin: list[str], *, listed: bool) -> tuple[Hashes, Places]:
    """Return keys under which initials meet words, and words initials."""
    return _exact(
        [
            (f"{'i' if (len(text) == 1) == listed else 'w'}{text[0]}", at)
            for at, text in enumerate(latin)
        ],
        FIRST,
    )


def _exact(texts: list[tuple[str, int]], salt: int) -> tuple[Hashes, Places]:
    places = np.array([at for _, at in texts], dtype=np.int64)
    return whole(letters([text for text, _ in texts]), salt), places
