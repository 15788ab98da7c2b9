"""Every word that a reviewer reads about a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from sousveil.model.match import Comparison, Reason

MEETINGS = {
    "same": "{left} is the same as {right}",
    "number": "{left} is the same number as {right}",
    "spelling": "{left} is spelt almost like {right}",
    "transliteration": "{left} reads like {right} in the other script",
    "translation": "{left} means the same as {right}",
    "initial": "{short} is the initial of {long}",
    "nickname": "{left} and {right} are forms of one name",
    "joined": "{left} is {right} with blanks added or lost",
    "acronym": "{left} and {right} are an acronym and what it stands for",
}
LIMITS = {
    "order": "the parts stand in another order",
    "patronymic": "parent and child change places",
    "joined": "both read the same without blanks",
    "one name": "one name alone identifies nobody",
    "other number": "the numbers contradict each other",
    "one number": "only one side has a number",
    "other form": "the legal forms differ",
    "no identity": "only words that many organisations use are common to both",
    "one short word": "one short word alone identifies nobody",
    "one word": "one word meets part of a longer name",
}
KINDS = {
    "name": "listed name",
    "alias": "listed alias",
    "previousName": "listed former name",
    "abbreviation": "listed abbreviation",
    "weakAlias": "listed weak alias",
}


def quoted(text: str) -> str:
    """Return the text in quotation marks."""
    return f'"{text}"'


def meeting(rule: str, left: str, right: str) -> str:
    """Return how two parts met."""
    short, long = sorted((left, right), key=len)
    sides = {"left": left, "right": right, "short": short, "long": long}
    return MEETINGS[rule].format(**{side: quoted(text) for side, text in sides.items()})


def left_over(text: str, *, conflicting: bool) -> str:
    """Return what it means that a part of one side met nothing.

    `conflicting` if the other side has such parts too: then the names differ there, while a part
    that only one side has may just not be stated by the other.
    """
    return f"{quoted(text)} has no counterpart" if conflicting else f"{quoted(text)} left over"


def sentence(comparison: Comparison) -> str:
    """Return the comparison as one plain sentence that a person can read back.

    The words that are the same come first and together, then the other meetings, then what else
    speaks for and against, strongest first.
    """
    if not comparison.reasons:
        return "nothing in common"
    met = [reason for reason in comparison.reasons if reason.rule == "same"]
    met.sort(key=lambda reason: comparison.left.find(reason.left))
    rest = [reason for reason in comparison.reasons if reason.rule != "same"]
    alias = next((reason for reason in rest if reason.rule == "alias"), None)
    said = [_together(met, comparison, alias)] if met else [alias.note] if alias else []
    said.extend(reason.note for reason in rest if reason is not alias)
    return "; ".join(said)


def _together(met: Sequence[Reason], comparison: Comparison, alias: Reason | None) -> str:
    noun = alias.note.removeprefix("met the ").split(' "')[0] if alias else ""
    if len(met) == 1 and not noun:
        return met[0].note
    left = quoted(" ".join(reason.left for reason in met))
    target = quoted(comparison.right)
    if noun:
        return (
            f"{left} is the same as the {noun} {target}"
            if len(met) == 1 and met[0].right == comparison.right
            else f"{left} is the same in the {noun} {target}"
        )
    return f"{left} is the same in both"
