"""Loading a list: raw bytes kept, statements written, then one row in the catalogue.

The row is the moment at which the snapshot begins to exist. Whatever fails or is killed before
it leaves the workspace as it was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sousveil.app.progress import Progress, counted
from sousveil.app.times import not_ahead
from sousveil.engine.catalogue import Catalogue
from sousveil.engine.database import Database
from sousveil.errors import FormatError, UsageError
from sousveil.model.ftm import party_schemata
from sousveil.model.snapshot import ReadNote, Snapshot, StoredFile
from sousveil.model.statement import EXISTENCE
from sousveil.sources.base import ReadReport, Recognition, SourceFile
from sousveil.sources.registry import as_dataset, reader_for, recognise, source_files
from sousveil.statements.store import Store

DATASET_NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,99}")

COUNT_PARTIES = """
SELECT count(DISTINCT entity_id) FROM read_parquet($files)
WHERE prop = $p1 AND list_contains($p2, schema)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How a list came to us: what its files do not say of themselves.

    `retrieved_at` None stands for now; `name` None for the dataset that the reader finds.
    """

    retrieved_at: datetime | None = None
    name: str | None = None
    format: str | None = None
    url: str | None = None
    licence: str | None = None


def load_path(
    store: Store,
    catalogue: Catalogue,
    path: Path,
    origin: Origin,
    progress: Progress | None = None,
) -> tuple[tuple[Snapshot, ...], tuple[str, ...]]:
    """Load a file, or every file set in a folder.

    Returns:
        The snapshots, and the names of files that no reader recognised.

    Raises:
        InputError: the files are missing, damaged or of no known format; nothing was loaded.
        UsageError: the name is none for a dataset, or the time lies in the future.
    """
    if origin.name is not None and not DATASET_NAME.fullmatch(origin.name):
        raise UsageError(
            f"{origin.name!r} is no name for a dataset",
            hint="use small letters, digits and underscores, as in us_ofac_sdn",
        )
    if origin.retrieved_at is not None:
        origin = replace(origin, retrieved_at=not_ahead(origin.retrieved_at, "retrieved_at"))
    found = recognise(source_files(path), format_name=origin.format)
    snapshots = [prepare(store, catalogue, claim, origin, progress) for claim in found.claims]
    for snapshot in snapshots:
        catalogue.add(snapshot)
    return tuple(snapshots), tuple(file.name for file in found.unclaimed)


def prepare(
    store: Store,
    catalogue: Catalogue,
    claim: Recognition,
    origin: Origin,
    progress: Progress | None = None,
) -> Snapshot:
    """Keep and read the claimed files; return the snapshot, which is not yet in the catalogue.

    Bytes that the same version of the reader has read before are not read again.

    Raises:
        InputError: the files break their format, or hold no party.
    """
    store.clean()
    claim = as_dataset(claim, origin.name)
    retrieved_at = (origin.retrieved_at or datetime.now(UTC)).astimezone(UTC)
    files = tuple(store.keep(file) for file in claim.files)
    version = reader_for(claim.format).version
    known = _read_before(catalogue.all(), claim, version, files)
    if known is not None and not store.holds(known.statements_sha256):
        known = None  # damaged since: reading it again makes it whole
    read = known if known is not None else _read(store, claim, files, progress)
    return replace(
        read,
        notes=(*_fewer_files(catalogue.all(), claim, files), *read.notes),
        id=_identify(claim, version, files, retrieved_at),
        retrieved_at=retrieved_at,
        url=origin.url,
        licence=origin.licence,
    )


def _fewer_files(
    snapshots: Sequence[Snapshot], claim: Recognition, files: tuple[StoredFile, ...]
) -> tuple[ReadNote, ...]:
    """Note that the list was loaded from more files before: `sdn.csv` alone has no aliases."""
    held = [snapshot for snapshot in snapshots if snapshot.dataset == claim.dataset]
    if not held or held[-1].format != claim.format or len(held[-1].files) <= len(files):
        return ()
    missing = {file.name for file in held[-1].files} - {file.name for file in files}
    kind = f"the snapshot before had more files: {', '.join(sorted(missing))}"
    return (ReadNote(kind, 1, files[0].name),)


def _read_before(
    snapshots: Iterable[Snapshot], claim: Recognition, version: int, files: tuple[StoredFile, ...]
) -> Snapshot | None:
    """Return a snapshot whose statements are those of these very files."""
    wanted = (claim.dataset, claim.format, version, files)
    for snapshot in snapshots:
        read_as = (snapshot.dataset, snapshot.format, snapshot.reader_version, snapshot.files)
        if read_as == wanted:
            return snapshot
    return None


def _read(
    store: Store, claim: Recognition, files: tuple[StoredFile, ...], progress: Progress | None
) -> Snapshot:
    """Read the kept bytes, not the user's files: those could change under our eyes."""
    kept = tuple(SourceFile(store.blob(file.sha256), file.name) for file in files)
    reader, report = reader_for(claim.format), ReadReport()
    statements = reader.read(replace(claim, files=kept), report)
    written = store.write(counted(statements, "statements read", progress))
    entities = _count_parties(store, written.sha256)
    if entities == 0:
        raise FormatError(
            f"holds no person, organisation, vessel or aircraft (read as {reader.format})",
            path=", ".join(file.name for file in files),
            hint="name the format with --format if it was recognised wrongly",
        )
    return Snapshot(
        id="",
        dataset=claim.dataset,
        format=claim.format,
        reader_version=reader.version,
        retrieved_at=datetime.now(UTC),
        published_at=report.published_at,
        files=files,
        entities=entities,
        statements=written.statements,
        statements_sha256=written.sha256,
        notes=tuple(ReadNote(note.kind, note.count, note.first) for note in report.notes),
    )


def _count_parties(store: Store, sha256: str) -> int:
    database = Database([store.statements(sha256)], temporary=store.root)
    try:
        [(count,)] = database.rows(COUNT_PARTIES, [EXISTENCE, list(party_schemata())])
    finally:
        database.close()
    return int(count)


def _identify(
    claim: Recognition, version: int, files: tuple[StoredFile, ...], retrieved_at: datetime
) -> str:
    parts = [claim.dataset, claim.format, str(version), retrieved_at.isoformat()]
    parts += [f"{file.name}={file.sha256}" for file in files]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
