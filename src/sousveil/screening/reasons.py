"""Reasons: a scored pair of names told as data."""

from __future__ import annotations

from sousveil.model.listed import ListedName
from sousveil.model.match import Reason
from sousveil.names.analysis import Name, Part
from sousveil.names.weights import CONFLICT, EXTRA, MISS, MOST
from sousveil.screening import wording
from sousveil.screening.alignment import Pair
from sousveil.screening.scoring import NameScore

_SHOWN = 0.05


def name_reasons(scored: NameScore, listed: ListedName | None = None) -> tuple[Reason, ...]:
    """Return what the score of two names rests on, strongest first, then what spoke against.

    `left` and `right` of a reason are the parts as they stand in the two names.
    """
    found = scored.alignment
    if not found.pairs:
        return ()
    total = max(scored.left.weight, scored.right.weight) or 1.0
    pairs = sorted(found.pairs, key=lambda pair: -pair.weight * pair.likeness.value)
    reasons = [_met(pair, scored, total) for pair in pairs]
    if listed is not None and listed.kind != "name":
        note = f'met the {wording.KINDS.get(listed.kind, "listed name")} "{listed.text}"'
        reasons.insert(0, Reason("alias", 0.0, scored.left.text, listed.text, note))
    reasons.extend(_rest(scored, total))
    reasons.extend(
        Reason("limit", -0.05, "", "", wording.LIMITS[limit])
        for limit in scored.limits
        if limit in wording.LIMITS and limit != "other form"
    )
    reasons.extend(_legal(scored.left, scored.right))
    return tuple(reasons)


def _met(pair: Pair, scored: NameScore, total: float) -> Reason:
    left, right = _text(scored.left, pair.left), _text(scored.right, pair.right)
    loss = MISS * (1 - pair.likeness.value) if pair.likeness.rule != "initial" else 0.0
    weight = MOST * pair.weight * (pair.likeness.value - loss) / total
    rule = pair.likeness.rule
    return Reason(rule, round(weight, 3), left, right, wording.meeting(rule, left, right))


def _text(name: Name, parts: tuple[Part, ...]) -> str:
    return name.text[min(part.start for part in parts) : max(part.end for part in parts)]


def _rest(scored: NameScore, total: float) -> list[Reason]:
    found = scored.alignment
    left = [part for part in found.left if part.weight > _SHOWN]
    right = [part for part in found.right if part.weight > _SHOWN]
    cost = CONFLICT / 2 if left and right else EXTRA
    return [
        *(_left_over(part, True, bool(right), cost / total) for part in left),
        *(_left_over(part, False, bool(left), cost / total) for part in right),
    ]


def _left_over(part: Part, on_left: bool, conflicting: bool, cost: float) -> Reason:
    sides = (part.text, "") if on_left else ("", part.text)
    note = wording.left_over(part.text, conflicting=conflicting)
    return Reason("left over", round(-cost * part.weight, 3), *sides, note)


def _legal(left: Name, right: Name) -> list[Reason]:
    if not left.form_texts and not right.form_texts:
        return []
    one, two = _ends(left), _ends(right)
    if left.form_texts and right.form_texts:
        if left.forms == right.forms:
            return [Reason("legal form", 0.0, one, two, "the legal forms agree")]
        if left.forms and right.forms and set(left.forms).isdisjoint(right.forms):
            return [Reason("legal form", -0.03, one, two, f"the legal forms differ ({one}, {two})")]
    return [Reason("legal form", 0.0, one, two, "legal form left out")]


def _ends(name: Name) -> str:
    return name.form_texts[-1] if name.form_texts else ""
