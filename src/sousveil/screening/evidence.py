"""What speaks for or against two parties being the same, beyond their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import OSA

from sousveil.model.listed import Identifier, ListedEntity
from sousveil.model.match import Reason
from sousveil.model.query import Query
from sousveil.names.dates import PartialDate, parse_date
from sousveil.names.identifiers import contradicts, is_short, needs_country, same_identifier
from sousveil.names.schemata import compatible

IDENTIFIED = 0.95
"""Least score of two parties with an equal identifier."""
HINTED, MOST_HINTED = 0.6, 0.65
"""Least and most score of two parties with an equal short number and nothing else in common."""
SHARING = 0.3
"""Name score from which the names confirm a short number."""
CIRCA_YEARS = 2
"""Years by which a date that is only about right may be off."""
SAME_DAY, SAME_MONTH, SAME_YEAR, SAME_RANGE = 0.6, 0.45, 0.35, 0.25
SAME_COUNTRY = 0.1
OTHER_DATE, SLIP_OF_DATE, SWAPPED_DATE = 0.6, 0.85, 0.93
OTHER_COUNTRY = 0.92
OTHER_SCHEMA = 0.45
OTHER_IDENTIFIER = 0.6
LEAST_NAME, FULL_NAME = 0.45, 0.8
"""Name scores from which agreeing evidence begins to lift, and from which it lifts fully."""
MOST_LIFT = 1 - (1 - SAME_DAY) * (1 - SAME_COUNTRY)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding: `lift` moves the score towards 1, `factor` below 1 lowers it.

    With `decides` the parties are the same whatever the names; with `hints` they may be, and a
    reviewer who sets a low threshold shall see them.
    """

    reason: Reason
    lift: float = 0.0
    factor: float = 1.0
    decides: bool = False
    hints: bool = False


def gather(query: Query, entity: ListedEntity, name_score: float | None) -> list[Evidence]:
    """Return all findings beyond the names; what one side does not state gives none.

    Args:
        query: a row.
        entity: a listed entity.
        name_score: how alike their names are, 0..1; None where one side has no name.
    """
    found = [
        *_identifiers(query, entity, named=name_score is None or name_score >= SHARING),
        *_birth_dates(query.birth_dates, entity.birth_dates),
        *_countries(query.countries, entity.countries),
    ]
    if not compatible(query.schema, entity.schema):
        note = f"a {query.schema} cannot be a {entity.schema}"
        reason = Reason("schema", OTHER_SCHEMA - 1, query.schema, entity.schema, note)
        found.append(Evidence(reason, factor=OTHER_SCHEMA))
    return found


def combine(name_score: float, findings: Iterable[Evidence]) -> float:
    """Return the score that a name score and the findings make together, 0..1."""
    missing, factor, decided, hinted = 1.0, 1.0, False, False
    for finding in findings:
        missing *= 1 - finding.lift
        factor *= finding.factor
        decided = decided or finding.decides
        hinted = hinted or finding.hints
    score = lifted(name_score, 1 - missing) * factor
    if decided:
        return IDENTIFIED + (1 - IDENTIFIED) * 0.9 * score
    return HINTED + (MOST_HINTED - HINTED) * score if hinted else score


def lifted(name_score: float, lift: float) -> float:
    """Return the score after agreeing evidence, which counts the more the better the names met."""
    trust = min(1.0, max(0.0, (name_score - LEAST_NAME) / (FULL_NAME - LEAST_NAME)))
    return name_score + (1 - name_score) * lift * trust


@lru_cache(maxsize=4096)
def needed(threshold: float, lift: float) -> float:
    """Return the least name score that reaches the threshold with that lift (by bisection).

    A threshold above 1, which nothing reaches, is returned as it is.
    """
    if threshold > 1:
        return threshold
    low, high = 0.0, threshold
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (low, middle) if lifted(middle, lift) >= threshold else (middle, high)
    return low


def least_name(query: Query, entity: ListedEntity, threshold: float) -> float:
    """Return the least name score with which dates, countries and schemata reach the threshold.

    Above 1 where no name score can. Identifiers are left out: equal ones decide whatever the
    names, and different ones only lower the score.
    """
    findings = (
        *_birth_dates(query.birth_dates, entity.birth_dates),
        *_countries(query.countries, entity.countries),
    )
    missing, factor = 1.0, 1.0 if compatible(query.schema, entity.schema) else OTHER_SCHEMA
    for finding in findings:
        missing *= 1 - finding.lift
        factor *= finding.factor
    # Rounding must not cost a pair that just reaches it.
    return needed(threshold / factor, 1 - missing) - 1e-9


