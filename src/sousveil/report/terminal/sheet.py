"""Laying text out on a console, with everything from outside made inert on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sousveil.report.untrusted import PROSE_LIMIT, inert, reads_right_to_left
from sousveil.report.words import Band

STYLES = {"very-likely": "bold red", "likely": "bold yellow", "possible": "yellow", "weak": "dim"}
WIDEST = 200
"""Columns that are used at most; longer lines are hard to read, and a pipe may have no end."""

_LEFT_TO_RIGHT_MARK = "\u200e"
_WORD = re.compile(r"\s*\S+\s*")


class Sheet:
    """A console on which lines are set without trailing blanks, in what its encoding can write."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = min(console.width, WIDEST)
        self._unicode = console.encoding.lower().startswith("utf")

    def prose(self, text: str, style: str = "") -> Text:
        """Return sentences from outside, which may be much longer than names."""
        return Text(self._writable(inert(text, limit=PROSE_LIMIT)), style)

    def text(self, text: str, style: str = "") -> Text:
        """Return text from outside: on one line, inert, and never read as markup.

        After right-to-left letters a terminal gets an invisible mark, lest it move the number
        that follows to the other side of the name; a pipe gets the bare name.
        """
        shown = inert(text)
        if self._unicode and self.console.is_terminal and reads_right_to_left(text):
            shown += _LEFT_TO_RIGHT_MARK
        return Text(self._writable(shown), style)

    def band(self, band: Band, score: str) -> Text:
        """Return a score with the word for its band."""
        return Text(f"{score}  {band.word}", STYLES[band.key])

    def put(self, *parts: Text | str, indent: int = 0) -> None:
        """Print the parts as one paragraph, wrapped between words and never inside one.

        A word wider than the line stays whole: addresses and places in files are copied, and
        looked for in what was written to a file.
        """
        for line in _between_words(self._join(parts), max(16, self.width - indent)):
            self._print(Text(" " * indent) + line)

    def columns(self, cells: Sequence[Text], widths: Sequence[int]) -> None:
        """Print cells side by side, each wrapped within its width, two blanks between them."""
        wrapped = [
            list(cell.wrap(self.console, width)) for cell, width in zip(cells, widths, strict=True)
        ]
        for lines in zip_longest(*wrapped, fillvalue=Text()):
            row = Text()
            for line, width in zip(lines, widths, strict=True):
                line.rstrip()
                row += line + Text(" " * (width - line.cell_len + 2))
            self._print(row)

    def gap(self) -> None:
        """Print an empty line."""
        self._print(Text())

    def _join(self, parts: Sequence[Text | str]) -> Text:
        whole = Text()
        for part in parts:
            whole.append_text(part if isinstance(part, Text) else Text(self._writable(part)))
        return whole

    def _print(self, line: Text) -> None:
        line.rstrip()
        self.console.print(line, no_wrap=True, overflow="ignore", crop=False, highlight=False)

    def _writable(self, text: str) -> str:
        """Return the text with what the console's encoding lacks as its code point."""
        encoding = self.console.encoding
        return text if self._unicode else text.encode(encoding, "backslashreplace").decode(encoding)


def _between_words(text: Text, width: int) -> list[Text]:
    """Return the text in lines of at most `width` columns, wider only where a single word is.

    `Text.wrap` has no such way: it folds long words, cuts them, or does not wrap at all.
    """
    breaks, used = [], 0
    for word in _WORD.finditer(text.plain):
        if used and used + cell_len(word[0].rstrip()) > width:
            breaks.append(word.start())
            used = 0
        used += cell_len(word[0])
    return list(text.divide(breaks))
