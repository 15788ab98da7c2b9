"""How alike two words are in their letters and their sound."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from sousveil.names.keys import one_vowel, sound


def spelled_alike(left: str, right: str) -> float:
    """Return how alike two Latin words are, 0..1, by edits, by vowels apart, and by sound.

    A restricted Damerau-Levenshtein distance (optimal string alignment) over the longer length;
    a vowel put for another costs half of an edit.
    """
    plain: float = OSA.normalized_similarity(left, right)
    if plain < 0.3:
        return 0.0
    vowels: float = OSA.normalized_similarity(one_vowel(left), one_vowel(right))
    one, two = sound(left), sound(right)
    if one == two:
        heard = 0.93 if len(one) > 3 else 0.88
    else:
        heard = 0.93 * OSA.normalized_similarity(one, two)
    return max(plain, (plain + vowels) / 2, heard)
