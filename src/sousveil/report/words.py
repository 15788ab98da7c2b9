"""The words for scores, evidence and absences, in one place for the terminal, pages and docs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["same", "near", "left", "fact"]
"""How a piece of evidence reads: parts that are equal, that correspond, left over; other facts."""


@dataclass(frozen=True, slots=True)
class Band:
    """A range of scores with a word for it. `least` is the lowest score in the band."""

    key: str
    least: float
    word: str
    meaning: str


BANDS = (
    Band(
        "very-likely",
        0.9,
        "very likely",
        "What was compared agrees, or differs only in spelling, script, word order or legal form.",
    ),
    Band(
        "likely",
        0.8,
        "likely",
        "Most of it agrees. Read what was left over and what speaks against.",
    ),
    Band(
        "possible",
        0.7,
        "possible",
        "Enough agrees to be worth a look. It may well be another party with a similar name.",
    ),
    Band(
        "weak",
        0.0,
        "weak",
        "Little agrees. It is shown because the threshold was set this low.",
    ),
)
"""The bands, highest first; the last one reaches down to 0."""

SCORE_MEANS = (
    "A score lies between 0 and 1. It says how well a row and a listed entity agree in what both "
    "state: names first, then dates, countries and identifiers. It is not a verdict, and it does "
    "not say how serious a match would be."
)

PARTS_MEAN = (
    "Parts of the two names that met carry the same number and are explained under that number in "
    "the evidence. A solid line means the parts are the same, a dashed line that they correspond "
    "(another spelling, script or short form), a dotted box that a part was left over."
)

WEIGHT_NO_SUM = "Weights show direction and size; they do not add up to the score."

WEIGHT_MEANS = (
    "The weight says how far a piece of evidence moved the score: plus for, minus against. Bars "
    f"compare weights within one match only. {WEIGHT_NO_SUM}"
)

_NO_IDENTITY = (
    "A match is not a finding of identity. Whether the party is the listed one is for a person to "
    "decide, with the source at hand."
)
NO_CLEARANCE = (
    "No match is no clearance. The lists may have changed since they were retrieved, owners and "
    "subsidiaries may be restricted without being named, and a name may be written in a way that "
    "was not recognised."
)
_NO_LAW = (
    "Being listed means different things on different lists. What each one means is said with "
    "every match; what follows from it in your case is a question of law that is not answered "
    "here."
)
NOT_SAID = (_NO_IDENTITY, NO_CLEARANCE, _NO_LAW)
"""What must not be read into a result, one sentence or a few each."""

NO_DATE = "the list gives no date"
NO_END = "the list gives no end"
NO_SOURCE = "the list gives no address"
NO_PROGRAM = "the list names no programme"

_DAY_AND_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}")

_RULES: dict[str, tuple[str, Kind]] = {
    "same": ("the same", "same"),
    "number": ("the same number", "same"),
    "spelling": ("other spelling", "near"),
    "transliteration": ("other script", "near"),
    "translation": ("translation", "near"),
    "acronym": ("acronym", "near"),
    "initial": ("initial", "near"),
    "legal form": ("legal form", "near"),
    "nickname": ("short form", "near"),
    "joined": ("joined or split", "near"),
    "left over": ("left over", "left"),
    "alias": ("another name", "fact"),
    "limit": ("the names as a whole", "fact"),
    "birth date": ("date of birth", "fact"),
    "country": ("country", "fact"),
    "identifier": ("identifier", "fact"),
    "schema": ("kind of party", "fact"),
    "address": ("address", "fact"),
}


def band_of(score: float) -> Band:
    """Return the band of a score, judged as it is shown, with two decimals."""
    shown = round(score, 2)
    return next((band for band in BANDS if shown >= band.least), BANDS[-1])


def score_text(score: float) -> str:
    """Return the score with two decimals."""
    return f"{score:.2f}"


def rule_words(rule: str, left: str, right: str) -> tuple[str, Kind]:
    """Return what the rule is called for readers, and how its evidence reads.

    A rule that is not known here keeps its own name and is taken for one about parts of the
    names. A part that stands on one side only reads as left over, whatever the rule.
    """
    how, kind = _RULES.get(rule, (rule, "near"))
    if kind == "fact" or not (left or right):
        return how, "fact"
    return how, kind if left and right else "left"


def weight_text(weight: float) -> str:
    """Return the weight with its sign and two decimals; the minus is the typographic one."""
    text = f"{abs(weight):.2f}"
    if float(text) == 0:
        return "0.00"
    return f"{'+' if weight > 0 else '−'}{text}"


def count_text(count: int, one: str, many: str | None = None) -> str:
    """Return `1 row`, `2 rows`, `5,000 matches`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def age_text(then: datetime, now: datetime) -> str:
    """Return how long ago `then` was, in whole units: `today`, `3 days old`, `2 years old`."""
    days = (now - then).days
    if days < 0:
        return "in the future"
    if days == 0:
        return "today"
    if days < 60:
        return f"{count_text(days, 'day')} old"
    if days < 730:
        return f"{count_text(days // 30, 'month')} old"
    return f"{count_text(days // 365, 'year')} old"


def time_text(time: datetime) -> str:
    """Return the time to the minute, `2026-02-27 09:30 UTC`; times of runs and lists are UTC."""
    return f"{time:%Y-%m-%d %H:%M} UTC"


def date_text(published: str) -> str:
    """Return the day of an ISO 8601 date with a time of day, and anything else as it is.

    The time to the second at which a publisher's machine wrote a list tells its reader nothing.
    """
    found = _DAY_AND_TIME.match(published)
    return found[1] if found else published
