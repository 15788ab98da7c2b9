"""Two names compared, in a terminal."""

from __future__ import annotations

from rich.console import Console

from sousveil.model.match import Comparison
from sousveil.report.terminal.run import print_reasons
from sousveil.report.terminal.sheet import Sheet
from sousveil.report.words import band_of, score_text


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print the score with its word, the two names that met best, and every reason."""
    sheet = Sheet(console)
    band = band_of(comparison.score)
    sheet.put(sheet.band(band, score_text(comparison.score)))
    sheet.put("  ", sheet.text(comparison.left, "bold"))
    sheet.put("  ", sheet.text(comparison.right, "bold"))
    if comparison.reasons:
        print_reasons(sheet, comparison.reasons, indent=2)
    else:
        sheet.put("  nothing in common")
