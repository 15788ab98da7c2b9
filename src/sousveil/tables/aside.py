"""Writing a file so that a reader sees the old one or the new one whole, and nothing between."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sousveil.errors import UsageError


@contextmanager
def written_aside(
    path: str | os.PathLike[str], mode: str = "wb", *, newline: str | None = None
) -> Iterator[IO[Any]]:
    """Give a stream that becomes the file at `path` when the block ends without an error.

    The bytes go to a temporary file in the same folder, are forced to the disk and renamed over
    the old file, which is atomic (POSIX.1-2017, rename). When the block raises, or the process
    dies, the old file stands as it was; when it raises, the temporary file is removed.

    Args:
        path: where the file is to stand. Its folder must exist.
        mode: `wb` for bytes, `w` for text, which is UTF-8.
        newline: as for `open`, for text.

    Raises:
        UsageError: the folder is missing or cannot be written.
    """
    target = Path(path)
    encoding = None if "b" in mode else "utf-8"
    try:
        handle, name = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.name[:80]}.", suffix=".part"
        )
    except (OSError, ValueError) as error:
        raise not_writable(target, error) from error
    aside = Path(name)
    try:
        with os.fdopen(handle, mode, encoding=encoding, newline=newline) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        aside.chmod(_permissions(target))
        aside.replace(target)
        _sync_folder(target.parent)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise


def not_writable(target: Path, error: Exception) -> UsageError:
    """Return the error that says why nothing can be written there."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return UsageError(
        f"{target} cannot be written: {reason}", hint="name a file in a folder that you may write"
    )


def _permissions(target: Path) -> int:
    """Return the old file's permissions, or those that a new file would get."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Force the renaming itself to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
