"""Comparison of two parties: the best pair of names, and what else is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sousveil.model.listed import ListedEntity, ListedName
from sousveil.model.match import Comparison
from sousveil.model.query import Query
from sousveil.names.analysis import SLIGHT, Name, analyse
from sousveil.names.schemata import Mode, family
from sousveil.screening.evidence import combine, gather
from sousveil.screening.reasons import name_reasons
from sousveil.screening.scoring import NameScore, score_names

WEAK_ALIAS = 0.93
"""Factor on the score of a name that its list calls weak."""

_SAYS_ORGANISATION = frozenset({"sector", "generic"})


def compare_names(left: str, right: str, *, schema: str = "LegalEntity") -> Comparison:
    """Compare two names of parties of one schema, by the names alone.

    Returns:
        The comparison; its score lies in 0..0.95 and is the same in either direction.
    """
    scored = best_score(left, right, reading(schema, schema))
    return Comparison(scored.score, left, right, name_reasons(scored))


def compare(query: Query, candidate: ListedEntity) -> Comparison:
    """Compare a row with a listed entity by their best pair of names and all other evidence."""
    modes = reading(query.schema, candidate.schema)
    pairs = ((name, listed) for name in query.names for listed in candidate.names)
    return compare_pairs(query, candidate, pairs, modes)


def compare_pairs(
    query: Query,
    candidate: ListedEntity,
    pairs: Iterable[tuple[str, ListedName]],
    modes: tuple[Mode, ...],
) -> Comparison:
    """Compare by the best of the given pairs of names, all of the candidate's being `compare`."""
    best: NameScore | None = None
    listed: ListedName | None = None
    for name, other in pairs:
        scored = best_score(name, other.text, modes)
        scored = weakened(scored, other)
        if best is None or scored.score > best.score:
            best, listed = scored, other
    findings = gather(query, candidate, best.score if best else None)
    score = combine(best.score if best else 0.0, findings)
    beyond = tuple(finding.reason for finding in findings)
    if best is None or listed is None:
        return Comparison(score, "", candidate.caption, beyond)
    reasons = name_reasons(best, listed)
    return Comparison(score, best.left.text, listed.text, (*reasons, *beyond))


def weakened(scored: NameScore, listed: ListedName) -> NameScore:
    """Return the score, lowered where the list itself calls the name weak."""
    if listed.kind != "weakAlias":
        return scored
    limits = (*scored.limits, "weak alias")
    return NameScore(scored.score * WEAK_ALIAS, scored.left, scored.right, scored.alignment, limits)


def reading(left: str, right: str) -> tuple[Mode, ...]:
    """Return how names of two schemata are to be read against each other."""
    kinds = {family(left), family(right)}
    if kinds == {"unknown"}:
        return ("organisation", "person")
    return ("person",) if "person" in kinds else ("organisation",)


def best_score(left: str, right: str, modes: tuple[Mode, ...]) -> NameScore:
    """Return the better score of the readings.

    Where neither side says whether it is a person, names with a legal form or a business word in
    them are read as an organisation's only.
    """
    scores = list(_scores(left, right, modes))
    return max(scores, key=lambda scored: scored.score)


def _scores(left: str, right: str, modes: tuple[Mode, ...]) -> Iterator[NameScore]:
    if len(modes) > 1:
        modes = _fitting(left, right)
    for mode in modes:
        yield score_names(analyse(left, mode), analyse(right, mode))


def _fitting(left: str, right: str) -> tuple[Mode, ...]:
    """Return how names are to be read where neither side says what it is."""
    if any(_is_business(analyse(text, "organisation")) for text in (left, right)):
        return ("organisation",)
    if _is_given(left) or _is_given(right):
        return ("person",)
    return ("organisation", "person")


def _is_business(name: Name) -> bool:
    return bool(name.form_texts) or any(part.kind in _SAYS_ORGANISATION for part in name.parts)


def _is_given(text: str) -> bool:
    """Tell whether the text is nothing but one of the most frequent names."""
    parts = [part for part in analyse(text, "person").parts if part.weight > SLIGHT]
    return len(parts) == 1 and parts[0].kind == "common"
