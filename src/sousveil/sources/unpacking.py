"""Gzip seen through as a stream of bytes that refuses bombs while they unpack."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import IO, Any

from sousveil.errors import HostileInputError

RATIO_FLOOR_BYTES = 64 * 2**20
MAX_RATIO = 200
"""Unpacked bytes per packed byte, once more than the floor has been unpacked. Published lists pack
to a fifth or a thirtieth of their size; bombs to a thousandth."""

_BUFFER_BYTES = 2**18


def open_unpacked(path: Path, name: str) -> IO[bytes]:
    """Open a gzip file as its unpacked content.

    Reading raises what `gzip` raises on damage, and `HostileInputError` when the content is a
    multiple of the file that no list reaches.

    Args:
        path: the packed file.
        name: what to call it in messages.
    """
    return io.BufferedReader(_Unpacked(path, name), _BUFFER_BYTES)


class _Unpacked(io.RawIOBase):
    """The unpacked content, counted."""

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        self._packed = path.stat().st_size
        self._total = 0
        self._stream = gzip.open(path)  # noqa: SIM115  # closed with this

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one read goes; return the number of bytes."""
        count = self._stream.readinto(buffer)
        self._total += count
        if self._total > max(RATIO_FLOOR_BYTES, MAX_RATIO * self._packed):
            raise HostileInputError(
                f"{self._packed:,} packed bytes unpack to more than {self._total:,}",
                path=self._name,
            )
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()
