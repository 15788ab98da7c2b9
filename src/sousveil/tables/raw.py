"""The bytes of a table: gzip seen through, bombs and cut-off files refused.

Gzip is RFC 1952; its checksum and length at the end are what tells a cut-off file.
"""

from __future__ import annotations

import gzip
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.tables.limits import MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_FLOOR_BYTES

BLOCK_BYTES = 2**20
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as bytes: where it lies, what it is called, and whether it is packed."""

    path: Path
    name: str
    packed: bool
    size: int

    @classmethod
    def find(cls, path: Path, name: str | None) -> RawFile:
        """Look at a file without reading more than its first bytes.

        Raises:
            UnreadableError: it is missing, no file, empty or not ours to read.
        """
        name = name or path.name or str(path)
        try:
            if path.exists() and not path.is_file():
                what = "a folder" if path.is_dir() else "a pipe or device"
                raise UnreadableError(f"this is {what}, not a file", path=name, hint="name a file")
            with path.open("rb") as stream:
                magic = stream.read(2)
            size = path.stat().st_size
        except (OSError, ValueError) as error:
            raise _unreadable(error, name) from error
        if not magic:
            raise UnreadableError("the file is empty", path=name)
        return cls(path, name, magic == _GZIP, size)

    def blocks(self) -> Iterator[bytes]:
        """Yield the unpacked content in blocks of at most 1 MiB.

        Raises:
            UnreadableError: the file cannot be read or its packing is damaged.
            HostileInputError: it unpacks to a multiple that no table reaches.
        """
        total = 0
        try:
            with gzip.open(self.path) if self.packed else self.path.open("rb") as stream:
                while block := stream.read(BLOCK_BYTES):
                    total += len(block)
                    if self.packed:
                        self._check_ratio(total)
                    yield block
        except (OSError, EOFError, zlib.error) as error:
            raise _unreadable(error, self.name) from error

    def head(self, count: int) -> bytes:
        """Return the first `count` bytes of the unpacked content, fewer where it is shorter.

        Raises:
            UnreadableError: as for `blocks`, or the packed content is empty.
            FormatError: the content is packed twice.
        """
        head = b""
        for block in self.blocks():
            head += block[: count - len(head)]
            if len(head) >= count:
                break
        if not head:
            raise UnreadableError("the packed file is empty", path=self.name)
        if self.packed and head.startswith(_GZIP):
            raise FormatError("packed with gzip twice", path=self.name, hint="unpack it once")
        return head

    def seekable(self) -> IO[bytes]:
        """Return the unpacked content as a stream that can be read in any order.

        Packed content is unpacked into a nameless temporary file, which goes when it is closed.

        Raises:
            UnreadableError: as for `blocks`.
            HostileInputError: as for `blocks`, or it unpacks to more than 4 GiB.
        """
        if not self.packed:
            try:
                return self.path.open("rb")
            except OSError as error:
                raise _unreadable(error, self.name) from error
        with ExitStack() as undo:
            spool = undo.enter_context(tempfile.TemporaryFile())
            for block in self.blocks():
                spool.write(block)
                if spool.tell() > MAX_UNPACKED_BYTES:
                    raise HostileInputError("unpacks to more than 4 GiB", path=self.name)
            spool.seek(0)
            undo.pop_all()
        return spool

    def _check_ratio(self, total: int) -> None:
        if total > RATIO_FLOOR_BYTES and total > MAX_RATIO * self.size:
            raise HostileInputError(
                f"{self.size:,} packed bytes unpack to more than {total:,}", path=self.name
            )


def _unreadable(error: Exception, name: str) -> UnreadableError:
    if isinstance(error, FileNotFoundError):
        return UnreadableError("there is no such file", path=name, hint="check the path")
    if isinstance(error, EOFError):
        return UnreadableError("the file is cut off: its gzip packing does not end", path=name)
    if isinstance(error, gzip.BadGzipFile) and "Not a gzipped file" in str(error):
        return UnreadableError("other data follows the gzip packing", path=name)
    if isinstance(error, (gzip.BadGzipFile, zlib.error)):
        return UnreadableError(f"the gzip packing is damaged: {error}", path=name)
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return UnreadableError(reason or "the file cannot be read", path=name)
