"""A snapshot: what one source said at one time, down to its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a snapshot: its published name, size in bytes and SHA-256 (hex) of its bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class ReadNote:
    """Something a reader saw and did not swallow silently: what, how often, and where first."""

    kind: str
    count: int
    first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One retrieval of one source.

    Attributes:
        id: SHA-256 (hex) over dataset, format, reader version and the files' hashes and
            `retrieved_at`: the same bytes retrieved at the same time are the same snapshot.
        dataset: name as OpenSanctions has it, e.g. `us_ofac_sdn`.
        format: the reader's name, e.g. `ofac-csv`.
        reader_version: version of the reader that made the statements.
        retrieved_at: when we learned what the snapshot says (UTC).
        published_at: the time that the source states of itself, as an ISO prefix, if it does.
        files: the raw bytes it was read from.
        url: where it was fetched from, if it was.
        licence: the publisher's licence, if known.
        entities: number of entities on the list (things, not their sanctions or addresses).
        statements: number of statements.
        statements_sha256: SHA-256 (hex) of the Parquet file that holds them.
        notes: what the reader found odd.
    """

    id: str
    dataset: str
    format: str
    reader_version: int
    retrieved_at: datetime
    files: tuple[StoredFile, ...]
    entities: int
    statements: int
    statements_sha256: str
    published_at: str | None = None
    url: str | None = None
    licence: str | None = None
    notes: tuple[ReadNote, ...] = ()