def _identifiers(query: Query, entity: ListedEntity, *, named: bool) -> list[Evidence]:
    """Return the equal identifier that says most, and unless it decides what speaks against."""
    equal: list[Evidence] = []
    against: list[Evidence] = []
    for one in query.identifiers:
        for two in entity.identifiers:
            if same_identifier(one, two):
                equal.append(_equal(one, two, query, entity, named=named))
            elif contradicts(one, two):
                note = f"the {two.kind} differs ({one.value}, {two.value})"
                reason = Reason("identifier", OTHER_IDENTIFIER - 1, one.value, two.value, note)
                against.append(Evidence(reason, factor=OTHER_IDENTIFIER))
    best = sorted(equal, key=lambda finding: (finding.decides, finding.hints), reverse=True)[:1]
    return best if best and best[0].decides else [*best, *against[:1]]


def _equal(
    one: Identifier, two: Identifier, query: Query, entity: ListedEntity, *, named: bool
) -> Evidence:
    """Return what an equal number says: of another country nothing, if short a hint at most.

    Args:
        one: the row's.
        two: the listed one.
        query: the row; an identifier without a country is of one of the row's.
        entity: whose the listed one is.
        named: the names of both have something in common, or cannot be compared.
    """
    kind = two.kind or one.kind
    note = f"the identifier {two.value}{f' ({kind})' if kind else ''} is the same"
    if not needs_country(one, two):
        return Evidence(Reason("identifier", 0.5, one.value, two.value, note), decides=True)
    mine = {one.country} if one.country else set(query.countries)
    theirs = {two.country} if two.country else set(entity.countries)
    if mine and two.country and two.country not in mine:
        note += f", but it is of another country ({two.country})"
        return Evidence(Reason("identifier", 0.0, one.value, two.value, note))
    if is_short(two) and not named and not mine & theirs:
        note += ", but it is short and of no stated country"
        return Evidence(Reason("identifier", 0.1, one.value, two.value, note), hints=True)
    return Evidence(Reason("identifier", 0.5, one.value, two.value, note), decides=True)


def _birth_dates(left: tuple[str, ...], right: tuple[str, ...]) -> list[Evidence]:
    """Return the best that any pair of dates says."""
    found = [
        _dates(one, two, text_one, text_two)
        for text_one in left
        if (one := parse_date(text_one))
        for text_two in right
        if (two := parse_date(text_two))
    ]
    if not found:
        return []
    return [max(found, key=lambda finding: (finding.lift, finding.factor))]


def _dates(one: PartialDate, two: PartialDate, left: str, right: str) -> Evidence:
    if one.overlaps(two, slack_years=CIRCA_YEARS):
        lift = _precision(one, two)
        note = f"the birth date agrees ({right})"
        return Evidence(Reason("birth date", lift, left, right, note), lift=lift)
    factor = OTHER_DATE
    note = f"the birth dates differ ({left}, {right})"
    if one.earliest == one.latest and two.earliest == two.latest:
        if _swapped(one.earliest, two.earliest):
            factor, note = (
                SWAPPED_DATE,
                f"day and month of the birth dates change places ({left}, {right})",
            )
        elif OSA.distance(one.earliest.isoformat(), two.earliest.isoformat()) == 1:
            factor, note = SLIP_OF_DATE, f"the birth dates differ in one figure ({left}, {right})"
    return Evidence(Reason("birth date", factor - 1, left, right, note), factor=factor)


def _precision(one: PartialDate, two: PartialDate) -> float:
    """Return how much an agreement is worth by the wider of the two dates."""
    if one.circa or two.circa:
        return SAME_RANGE
    days = max((date_range.latest - date_range.earliest).days for date_range in (one, two))
    steps = ((0, SAME_DAY), (31, SAME_MONTH), (366, SAME_YEAR))
    return next((lift for most, lift in steps if days <= most), SAME_RANGE)


def _swapped(one: date, two: date) -> bool:
    return (one.year, one.month, one.day) == (two.year, two.day, two.month)


def _countries(left: tuple[str, ...], right: tuple[str, ...]) -> list[Evidence]:
    if not left or not right:
        return []
    both = sorted(set(left) & set(right))
    mine, theirs = ", ".join(left), ", ".join(right)
    if both:
        note = f"the country agrees ({', '.join(both)})"
        return [Evidence(Reason("country", SAME_COUNTRY, mine, theirs, note), lift=SAME_COUNTRY)]
    reason = Reason(
        "country", OTHER_COUNTRY - 1, mine, theirs, f"the countries differ ({mine}; {theirs})"
    )
    return [Evidence(reason, factor=OTHER_COUNTRY)]
