"""Keys under which spellings of one name fall together.

All work on the Latin form of a word (`sousveil.names.scripts.latin`) and return lower-case ASCII,
or the word itself where it has none.
"""

from __future__ import annotations

import re
from functools import lru_cache

_GROUPS = (
    ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("cz", "c"), ("ch", "c"), ("hs", "s"), ("sh", "s"),
    ("zh", "s"), ("kh", "h"), ("gh", "k"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("dj", "j"),
    ("ts", "s"), ("tz", "s"), ("ck", "k"), ("qu", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("yu", "u"), ("iu", "u"), ("ya", "a"), ("ia", "a"), ("yo", "o"), ("ye", "e"), ("iy", "i"),
    ("eo", "o"), ("eu", "u"), ("ey", "i"), ("ei", "i"), ("ij", "i"), ("x", "ks"),
)  # fmt: skip
_SINGLE = str.maketrans("qcgdpbwvyjezo", "kkktbbvviiisu")
_GROUP = re.compile("|".join(found for found, _ in _GROUPS))
_GROUP_TO = dict(_GROUPS)
_VOWELS = str.maketrans("eiouy", "aaaaa")
_DOUBLE = re.compile(r"(.)\1+")
_MUTE_H = re.compile(r"(?<=.)h(?=[^aeiou]|$)")
_SKELETON_GROUP = re.compile("kh|gh|sh|th|dh|ch|ph|ck")
_SKELETON_TO = {
    "kh": "k",
    "gh": "g",
    "sh": "s",
    "th": "t",
    "dh": "d",
    "ch": "s",
    "ph": "f",
    "ck": "k",
}
_SKELETON_SINGLE = str.maketrans("cqpvjz", "kkbfgs", "aeiouyw")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return a key that romanisations of one name share: Qaddafi and Gaddafi, Tse-tung and Zedong.

    Voiced and unvoiced consonants, e and i, o and u fall together; a stays apart, so that Hassan
    and Hussein do not.
    """
    if not word.isascii():
        return word
    start = "s" + word[1:] if word[:1] == "x" else word
    grouped = _GROUP.sub(lambda found: _GROUP_TO[found[0]], start)
    return _DOUBLE.sub(r"\1", _MUTE_H.sub("", grouped).translate(_SINGLE)) or word


def one_vowel(word: str) -> str:
    """Return the word with every vowel made `a`: vowels are what spellings differ in most."""
    return word.translate(_VOWELS)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the consonants alone, for comparison with scripts that leave vowels out."""
    if not word.isascii():
        return word
    grouped = _SKELETON_GROUP.sub(lambda found: _SKELETON_TO[found[0]], word)
    return _DOUBLE.sub(r"\1", grouped.translate(_SKELETON_SINGLE))
