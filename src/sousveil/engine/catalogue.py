"""The catalogue: one small transactional database that says which snapshots exist.

SQLite in WAL mode, so that any number of processes read while one writes. What is not in the
catalogue does not exist for the program, however many files a killed load has left behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from sousveil.errors import SousveilError, WorkspaceError
from sousveil.model.snapshot import ReadNote, Snapshot, StoredFile

SCHEMA_REVISION = "0001"
"""Alembic revision that this version of the program reads and writes."""

BUSY_SECONDS = 60

metadata = sa.MetaData()

snapshots = sa.Table(
    "snapshots",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(64), nullable=False, unique=True),
    sa.Column("dataset", sa.String(255), nullable=False, index=True),
    sa.Column("format", sa.String(64), nullable=False),
    sa.Column("reader_version", sa.Integer, nullable=False),
    sa.Column("retrieved_at", sa.String(32), nullable=False),
    sa.Column("published_at", sa.String(32)),
    sa.Column("url", sa.Text),
    sa.Column("licence", sa.Text),
    sa.Column("entities", sa.Integer, nullable=False),
    sa.Column("statements", sa.Integer, nullable=False),
    sa.Column("statements_sha256", sa.String(64), nullable=False),
    sa.Column("files", sa.JSON, nullable=False),
    sa.Column("notes", sa.JSON, nullable=False),
)

retrievals = sa.Table(
    "retrievals",
    metadata,
    sa.Column("dataset", sa.String(255), primary_key=True),
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("checked_at", sa.String(32), nullable=False),
)


class Catalogue:
    """The snapshots of one workspace. Every method is one transaction."""

    def __init__(self, path: Path) -> None:
        """Open the database, creating or migrating it when needed.

        Raises:
            WorkspaceError: the file is no catalogue, is damaged, or belongs to a newer program.
        """
        self.path = path
        self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
        event.listen(self._engine, "connect", _set_pragmas)
        event.listen(self._engine, "begin", _begin)
        with self._faults_named():
            self._migrate()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def add(self, snapshot: Snapshot) -> None:
        """Record a snapshot; one that is recorded already is left as it is."""
        row = _to_row(snapshot)
        with self._faults_named(), self._writing() as connection:
            known = sa.select(snapshots.c.id).where(snapshots.c.id == snapshot.id)
            if connection.execute(known).first() is None:
                connection.execute(sa.insert(snapshots).values(row))

    def all(self) -> tuple[Snapshot, ...]:
        """Return every snapshot, oldest knowledge first; of equal times the one added first."""
        query = sa.select(snapshots).order_by(snapshots.c.retrieved_at, snapshots.c.number)
        with self._faults_named(), self._engine.begin() as connection:
            return tuple(_from_row(row) for row in connection.execute(query).mappings())

    def validators(self, dataset: str) -> dict[str, tuple[str | None, str | None]]:
        """Return per URL the ETag and Last-Modified of the last retrieval of a dataset."""
        query = sa.select(retrievals).where(retrievals.c.dataset == dataset)
        with self._faults_named(), self._engine.begin() as connection:
            rows = connection.execute(query).all()
        return {row.url: (row.etag, row.last_modified) for row in rows}

    def checked_at(self, dataset: str) -> datetime | None:
        """Return when the publisher was last asked for the dataset with success, or None."""
        query = sa.select(sa.func.max(retrievals.c.checked_at))
        with self._faults_named(), self._engine.begin() as connection:
            found = connection.execute(query.where(retrievals.c.dataset == dataset)).scalar()
        return datetime.fromisoformat(found) if found else None

    def remember_validators(
        self, dataset: str, found: dict[str, tuple[str | None, str | None]]
    ) -> None:
        """Replace the validators of a dataset's URLs by those of a retrieval just made."""
        now = datetime.now(UTC).isoformat()
        with self._faults_named(), self._writing() as connection:
            connection.execute(sa.delete(retrievals).where(retrievals.c.dataset == dataset))
            for url, (etag, modified) in found.items():
                connection.execute(
                    sa.insert(retrievals).values(
                        dataset=dataset, url=url, etag=etag, last_modified=modified, checked_at=now
                    )
                )

    def _migrate(self) -> None:
        """Bring the database to `SCHEMA_REVISION`; Alembic is loaded only if there is work."""
        with self._engine.begin() as connection:
            present = sa.inspect(connection).has_table("alembic_version")
            revision = (
                connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
                if present
                else None
            )
        if revision == SCHEMA_REVISION:
            return
        if revision is not None and revision > SCHEMA_REVISION:
            raise WorkspaceError(
                f"{self.path}: was written by a newer sousveil (revision {revision})",
                hint="update sousveil, or name another workspace with --workspace",
            )
        from sousveil.engine.migrations import upgrade  # noqa: PLC0415  # slow to load

        with self._writing() as connection:
            upgrade(connection)

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        opened = self._engine.connect().execution_options(writes=True)
        with opened as connection, connection.begin():
            yield connection

    @contextmanager
    def _faults_named(self) -> Iterator[None]:
        """Turn the database's own errors into ours."""
        try:
            yield
        except SousveilError:
            raise
        except exc.OperationalError as error:
            if "no such" in str(error.orig):  # a table or column
                raise self._damaged(error.orig) from error
            raise WorkspaceError(f"{self.path}: {error.orig}") from error
        except exc.DatabaseError as error:
            raise self._damaged(error.orig) from error
        except (ValueError, TypeError) as error:  # a row that this program did not write
            raise self._damaged(error) from error

    def _damaged(self, error: object) -> WorkspaceError:
        return WorkspaceError(
            f"{self.path}: is damaged or no catalogue: {error}",
            hint="move the file aside: lists can be loaded again from what `blobs` holds",
        )


def _set_pragmas(connection: Any, _record: object) -> None:
    """Write ahead, and wait for another writer instead of failing.

    `synchronous=FULL` because a snapshot once reported as added must survive a power cut. The
    driver's own transactions are switched off; `_begin` starts them.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_SECONDS * 1000}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    """Begin; a writer takes the lock at once, since a read that turns into a write could fail."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _to_row(snapshot: Snapshot) -> dict[str, object]:
    """Spell a snapshot as columns; times in UTC, so that their texts sort as they do."""
    row = {name: getattr(snapshot, name) for name in Snapshot.__dataclass_fields__}
    row["retrieved_at"] = snapshot.retrieved_at.astimezone(UTC).isoformat(timespec="microseconds")
    row["files"] = [[file.name, file.sha256, file.size] for file in snapshot.files]
    row["notes"] = [[note.kind, note.count, note.first] for note in snapshot.notes]
    return row


def _from_row(row: sa.RowMapping) -> Snapshot:
    values = {name: row[name] for name in Snapshot.__dataclass_fields__}
    values["retrieved_at"] = datetime.fromisoformat(row["retrieved_at"])
    values["files"] = tuple(StoredFile(*file) for file in row["files"])
    values["notes"] = tuple(ReadNote(*note) for note in row["notes"])
    return Snapshot(**values)
