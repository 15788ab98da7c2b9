"""JSON objects, one a line, as FollowTheMoney and Senzing files hold them: streamed and counted.

A file of several gigabytes is read line by line; what is wrong is said with its line number. A
last line that breaks off is a truncated download, any other bad line a broken format.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

import orjson

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.model.locator import at_line
from sousveil.sources.base import ReadReport, SourceFile

MAX_LINE = 64 * 1024 * 1024
"""Bytes in one line; the longest in OpenSanctions' nested files are a few MB."""

MAX_BLANK_LINES = 1_000_000
"""A packed file of a few kilobytes can hold more of them than can be read in a day."""

_BOM = b"\xef\xbb\xbf"
_CONTROL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u00(?:0[0-8bBcCeEfF]|1[0-9a-fA-F])")


def read_objects(file: SourceFile, report: ReadReport) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each line's number (from 1) and object; blank lines are passed over.

    Control characters inside strings (NUL and its like, which no name holds and few databases
    store) become blanks and are counted in the report.

    Raises:
        UnreadableError: the file is empty, or its last line or its gzip stream breaks off.
        FormatError: a line is not JSON in UTF-8, or not an object.
        HostileInputError: a line is longer than `MAX_LINE`, or lines without end are blank.
    """
    number = blank = 0
    for number, line in read_lines(file):
        if line.isspace():
            blank += 1
            if blank > MAX_BLANK_LINES:
                message = f"more than {MAX_BLANK_LINES:,} blank lines"
                raise HostileInputError(message, path=file.name, line=number)
        else:
            clean = scrub(line, report, at_line(file.name, number))
            yield number, _parse(clean, number, file.name)
    if number == 0:
        raise UnreadableError("the file is empty", path=file.name)


def read_lines(file: SourceFile) -> Iterator[tuple[int, bytes]]:
    """Yield each line's number (from 1) and bytes with the line's end, without a byte order mark.

    Raises:
        UnreadableError: the file cannot be opened, or its gzip stream is damaged.
        HostileInputError: a line is longer than `MAX_LINE`.
    """
    number = 0
    with file.open() as stream:
        while True:
            try:
                line = stream.readline(MAX_LINE + 1)
            except (OSError, EOFError, zlib.error) as error:
                raise UnreadableError(f"damaged: {error}", path=file.name, line=number) from error
            if not line:
                return
            number += 1
            if len(line) > MAX_LINE:
                message = f"a line of more than {MAX_LINE // 1024**2} MiB"
                raise HostileInputError(message, path=file.name, line=number)
            yield number, line.removeprefix(_BOM) if number == 1 else line


def scrub(raw: bytes, report: ReadReport, where: str) -> bytes:
    """Return JSON text whose escapes of control characters became blanks, counting them."""
    if b"\\u000" not in raw and b"\\u001" not in raw:
        return raw
    clean, found = _CONTROL.subn(rb"\1 ", raw)
    if found:
        report.note("control character", where)
    return clean


def _require_utf8(line: bytes, number: int, name: str) -> None:
    try:
        line.decode()
    except UnicodeDecodeError as error:
        bad = line[error.start : error.end].hex(" ")
        message = f"the bytes {bad} cannot be read as UTF-8"
        raise FormatError(message, path=name, line=number) from error


def _parse(line: bytes, number: int, name: str) -> dict[str, Any]:
    """Return the line's object."""
    try:
        parsed = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        if not line.endswith(b"\n"):
            raise UnreadableError(
                "the last line breaks off: the file is truncated",
                path=name,
                line=number,
                hint="get the file again from its publisher, whole",
            ) from error
        _require_utf8(line, number, name)
        message = f"not JSON: {error.msg} (character {error.colno})"
        raise FormatError(message, path=name, line=number) from error
    if not isinstance(parsed, dict):
        raise FormatError("the line is not a JSON object", path=name, line=number)
    return parsed
