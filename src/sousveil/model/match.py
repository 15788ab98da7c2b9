"""What comparing and screening return: scores with their reasons as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence for or against two parties being the same.

    Attributes:
        rule: what was compared and how: `same`, `spelling`, `transliteration`, `initial`,
            `legal form`, `nickname`, `joined`, `left over`, `birth date`, `country`,
            `identifier`, …
        weight: how much it moved the score: positive for, negative against.
        left: the part of the query that met `right`; empty for what only the right side has.
        right: the part of the candidate.
        note: the same in a few words that a person can read.
    """

    rule: str
    weight: float
    left: str
    right: str
    note: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two parties compared.

    `score` lies in 0..1; `left` and `right` are the two names that met best; `str()` gives the
    explanation in one sentence that a person can read back.
    """

    score: float
    left: str
    right: str
    reasons: tuple[Reason, ...]

    def __str__(self) -> str:
        if not self.reasons:
            return f"score {self.score:.2f}: nothing in common"
        return f"score {self.score:.2f}: " + "; ".join(reason.note for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """What being listed means, in plain words.

    `program` is empty where the words hold for everybody on a list; `since` is an ISO date prefix
    and `source_url` an address, each empty where the list does not say.
    """

    text: str
    program: str = ""
    since: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A row of the screened table met an entity of a list.

    The fields up to `source_url` are the columns of every output, in their order (`COLUMNS`).
    `listed_since` and `listed_until` are ISO date prefixes, empty where the list does not say.
    `restrictions` say what being listed means, the earliest first.
    """

    row: int
    query_id: str
    query_name: str
    score: float
    entity_id: str
    entity_name: str
    matched_name: str
    schema: str
    datasets: tuple[str, ...]
    programs: tuple[str, ...]
    listed_since: str
    listed_until: str
    reason: str
    source_url: str
    reasons: tuple[Reason, ...] = ()
    restrictions: tuple[Restriction, ...] = ()


COLUMNS = tuple(
    name for name in Match.__dataclass_fields__ if name not in {"reasons", "restrictions"}
)
"""Columns of a table of matches, in order. Stable: other programs read them."""
