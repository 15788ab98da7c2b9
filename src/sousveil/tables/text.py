"""Text files as physical lines, decoded strictly, in bounded memory.

Lines end with LF, CR LF or CR alone, and with nothing else: the further characters at which
`str.splitlines` splits are ordinary characters in a name.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from sousveil.errors import HostileInputError
from sousveil.tables.encodings import decoded, detect_encoding, line_ends
from sousveil.tables.limits import MAX_ROW_CHARS
from sousveil.tables.notes import Notes
from sousveil.tables.raw import RawFile


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file together with the codec that reads it."""

    raw: RawFile
    encoding: str

    @classmethod
    def open(cls, raw: RawFile, notes: Notes) -> TextFile:
        """Decide on the encoding and make sure that the whole file can be read in it.

        Raises:
            UnreadableError: a byte is no text in that encoding; its line is named.
        """
        text = cls(raw, detect_encoding(raw))
        if text.encoding != "utf-8":
            notes.add(f"read as {text.encoding}", "line 1")
        return text

    def lines(self, notes: Notes) -> Iterator[list[str]]:
        """Yield the physical lines with their ends, in batches of about a million characters.

        NUL characters and byte order marks within the text are taken out, and noted.

        Raises:
            HostileInputError: a line is longer than 32 Mi characters.
        """
        rest: list[str] = []
        count = 0
        for block in decoded(self.raw, self.encoding):
            rest.append(_cleaned(block, count, notes))
            if sum(map(len, rest)) > MAX_ROW_CHARS:
                raise HostileInputError(
                    f"line {count + 1} is longer than {MAX_ROW_CHARS:,} characters",
                    path=self.raw.name,
                )
            if "\n" not in block and "\r" not in block:
                continue
            lines = io.StringIO("".join(rest), newline="").readlines()
            rest = [] if lines[-1].endswith("\n") else [lines.pop()]  # behind a CR comes a LF
            count += len(lines)
            if lines:
                yield lines
        if any(rest):
            yield ["".join(rest)]


def _cleaned(text: str, line: int, notes: Notes) -> str:
    for char, kind in (("\0", "NUL characters taken out"), ("\ufeff", "byte order mark taken out")):
        if char in text:
            notes.add(kind, f"line {line + line_ends(text[: text.index(char)]) + 1}")
            text = text.replace(char, "")
    return text
