"""What tests of bad input share: states of folders, workbooks taken apart, bounded processes."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import openpyxl

MEMORY_BYTES = 1024 * 2**20
SECONDS = 60


def state(folder: Path) -> dict[str, str]:
    """Return a hash for each file below a folder, but those that SQLite makes while it is open."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def workbook(*rows: tuple[object, ...]) -> bytes:
    """Return a workbook of one sheet with the rows."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(stream)
    return stream.getvalue()


def rebuilt(book: bytes, change: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Return the workbook with some of its parts changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change.get(name, bytes)(old.read(name)))
    return stream.getvalue()


@dataclass(frozen=True)
class Ended:
    """How a process ended: exit code and output."""

    exit_code: int
    stdout: str
    stderr: str


def bounded(*arguments: str | Path, workspace: Path) -> Ended:
    """Run the program in a process of its own, within `MEMORY_BYTES` of heap and `SECONDS`."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))

    process = subprocess.Popen(
        [sys.executable, "-m", "sousveil", "--workspace", workspace, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        preexec_fn=limit,  # noqa: PLW1509  # no threads run in the tests
    )
    try:
        stdout, stderr = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return Ended(process.returncode, stdout.decode(), stderr.decode())
