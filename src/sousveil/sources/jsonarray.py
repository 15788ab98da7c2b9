"""Objects of one long JSON array, streamed: `[{…}, {…}]` or `{"results": [{…}, {…}], …}`.

A document of tens of megabytes would take ten times its size in memory if it were parsed whole;
here one element at a time is held. The standard library's scanner finds where an element ends,
and orjson parses it, which refuses what Python's parser lets through (NaN, lone surrogates).
"""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Iterator
from typing import IO, Any

import orjson

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.jsonlines import scrub

CHUNK = 1024 * 1024
MAX_ELEMENT = 64 * 1024 * 1024
"""Characters in one element."""

_BLANKS = " \t\r\n"
_HINT = "get the file again from its publisher, whole"


def read_array(
    file: SourceFile, report: ReadReport, *, member: str | None = None
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the index (from 0) and object of each element.

    Args:
        file: what to read.
        report: takes note of control characters, which become blanks.
        member: key of the document's object that holds the array; None if the document is the
            array itself.

    Raises:
        UnreadableError: the document is empty, breaks off or is not UTF-8.
        FormatError: it is not JSON, lacks the member, or an element is not an object.
        HostileInputError: an element longer than `MAX_ELEMENT`, or nested without end.
    """
    with file.open() as stream:
        document = _Document(stream, file.name)
        if member is not None:
            document.enter_member(member)
        for index, raw in enumerate(document.elements()):
            clean = scrub(raw.encode(), report, f"{file.name}#{_pointer(member, index)}")
            yield index, _object(clean, index, file.name)
        document.finish(closing="]" if member is None else "}")


def _pointer(member: str | None, index: int) -> str:
    return f"/{index}" if member is None else f"/{member}/{index}"


def _object(raw: bytes, index: int, name: str) -> dict[str, Any]:
    try:
        parsed = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise FormatError(f"not JSON: {error}", path=name, row=index + 1) from error
    if not isinstance(parsed, dict):
        raise FormatError("the element is not an object", path=name, row=index + 1)
    return parsed


class _Document:
    """A window on the text of a JSON document, which moves forward only."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream, self._name = stream, name
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._scanner = json.JSONDecoder()
        self._text, self._at, self._row = "", 0, 0
        self._ended = False

    def enter_member(self, member: str) -> None:
        """Move to the array that the document's object holds under `member`."""
        self._take("{")
        while self._peek() != "}":
            if self._key() == member:
                return
            self._scan()
            if self._peek() != "}":
                self._take(",")
        raise FormatError(f"the document has no {member!r}", path=self._name)

    def elements(self) -> Iterator[str]:
        """Yield the text of each element of the array that begins here."""
        self._take("[")
        if self._peek() == "]":
            self._take("]")
            return
        while True:
            self._row += 1
            yield self._scan()
            if self._peek() == "]":
                self._take("]")
                return
            self._take(",")

    def finish(self, *, closing: str) -> None:
        """Check that what follows the array is whole."""
        while closing == "}" and self._peek() == ",":
            self._take(",")
            self._key()
            self._scan()
        if closing == "}":
            self._take("}")
        if self._peek():
            raise FormatError("more follows after the end of the document", path=self._name)

    def _key(self) -> str:
        """Return the key that begins here, and move behind its colon."""
        if self._peek() not in {'"', ""}:
            self._take('"')
        key = json.loads(self._scan())
        self._take(":")
        return str(key)

    def _scan(self) -> str:
        """Return the text of the value that begins here, and move behind it."""
        self._peek()
        while True:
            try:
                end = self._scanner.raw_decode(self._text, self._at)[1]
            except json.JSONDecodeError as error:
                if not self._more():
                    raise self._broken(error) from error
                continue
            except RecursionError as error:
                message = "JSON nested deeper than any list is"
                raise HostileInputError(message, path=self._name, row=self._row) from error
            if end < len(self._text) or not self._more():
                value = self._text[self._at : end]
                self._at = end
                return value

    def _take(self, expected: str) -> None:
        found = self._peek()
        if not found:
            raise self._cut_off()
        if found != expected:
            message = f"{expected!r} expected, {found!r} found"
            raise FormatError(message, path=self._name, row=self._row or None)
        self._at += 1

    def _peek(self) -> str:
        """Return the next character that is not blank, or an empty string at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Read on, dropping what has been passed; False at the end of the file."""
        if self._ended:
            return False
        rest = self._text[self._at :]
        if len(rest) > MAX_ELEMENT:
            message = f"an element of more than {MAX_ELEMENT // 1024**2} Mi characters"
            raise HostileInputError(message, path=self._name, row=self._row)
        try:
            chunk = self._stream.read(max(CHUNK, len(rest)))
            self._ended = not chunk
            self._text = rest + self._decoder.decode(chunk, final=self._ended)
        except UnicodeDecodeError as error:
            raise UnreadableError(f"not UTF-8: {error}", path=self._name) from error
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableError(f"damaged: {error}", path=self._name) from error
        self._at = 0
        return True

    def _broken(self, error: json.JSONDecodeError) -> FormatError | UnreadableError:
        """Tell a document that breaks off from one that is wrong in its middle."""
        rest = self._text[error.pos :]
        if error.msg.startswith("Unterminated string") or not set(rest) & set('",]}'):
            return self._cut_off()
        return FormatError(f"not JSON: {error.msg}", path=self._name, row=self._row or None)

    def _cut_off(self) -> UnreadableError:
        message = "the document breaks off: the file is truncated"
        return UnreadableError(message, path=self._name, row=self._row or None, hint=_HINT)
