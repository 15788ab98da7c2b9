"""The page of a screening run as one frozen value: all that its template shows, worked out here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sousveil.model.match import Match, Reason
from sousveil.model.run import ListVersion, ScreeningRun
from sousveil.report.align import Part, align
from sousveil.report.summary import (
    RowMatches,
    Summary,
    group_rows,
    reachable_bands,
    summarise,
    summary_sentence,
)
from sousveil.report.words import (
    Band,
    Kind,
    band_of,
    rule_words,
    score_text,
    time_text,
    weight_text,
)

OPEN_UP_TO = 200
"""Up to so many matches every card is open when the page opens; of more, each opens on its own."""

LONG_RESTRICTIONS = 700
"""Characters from which on what a listing means is folded away until it is asked for."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason as a line of the evidence.

    `start` and `width` place its bar on an axis from 0 to 100 whose middle is no weight at all.
    """

    number: int
    kind: Kind
    how: str
    left: str
    right: str
    note: str
    weight: str
    side: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class ListName:
    """A list that an entity stands on; `anchor` is that of its description at the foot, if any."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One match. Restrictions that are `restrictions_long` open on demand."""

    match: Match
    score: str
    band: Band
    left: tuple[Part, ...]
    right: tuple[Part, ...]
    evidence: tuple[Evidence, ...]
    lists: tuple[ListName, ...]
    restrictions_long: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the screened table with its cards, best first."""

    row: int
    query_id: str
    query_name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything on the page, and nothing else: the template's only context."""

    title: str
    sentence: str
    source: str
    screened_at: str
    version: str
    threshold: str
    limit: int
    as_of: str
    known_at: str
    warnings: tuple[str, ...]
    summary: Summary
    rows: tuple[Row, ...]
    lists: tuple[ListVersion, ...]
    bands: tuple[Band, ...]
    open_cards: bool


def view_page(run: ScreeningRun) -> Page:
    """Return the page of a run."""
    lists = {
        version.dataset: ListName(version.title, f"list-{number}")
        for number, version in enumerate(run.lists, start=1)
    }
    return Page(
        title=f"Screening of {run.source}",
        sentence=summary_sentence(run),
        source=run.source,
        screened_at=time_text(run.started_at),
        version=run.version,
        threshold=score_text(run.threshold),
        limit=run.limit,
        as_of=run.as_of or "any date: every listing counts, also one that has ended",
        known_at="the newest loaded" if run.known_at is None else time_text(run.known_at),
        warnings=tuple(_titled(warning, run.lists) for warning in run.warnings),
        summary=summarise(run),
        rows=tuple(_row(group, lists) for group in group_rows(run)),
        lists=run.lists,
        bands=reachable_bands(run),
        open_cards=len(run.matches) <= OPEN_UP_TO,
    )


def source_addresses(match: Match) -> tuple[str, ...]:
    """Return the addresses of the match's sources; several stand in one field after `; `."""
    return tuple(url for url in match.source_url.split("; ") if url)


def _titled(warning: str, lists: tuple[ListVersion, ...]) -> str:
    """Return the warning with each dataset's name after the title of its list, for people."""
    titles = {version.dataset: version.title for version in lists}
    names = "|".join(re.escape(name) for name in sorted(titles, key=len, reverse=True) if name)
    # A name within a longer word, a path or a file's name is not that of a list.
    whole = rf"(?<![\w./-])(?:{names})(?![\w/-]|\.\w)"
    return (
        re.sub(whole, lambda name: f"{titles[name[0]]} ({name[0]})", warning) if names else warning
    )


def _row(group: RowMatches, lists: dict[str, ListName]) -> Row:
    return Row(
        row=group.row,
        query_id=group.query_id,
        query_name=group.query_name,
        cards=tuple(_card(match, lists) for match in group.matches),
    )


def _card(match: Match, lists: dict[str, ListName]) -> Card:
    return Card(
        match=match,
        score=score_text(match.score),
        band=band_of(match.score),
        left=align(match.query_name, match.reasons, left=True),
        right=align(match.matched_name, match.reasons, left=False),
        evidence=tuple(_evidence(match.reasons)),
        lists=tuple(lists.get(name, ListName(name, "")) for name in match.datasets),
        restrictions_long=sum(len(item.text) for item in match.restrictions) > LONG_RESTRICTIONS,
        sources=source_addresses(match),
    )


def _evidence(reasons: tuple[Reason, ...]) -> Iterator[Evidence]:
    most = max((abs(reason.weight) for reason in reasons), default=0.0) or 1.0
    for number, reason in enumerate(reasons, start=1):
        how, kind = rule_words(reason.rule, reason.left, reason.right)
        width = round(50 * abs(reason.weight) / most, 1)
        yield Evidence(
            number=number,
            kind=kind,
            how=how,
            left=reason.left,
            right=reason.right,
            note=reason.note,
            weight=weight_text(reason.weight),
            side="for" if reason.weight > 0 else "against" if reason.weight < 0 else "neither",
            start=50 - width if reason.weight < 0 else 50,
            width=width,
        )
