"""Writing a file so that a reader sees the old one or the new one whole, and nothing between."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sousveil.errors import UsageError

_DISK = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS))


@contextmanager
def written_aside(
    path: str | os.PathLike[str], mode: str = "wb", *, newline: str | None = None
) -> Iterator[IO[Any]]:
    """Give a stream that becomes the file at `path` when the block ends without an error.

    The bytes go to a new file in the same folder, are forced to the disk and renamed over the
    old file, which is atomic (POSIX.1-2017, `rename`). When the block raises, or the process
    dies, the old file stands as it was; when it raises, the new file is removed.

    Args:
        path: where the file is to stand. Its folder must exist; links are followed.
        mode: `wb` for bytes, `w` for text, which is UTF-8.
        newline: as for `open`, for text.

    Raises:
        UsageError: the folder is missing or cannot be written, or the disk is full.
    """
    target = Path(path).resolve()
    aside = target.with_name(f".sousveil-{secrets.token_hex(6)}.part")
    encoding = None if "b" in mode else "utf-8"
    try:
        stream = aside.open(mode.replace("w", "x"), encoding=encoding, newline=newline)
    except (OSError, ValueError) as error:
        raise not_writable(path, error) from error
    try:
        with stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _take_over(aside, target)
    except BaseException as error:
        with suppress(OSError):
            aside.unlink()
        if isinstance(error, OSError) and error.errno in _DISK:
            raise not_writable(path, error) from error
        raise


def not_writable(path: str | os.PathLike[str], error: Exception) -> UsageError:
    """Return the error that says why nothing can be written there."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return UsageError(
        f"{os.fspath(path)!r} cannot be written: {reason}",
        hint="name a file in a folder that exists, that you may write, and that has room",
    )


def _take_over(aside: Path, target: Path) -> None:
    """Put the new file in the old one's place, with its permissions, also on the disk."""
    with suppress(FileNotFoundError):
        aside.chmod(target.stat().st_mode & 0o777)
    try:
        aside.replace(target)
    except OSError as error:
        raise not_writable(target, error) from error
    with suppress(OSError):  # not every system can force a folder to the disk
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
