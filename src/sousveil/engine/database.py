"""DuckDB over Parquet: the query engine of the store of statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from sousveil.errors import WorkspaceError

BATCH_ROWS = 50_000


class Database:
    """An in-memory DuckDB that reads the given Parquet files as the view `statements`.

    The view has the columns of the files and `file`, the path each row came from.
    """

    def __init__(self, files: Sequence[Path], *, temporary: Path, memory: str = "512MB") -> None:
        """Open the files; what does not fit into `memory` spills into the folder `temporary`."""
        self._connection = duckdb.connect(
            config={"memory_limit": memory, "temp_directory": str(temporary), "threads": 2}
        )
        self._files = [str(path) for path in files]

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Run a query in which `$files` stands for the files, and yield its rows.

        Values are bound, never pasted into the query.

        Raises:
            WorkspaceError: a file is damaged or missing.
        """
        try:
            cursor = self._connection.cursor().execute(
                sql, {"files": self._files, **_named(parameters)}
            )
            while batch := cursor.fetchmany(BATCH_ROWS):
                yield from batch
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]  # what follows quotes our own query
            raise WorkspaceError(
                f"the store of statements cannot be read: {reason}",
                hint="load the lists again; the raw files are kept in the workspace's `blobs`",
            ) from error

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()


def _named(parameters: Sequence[object]) -> dict[str, object]:
    """Name positional parameters `$p1`, `$p2`, … because DuckDB does not mix the two kinds."""
    return {f"p{number}": value for number, value in enumerate(parameters, start=1)}
