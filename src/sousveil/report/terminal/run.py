"""A screening run in a terminal: the matches by row, each with its reason, then what it comes to.

Where there is room for seven columns the matches stand in a table; below that each is a short
block, so that no name is cut or broken inside a word.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from sousveil.model.match import Match, Reason
from sousveil.model.run import ScreeningRun
from sousveil.report.summary import (
    RowMatches,
    group_rows,
    list_titles,
    summarise,
    summary_sentence,
)
from sousveil.report.terminal.sheet import Sheet
from sousveil.report.words import (
    NO_CLEARANCE,
    NO_DATE,
    band_of,
    count_text,
    score_text,
    weight_text,
)

TABLE_FROM = 120
"""Columns from which on the table is used."""

_HEADS = ("Row", "Name", "Score", "Matched name", "Lists", "Programmes", "Since")
_FIXED = {"Row": 6, "Score": 17, "Since": 10}
_SHARES = {"Name": 0.3, "Matched name": 0.32, "Lists": 0.2, "Programmes": 0.18}
_BLOCK = 8


def print_run(run: ScreeningRun, console: Console, *, details: bool = False) -> None:
    """Print the matches of a run by row, then its summary and warnings.

    Args:
        run: what was screened.
        console: where to; its width decides the layout, its colour system the colours.
        details: print every reason with its weight, and what being listed means.
    """
    sheet = Sheet(console)
    titles = list_titles(run)
    groups = group_rows(run)
    if groups and sheet.width >= TABLE_FROM:
        _table(sheet, groups, titles, details=details)
    else:
        for group in groups:
            _block(sheet, group, titles, details=details)
    _summary(sheet, run)


def print_reasons(sheet: Sheet, reasons: Sequence[Reason], *, indent: int) -> None:
    """Print one line for each reason: its weight and what it says."""
    for reason in reasons:
        style = "green" if reason.weight > 0 else "red" if reason.weight < 0 else "dim"
        sheet.put(
            sheet.text(f"{weight_text(reason.weight):>7}  ", style),
            sheet.prose(reason.note),
            indent=indent,
        )


def _block(sheet: Sheet, group: RowMatches, titles: dict[str, str], *, details: bool) -> None:
    sheet.put(*_row_head(sheet, group))
    for match in group.matches:
        sheet.put(
            "  ",
            sheet.band(band_of(match.score), score_text(match.score)),
            "  ",
            sheet.text(match.matched_name, "bold"),
        )
        if match.entity_name != match.matched_name:
            sheet.put("a name of ", sheet.text(match.entity_name), indent=_BLOCK)
        sheet.put(*_listing(sheet, match, titles), indent=_BLOCK)
        _reason(sheet, match, details=details)
    sheet.gap()


def _listing(sheet: Sheet, match: Match, titles: dict[str, str]) -> list[Text | str]:
    """Return the lists, programmes and date of a match as the parts of one line."""
    since = match.listed_since
    parts = [sheet.text(_lists(match, titles))]
    parts += [sheet.text("; ".join(match.programs))] if match.programs else []
    parts += [sheet.text(f"since {since}" if since else NO_DATE, "" if since else "italic dim")]
    line: list[Text | str] = [parts[0]]
    for part in parts[1:]:
        line += [" | ", part]
    return line


def _table(
    sheet: Sheet, groups: Sequence[RowMatches], titles: dict[str, str], *, details: bool
) -> None:
    widths = _widths(sheet.width)
    sheet.columns([Text(head, "bold underline") for head in _HEADS], widths)
    for group in groups:
        for number, match in enumerate(group.matches):
            sheet.columns(_cells(sheet, match, titles, first=number == 0), widths)
            _reason(sheet, match, details=details)
        sheet.gap()


def _cells(sheet: Sheet, match: Match, titles: dict[str, str], *, first: bool) -> list[Text]:
    since = match.listed_since
    return [
        Text(f"{match.row:,}" if first else "", "bold"),
        sheet.text(match.query_name if first else "", "bold"),
        sheet.band(band_of(match.score), score_text(match.score)),
        sheet.text(match.matched_name),
        sheet.text(_lists(match, titles)),
        sheet.text("; ".join(match.programs)),
        sheet.text(since or "no date", "" if since else "italic dim"),
    ]


def _widths(width: int) -> list[int]:
    """Share out what the columns of fixed width leave, two blanks standing between columns."""
    room = width - sum(_FIXED.values()) - 2 * (len(_HEADS) - 1)
    return [_FIXED.get(head) or int(room * _SHARES[head]) for head in _HEADS]


def _row_head(sheet: Sheet, group: RowMatches) -> list[Text | str]:
    head: list[Text | str] = [
        Text(f"Row {group.row}  ", "bold"),
        sheet.text(group.query_name, "bold underline"),
    ]
    return [*head, "  id ", sheet.text(group.query_id, "dim")] if group.query_id else head


def _reason(sheet: Sheet, match: Match, *, details: bool) -> None:
    sheet.put(sheet.prose(match.reason, "dim"), indent=_BLOCK, one_line=not details)
    if not details:
        return
    print_reasons(sheet, match.reasons, indent=_BLOCK)
    if match.restriction:
        sheet.put("Being listed means: ", sheet.prose(match.restriction), indent=_BLOCK)
    if match.source_url:
        sheet.put("Source: ", sheet.text(match.source_url), indent=_BLOCK)


def _lists(match: Match, titles: dict[str, str]) -> str:
    return "; ".join(titles.get(dataset, dataset) for dataset in match.datasets)


def _summary(sheet: Sheet, run: ScreeningRun) -> None:
    counts = summarise(run)
    sheet.put(sheet.text(summary_sentence(run), "bold"))
    if counts.matches:
        found = "; ".join(f"{tally.label}: {tally.count:,}" for tally in counts.by_list)
        sheet.put("Matches by list: ", sheet.text(found))
    else:
        sheet.put(NO_CLEARANCE)
    if run.unnamed_rows:
        sheet.put(f"{count_text(run.unnamed_rows, 'row')} without a name passed over.")
    for warning in run.warnings:
        sheet.put(Text("Warning: ", "bold yellow"), sheet.prose(warning))
