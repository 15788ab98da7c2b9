"""The score of two names: what their alignment is worth.

With `S` the weight of the parts that met, each times how alike they are, `M` the weight lost to
unlikeness, and `L` and `R` the weight of what is left over on either side,

    score = MOST * S / (S + MISS*M + CONFLICT*min(L, R) + EXTRA*|L - R|)

What is left over on both sides is a contradiction (two different words in the same place); what
only one side has may just not be stated by the other. Then come the rules that no weight can
express, as factors and ceilings.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from sousveil.names.analysis import SLIGHT, Name, Part
from sousveil.names.scripts import is_unspaced, is_whole_name
from sousveil.names.weights import CEILING, CONFLICT, EXTRA, MISS, MOST
from sousveil.screening.alignment import Alignment, align

ALONE = {"sector": 1.0, "generic": 0.9, "place": 0.5, "word": 1.0, "brand-like": 1.0}
"""`EXTRA` by kind where one side is a single word."""

REVERSED = 0.93
OTHER_ORDER = 0.97
SWAPPED_GENERATIONS = 0.7
OTHER_NUMBER = 0.6
ONE_NUMBER = 0.75
FIRST_NUMBER = 0.93
OTHER_FORM = 0.97
ONE_FORM = 0.99
PART_CEILING = 0.6
"""Most that one name alone can reach where the other name has more."""
INITIAL_CEILING = 0.72


_SON_OF = frozenset({"bin", "ibn", "ben", "bint"})


@dataclass(frozen=True, slots=True)
class NameScore:
    """Score of two names with what it rests on."""

    score: float
    left: Name
    right: Name
    alignment: Alignment
    limits: tuple[str, ...] = ()


NOTHING = Alignment()


def score_names(left: Name, right: Name) -> NameScore:
    """Score two names analysed in the same mode, 0..`MOST`."""
    if not left.parts or not right.parts:
        return NameScore(0.0, left, right, NOTHING)
    found = align(left, right)
    ratio = _ratio(found)
    limits: list[str] = []
    if left.mode == "person":
        score = _person(MOST * ratio, found, left, right, limits)
    else:
        score = _organisation(MOST * ratio, found, left, right, limits)
    return NameScore(score, left, right, found, tuple(limits))


def _ratio(found: Alignment) -> float:
    support = miss = 0.0
    for pair in found.pairs:
        support += pair.weight * pair.likeness.value
        if pair.likeness.rule != "initial":
            miss += pair.weight * (1 - pair.likeness.value)
    if support <= 0:
        return 0.0
    left = sum(part.weight for part in found.left)
    right = sum(part.weight for part in found.right)
    against = MISS * miss + CONFLICT * min(left, right) + EXTRA * abs(left - right)
    return support / (support + against)


def _person(score: float, found: Alignment, left: Name, right: Name, limits: list[str]) -> float:
    if not found.left and not found.right and _is_reversed(found, left, right):
        score *= REVERSED
        limits.append("order")
    if _generations_swapped(left, right):
        score *= SWAPPED_GENERATIONS
        limits.append("patronymic")
    return _capped(score, found, limits)


def _capped(score: float, found: Alignment, limits: list[str]) -> float:
    """Return the score, at most a ceiling where no more than one whole name met.

    An initial beside it lifts the ceiling, unless the one name is among the most frequent: then
    very many bear the two together.
    """
    whole = [pair for pair in found.pairs if pair.likeness.rule != "initial"]
    left = [part for pair in whole for part in pair.left if _is_evidence(part)]
    right = [part for pair in whole for part in pair.right if _is_evidence(part)]
    met = left + right
    if max(len(left), len(right)) > 1 or any(is_whole_name(part.text) for part in met):
        return score
    initial = len(whole) < len(found.pairs)
    if met and initial and all(part.kind != "common" for part in met):
        ceiling = INITIAL_CEILING
    else:
        ceiling = PART_CEILING if found.left or found.right else CEILING
    if score > ceiling:
        limits.append("one name")
    return min(score, ceiling)


def _is_evidence(part: Part) -> bool:
    return part.weight > SLIGHT and part.kind != "initial"


def _is_reversed(found: Alignment, left: Name, right: Name) -> bool:
    """Tell whether two complete names have their parts in different order."""
    if left.ordered or right.ordered:
        return False
    pairs = [
        pair for pair in found.pairs if _is_evidence(pair.left[0]) and _is_evidence(pair.right[0])
    ]
    starts = sorted((left.parts.index(p.left[0]), right.parts.index(p.right[0])) for p in pairs)
    return any(a[1] > b[1] for a, b in itertools.pairwise(starts))


def _generations_swapped(left: Name, right: Name) -> bool:
    """Tell whether `A bin B` meets `B bin A`: father and son, not one person."""
    one, two = _around_bin(left), _around_bin(right)
    return bool(one and two) and one[0] != one[1] and one == two[::-1]


def _around_bin(name: Name) -> tuple[str, ...]:
    """Return the parts before and behind the first `bin`, without particles."""
    parts = [part for part in name.parts if part.weight > SLIGHT or part.latin in _SON_OF]
    at = next((i for i, part in enumerate(parts) if part.latin in _SON_OF), 0)
    around = parts[at - 1 : at + 2 : 2] if 0 < at < len(parts) - 1 else []
    return tuple(part.concept or part.latin for part in around)


def _organisation(
    score: float, found: Alignment, left: Name, right: Name, limits: list[str]
) -> float:
    same = left.joined == right.joined
    if same and score < MOST * 0.98:
        score = MOST * 0.98
        limits.append("joined")
    if not found.left and not found.right and _is_reversed(found, left, right):
        score *= OTHER_ORDER
        limits.append("order")
    score *= _numbers(found, limits) * _forms(left, right, limits)
    if same:
        return score
    met = [part for pair in found.pairs for part in pair.left + pair.right]
    if max((part.weight for part in met), default=0.0) < 0.7 and score > CEILING:
        limits.append("no identity")
        return CEILING
    return min(score, _alone(found, left, right, limits))


def _numbers(found: Alignment, limits: list[str]) -> float:
    left = {part.number for part in found.left if part.number is not None}
    right = {part.number for part in found.right if part.number is not None}
    if left and right:
        limits.append("other number")
        return OTHER_NUMBER
    if left or right:
        limits.append("one number")
        return FIRST_NUMBER if (left or right) == {1} else ONE_NUMBER
    return 1.0


def _forms(left: Name, right: Name, limits: list[str]) -> float:
    if left.forms == right.forms:
        return 1.0
    if left.forms and right.forms and set(left.forms).isdisjoint(right.forms):
        limits.append("other form")
        return OTHER_FORM
    return ONE_FORM


def _alone(found: Alignment, left: Name, right: Name, limits: list[str]) -> float:
    """Return the ceiling for a single word that met part of a longer name."""
    for name, rest in ((left, found.right), (right, found.left)):
        words = [part for part in name.parts if part.weight > SLIGHT]
        extra = [part for part in rest if part.weight > SLIGHT]
        if len(words) != 1 or not extra or not found.pairs:
            continue
        word = words[0]
        if word.kind != "word" or (len(word.latin) < 5 and not is_unspaced(word.form)):
            limits.append("one short word")
            return CEILING
        against = sum(ALONE.get(part.kind, EXTRA) * part.weight for part in extra)
        limits.append("one word")
        return MOST / (1 + against)
    return 1.0
