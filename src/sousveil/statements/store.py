"""The files of a workspace: raw bytes and statements, both named by the hash of their content.

Every file is written aside, flushed to disk and then renamed, and never changed afterwards. A
killed load leaves at most a file with a temporary name, which the next load removes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from sousveil.errors import WorkspaceError
from sousveil.model.snapshot import StoredFile
from sousveil.model.statement import Statement
from sousveil.sources.base import SourceFile

BATCH_STATEMENTS = 50_000
CHUNK_BYTES = 1 << 20
TEMPORARY = ".writing-"

SCHEMA = pa.schema(
    [
        pa.field(
            name, pa.string(), nullable=name in {"original", "lang", "valid_from", "valid_until"}
        )
        for name in Statement.__dataclass_fields__
    ]
)
"""Columns of a statements file: the fields of `Statement`, all text."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file of statements: SHA-256 (hex) of its bytes, and how many statements it holds."""

    sha256: str
    statements: int


class Store:
    """The content-addressed files below one folder."""

    def __init__(self, root: Path) -> None:
        """Use the folder, creating what is missing.

        Raises:
            WorkspaceError: the folder cannot be made or written.
        """
        self.root = root
        self._blobs, self._statements = root / "blobs", root / "statements"
        with self._faults_named():
            for folder in (self._blobs, self._statements):
                folder.mkdir(parents=True, exist_ok=True)

    def blob(self, sha256: str) -> Path:
        """Return where the raw bytes of that hash lie."""
        return self._blobs / sha256[:2] / sha256

    def statements(self, sha256: str) -> Path:
        """Return where the statements of that hash lie."""
        return self._statements / f"{sha256}.parquet"

    def keep(self, file: SourceFile) -> StoredFile:
        """Copy the raw bytes of a file into the store (as they are: gzip stays gzip)."""
        digest = hashlib.sha256()
        with self._faults_named(), self._aside(self._blobs) as temporary:
            with file.path.open("rb") as source, temporary.open("wb") as target:
                while chunk := source.read(CHUNK_BYTES):
                    digest.update(chunk)
                    target.write(chunk)
                _flush(target.fileno())
                size = target.tell()
            self._install(temporary, self.blob(digest.hexdigest()))
        return StoredFile(file.name, digest.hexdigest(), size)

    def write(self, statements: Iterable[Statement]) -> Written:
        """Write statements as one Parquet file, in bounded memory.

        An error in the middle (a reader that finds its source truncated) leaves nothing behind.
        """
        count = 0
        with self._faults_named(), self._aside(self._statements) as temporary:
            with pq.ParquetWriter(temporary, SCHEMA, compression="zstd") as writer:
                for batch in _batches(statements):
                    writer.write_batch(batch)
                    count += batch.num_rows
            sha256 = _digest(temporary)
            self._install(temporary, self.statements(sha256))
        return Written(sha256, count)

    def holds(self, sha256: str) -> bool:
        """Tell whether the statements of that hash are there, undamaged."""
        return _intact(self.statements(sha256))

    def clean(self) -> None:
        """Remove what loads of processes that are gone have left half-written."""
        others = (self.root / name for name in ("index", "fetching"))
        for folder in (self._blobs, self._statements, *others):
            for leftover in folder.glob(f"{TEMPORARY}*") if folder.is_dir() else ():
                if _abandoned(leftover):
                    # Another load may remove it at the same moment, which is as good.
                    shutil.rmtree(leftover, ignore_errors=True)
                    with suppress(OSError):
                        leftover.unlink()

    @contextmanager
    def _aside(self, folder: Path) -> Iterator[Path]:
        temporary = folder / temporary_name()
        try:
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)

    def _install(self, temporary: Path, target: Path) -> None:
        """Give a finished file its name; the same content under that name is as good."""
        target.parent.mkdir(exist_ok=True)
        if _intact(target):
            return
        temporary.chmod(0o444)
        temporary.replace(target)
        _flush_folder(target.parent)

    @contextmanager
    def _faults_named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = error.filename or self.root
            raise WorkspaceError(f"{where}: {error.strerror or error}") from error


def temporary_name() -> str:
    """Return a name for something being written, from which `Store.clean` knows its process."""
    return f"{TEMPORARY}{os.getpid()}-{uuid4().hex}"


def _batches(statements: Iterable[Statement]) -> Iterator[pa.RecordBatch]:
    source = iter(statements)
    while chunk := list(islice(source, BATCH_STATEMENTS)):
        columns = [[getattr(item, field.name) for item in chunk] for field in SCHEMA]
        yield pa.record_batch(columns, schema=SCHEMA)


def _digest(path: Path) -> str:
    """Hash a file that has just been written, and flush it to disk."""
    with path.open("rb") as stream:
        _flush(stream.fileno())
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _intact(path: Path) -> bool:
    """Tell whether a file is there and holds what the hash in its name says."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == path.stem
    except FileNotFoundError:
        return False


def _flush(descriptor: int) -> None:
    os.fsync(descriptor)


def _flush_folder(folder: Path) -> None:
    """Make a rename last over a power cut; Windows neither needs nor allows it."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _abandoned(path: Path) -> bool:
    """Tell whether the process that was writing this is gone."""
    process = path.name.removeprefix(TEMPORARY).partition("-")[0]
    return process.isdecimal() and not _alive(int(process))


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
