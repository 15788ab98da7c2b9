"""The body of an HTTP answer: decompressed in bounded steps, never larger than allowed.

Only gzip is undone (RFC 9110, section 8.4.1), since only gzip is asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

STEP = 2**20
"""Decompressed bytes that are held at most at a time."""

_GZIP = 16 + zlib.MAX_WBITS


class BodyError(Exception):
    """The body is not what its headers say; `str()` says how."""


class TooLargeError(BodyError):
    """The body is larger than allowed."""


class Body:
    """Takes the pieces of a body as they arrive and gives its content.

    Args:
        encoding: the Content-Encoding header, or an empty string.
        max_bytes: bound on the content.

    Raises:
        BodyError: the encoding is none that was asked for.
    """

    def __init__(self, encoding: str, *, max_bytes: int) -> None:
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip"}:
            raise BodyError(f"it is encoded as {encoding!r}, which was not asked for")
        self.max_bytes = max_bytes
        self.size = 0
        self._gzip = zlib.decompressobj(_GZIP) if "gzip" in name else None

    def expect(self, size: int | None) -> None:
        """Refuse a body that is announced as too large, before it is sent.

        Raises:
            TooLargeError: `size`, in bytes, is larger than allowed.
        """
        if size is not None and size > self.max_bytes:
            raise TooLargeError(f"it is larger than {self.max_bytes} bytes")

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield the content of one piece, in steps of bounded size.

        Raises:
            TooLargeError: the content is larger than allowed.
            BodyError: the compressed data are damaged.
        """
        for content in self._decompressed(piece):
            self.size += len(content)
            if self.size > self.max_bytes:
                raise TooLargeError(f"it is larger than {self.max_bytes} bytes")
            yield content

    def finish(self) -> None:
        """Check that the content is whole and not empty.

        Raises:
            BodyError: it is not.
        """
        if self._gzip is not None and not self._gzip.eof:
            raise BodyError("the compressed data are cut off")
        if self.size == 0:
            raise BodyError("it is empty")

    def _decompressed(self, piece: bytes) -> Iterator[bytes]:
        if self._gzip is None:
            yield piece
            return
        rest = piece
        while rest:
            if self._gzip.eof:  # several members are one content (RFC 1952, section 2.2)
                self._gzip = zlib.decompressobj(_GZIP)
            try:
                yield self._gzip.decompress(rest, STEP)
            except zlib.error as error:
                raise BodyError("the compressed data are damaged") from error
            rest = self._gzip.unused_data if self._gzip.eof else self._gzip.unconsumed_tail
