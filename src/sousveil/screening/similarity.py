"""How alike two parts of names are, and by what rule."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from sousveil.names.analysis import PATRONYMIC, Part
from sousveil.names.keys import skeleton
from sousveil.names.people import COMMON, NICKNAMES
from sousveil.names.schemata import Mode
from sousveil.names.spelling import spelled_alike
from sousveil.names.weights import LEAST

_FIGURES = re.compile(r"\d+")


class Likeness(NamedTuple):
    """How alike, 0..1, and the rule that says so."""

    value: float
    rule: str


DIFFERENT = Likeness(0.0, "different")


def likeness(left: Part, right: Part, mode: Mode) -> Likeness:
    """Compare two parts. Symmetric; 1 for the same word, 0 for what is less alike than `LEAST`."""
    if left.form == right.form:
        return Likeness(1.0, "same")
    if left.number is not None or right.number is not None:
        return Likeness(1.0, "number") if left.number == right.number else DIFFERENT
    if left.latin == right.latin:
        return (
            Likeness(0.99, "transliteration")
            if left.form.isascii() != right.form.isascii()
            else Likeness(1.0, "same")
        )
    if left.concept and left.concept == right.concept:
        return Likeness(0.96, "translation" if mode == "organisation" else "spelling")
    found = _personal(left, right) if mode == "person" else _organisational(left, right)
    if found is None:
        found = _spelled(left, right)
    return found if found.value >= LEAST else DIFFERENT


def _personal(left: Part, right: Part) -> Likeness | None:
    if "initial" in {left.kind, right.kind}:
        met = left.latin[0] == right.latin[0] and {left.kind, right.kind} != {"initial"}
        return (
            Likeness(0.8, "initial")
            if met and "particle" not in {left.kind, right.kind}
            else DIFFERENT
        )
    if _nicknames(left.latin, right.latin):
        return Likeness(0.85, "nickname")
    if left.kind == right.kind == "patronymic":
        fathers = (PATRONYMIC.sub("", part.latin) for part in (left, right))
        return Likeness(spelling(*sorted(fathers)), "spelling")
    one, two = left.concept or left.latin, right.concept or right.latin
    if one != two and one in COMMON and two in COMMON:
        return DIFFERENT
    return None


def _organisational(left: Part, right: Part) -> Likeness | None:
    known = {"place", "generic", "sector", "stop"}
    if left.kind in known and right.kind in known and left.concept != right.concept:
        return DIFFERENT
    if _FIGURES.findall(left.latin) != _FIGURES.findall(right.latin):
        return DIFFERENT
    return None


def _nicknames(left: str, right: str) -> bool:
    fulls = NICKNAMES.get(left)
    return fulls is not None and not fulls.isdisjoint(NICKNAMES.get(right, ()))


def _spelled(left: Part, right: Part) -> Likeness:
    crossing = left.form.isascii() != right.form.isascii()
    rule = "transliteration" if crossing else "spelling"
    if left.abjad != right.abjad:
        return Likeness(_skeletons(left.latin, right.latin), rule)
    return Likeness(spelling(*sorted((left.latin, right.latin))), rule)


def _skeletons(left: str, right: str) -> float:
    one, two = skeleton(left), skeleton(right)
    if min(len(one), len(two)) < 2:
        return 0.0
    most = 0.95 if min(len(one), len(two)) > 3 else 0.88  # `hsn` is Hasan, Hassan and Hussain
    return most * OSA.normalized_similarity(one, two)


spelling = lru_cache(maxsize=262144)(spelled_alike)
"""`spelled_alike`, remembered: the words of names repeat."""
