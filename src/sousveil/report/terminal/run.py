"""A screening run in a terminal: the matches by row, each with its reason, then what it comes to.

Where there is room for six columns the matches stand in a table; below that each is a short
block, so that no name is cut or broken inside a word. Programmes, reason and source follow each
match, whole: they are what a match is worth.
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

TABLE_FROM = 110
"""Columns from which on the table is used."""

_HEADS = ("Row", "Name", "Score", "Matched name", "Lists", "Since")
_FIXED = {"Row": 6, "Score": 17, "Since": 10}
_SHARES = {"Name": 0.37, "Matched name": 0.38, "Lists": 0.25}
_BLOCK = 8


def print_run(run: ScreeningRun, console: Console, *, details: bool = False) -> None:
    """Print the matches of a run by row, then its summary and warnings.

    Args:
        run: what was screened.
        console: where to; its width decides the layout, its colour system the colours.
        details: print every reason with its weight, and what being listed means.
    """
    sheet = Sheet(console)
    groups = group_rows(run)
    if groups and sheet.width >= TABLE_FROM:
        _table(sheet, groups, details=details)
    else:
        for group in groups:
            _block(sheet, group, details=details)
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


def _block(sheet: Sheet, group: RowMatches, *, details: bool) -> None:
    sheet.put(*_row_head(sheet, group))
    for match in group.matches:
        sheet.put(
            "  ",
            sheet.band(band_of(match.score), score_text(match.score)),
            "  ",
            sheet.text(match.matched_name, "bold"),
        )
        sheet.put(sheet.text(_lists(match)), ", ", _since(sheet, match), indent=_BLOCK)
        _below(sheet, match, details=details)
    sheet.gap()


def _since(sheet: Sheet, match: Match) -> Text:
    since = match.listed_since
    return sheet.text(f"since {since}" if since else NO_DATE, "" if since else "italic dim")


def _table(sheet: Sheet, groups: Sequence[RowMatches], *, details: bool) -> None:
    widths = _widths(sheet.width)
    sheet.columns([Text(head, "bold underline") for head in _HEADS], widths)
    for group in groups:
        for number, match in enumerate(group.matches):
            sheet.columns(_cells(sheet, match, first=number == 0), widths)
            _below(sheet, match, details=details)
        sheet.gap()


def _cells(sheet: Sheet, match: Match, *, first: bool) -> list[Text]:
    since = match.listed_since
    return [
        Text(f"{match.row:,}" if first else "", "bold"),
        sheet.text(match.query_name if first else "", "bold"),
        sheet.band(band_of(match.score), score_text(match.score)),
        sheet.text(match.matched_name),
        sheet.text(_lists(match)),
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


def _below(sheet: Sheet, match: Match, *, details: bool) -> None:
    """Print what stands below a match: whose name it is, under what it is listed, why, where."""
    if match.entity_name != match.matched_name:
        sheet.put("a name of ", sheet.text(match.entity_name), indent=_BLOCK)
    if match.programs:
        sheet.put("under ", sheet.text("; ".join(match.programs)), indent=_BLOCK)
    sheet.put(sheet.prose(match.reason), indent=_BLOCK)
    if match.source_url:
        sheet.put(sheet.text(match.source_url, "dim"), indent=_BLOCK)
    if details:
        print_reasons(sheet, match.reasons, indent=_BLOCK)
        for item in match.restrictions:
            about = f"{item.program}: " if item.program else "Being listed means: "
            sheet.put(sheet.text(about), sheet.prose(item.text), indent=_BLOCK)


def _lists(match: Match) -> str:
    return "; ".join(match.datasets)


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
