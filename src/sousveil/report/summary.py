"""What a screening run comes to: the numbers that stand above and below the matches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sousveil.model.match import Match
from sousveil.model.run import ScreeningRun
from sousveil.report.words import BANDS, Band, band_of, count_text, score_text

TOP = 5
"""Matches named in the summary."""


@dataclass(frozen=True, slots=True)
class RowMatches:
    """The matches of one row, best first; never empty."""

    row: int
    query_id: str
    query_name: str
    matches: tuple[Match, ...]

    @property
    def best(self) -> Match:
        """The match with the highest score."""
        return self.matches[0]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many matches fall under a label; `share` is of the largest count, 0..1, for bars."""

    key: str
    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of a run. A match on two lists counts once on each in `by_list`."""

    rows: int
    unnamed: int
    matched: int
    unmatched: int
    matches: int
    by_list: tuple[Tally, ...]
    by_band: tuple[Tally, ...]
    top: tuple[Match, ...]


def group_rows(run: ScreeningRun) -> tuple[RowMatches, ...]:
    """Return the matches by row, in the order of the rows, best first within each."""
    ordered = sorted(run.matches, key=lambda match: (match.row, -match.score))
    return tuple(_rows(ordered))


def summarise(run: ScreeningRun) -> Summary:
    """Count the run's rows and matches."""
    matched = len({match.row for match in run.matches})
    best_first = sorted(run.matches, key=lambda match: (-match.score, match.row))
    return Summary(
        rows=run.rows,
        unnamed=run.unnamed_rows,
        matched=matched,
        unmatched=max(0, run.rows - run.unnamed_rows - matched),
        matches=len(run.matches),
        by_list=_by_list(run),
        by_band=_by_band(run),
        top=tuple(best_first[:TOP]),
    )


def summary_sentence(run: ScreeningRun) -> str:
    """Return the run in one sentence that can be read out."""
    counts = summarise(run)
    rows = count_text(counts.rows, "row")
    least = f"at or above {score_text(run.threshold)}"
    if not counts.matches:
        return f"{rows} screened: none has a match {least}."
    verb = "has" if counts.matched == 1 else "have"
    matches = count_text(counts.matches, "match", "matches")
    return f"{rows} screened: {counts.matched:,} {verb} {matches} {least}."


def list_titles(run: ScreeningRun) -> dict[str, str]:
    """Return the title of each list by its dataset name."""
    return {version.dataset: version.title for version in run.lists}


def _rows(ordered: list[Match]) -> Iterator[RowMatches]:
    for row, group in groupby(ordered, key=lambda match: match.row):
        matches = tuple(group)
        yield RowMatches(row, matches[0].query_id, matches[0].query_name, matches)


def _by_list(run: ScreeningRun) -> tuple[Tally, ...]:
    """Count matches on each list screened against, also those without any."""
    counts = Counter(dataset for match in run.matches for dataset in match.datasets)
    titles = list_titles(run)
    for dataset in titles:
        counts.setdefault(dataset, 0)
    most = max(counts.values(), default=0)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Tally(dataset, titles.get(dataset, dataset), count, count / most if most else 0.0)
        for dataset, count in ranked
    )


def _by_band(run: ScreeningRun) -> tuple[Tally, ...]:
    """Count matches in each band that the threshold lets through."""
    counts = Counter(band_of(match.score).key for match in run.matches)
    most = max(counts.values(), default=0)
    return tuple(
        Tally(band.key, _band_label(band), counts[band.key], counts[band.key] / most if most else 0)
        for band in reachable_bands(run)
    )


def reachable_bands(run: ScreeningRun) -> tuple[Band, ...]:
    """Return the bands in which a match of the run can lie, highest first."""
    lowest = min([run.threshold, *(match.score for match in run.matches)])
    last = BANDS.index(band_of(lowest))
    return BANDS[: last + 1]


def _band_label(band: Band) -> str:
    index = BANDS.index(band)
    above = "1.00" if index == 0 else score_text(BANDS[index - 1].least - 0.01)
    return f"{band.word}, {score_text(band.least)} to {above}"
