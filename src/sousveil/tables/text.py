"""Text files as physical lines, decoded strictly, in bounded memory.

Lines end with LF, CR LF or CR alone, and with nothing else: the further characters at which
`str.splitlines` splits are ordinary characters in a name.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass

from sousveil.errors import HostileInputError, UnreadableError
from sousveil.tables.encodings import detect_encoding
from sousveil.tables.limits import MAX_ROW_CHARS
from sousveil.tables.notes import Notes
from sousveil.tables.raw import RawFile

_BARE = ("utf-8", "utf-8-sig")


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
        if text.encoding not in _BARE:
            notes.add(f"read as {text.encoding}")
        for _ in text._decoded():
            pass
        return text

    def lines(self, notes: Notes) -> Iterator[list[str]]:
        """Yield the physical lines with their ends, in batches of about a million characters.

        NUL characters and byte order marks within the text are taken out, and noted.

        Raises:
            HostileInputError: a line is longer than 32 Mi characters.
        """
        rest, count = "", 0
        for block in self._decoded():
            lines = io.StringIO(rest + _cleaned(block, count, notes), newline="").readlines()
            rest = "" if not lines or lines[-1].endswith("\n") else lines.pop()
            if len(rest) > MAX_ROW_CHARS:
                raise HostileInputError(
                    f"line {count + len(lines) + 1} is longer than {MAX_ROW_CHARS:,} characters",
                    path=self.raw.name,
                )
            count += len(lines)
            if lines:
                yield lines
        if rest:
            yield [rest]

    def _decoded(self) -> Iterator[str]:
        """Yield the text in blocks, without the byte order mark that it may begin with."""
        decoder = codecs.getincrementaldecoder(self.encoding)("strict")
        line, first = 1, True
        for block in self._raw_blocks():
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                before = error.object[: error.start].decode(self.encoding, "ignore")
                bad = error.object[error.start : error.end][:4].hex(" ")
                raise UnreadableError(
                    f"line {line + _ends(before)}: the bytes {bad} are no {self.encoding} text",
                    path=self.raw.name,
                    hint="save the table as UTF-8 with the program that made it",
                ) from error
            line += _ends(text)
            yield text.removeprefix("\ufeff") if first else text
            first = first and not text

    def _raw_blocks(self) -> Iterator[bytes]:
        """Yield the blocks and, last, an empty one that ends the decoding."""
        yield from self.raw.blocks()
        yield b""


def _ends(text: str) -> int:
    """Count the line ends of a block; a CR LF that two blocks share is counted twice."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _cleaned(text: str, line: int, notes: Notes) -> str:
    for char, kind in (("\0", "NUL characters taken out"), ("\ufeff", "byte order mark taken out")):
        if char in text:
            notes.add(kind, f"line {line + _ends(text[: text.index(char)]) + 1}")
            text = text.replace(char, "")
    return text
