"""A screening run: what was screened, against which versions of which lists, and what matched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sousveil.model.match import Match
from sousveil.model.snapshot import StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    """A list as it was when it was screened against, for the foot of a report.

    `title`, `publisher` and `url` are for people; `means` says in plain words what being on the
    list means; `files` carry the hashes that pin the version down.
    """

    dataset: str
    title: str
    publisher: str
    url: str
    means: str
    entities: int
    retrieved_at: datetime
    published_at: str | None = None
    licence: str | None = None
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningRun:
    """One screening of one table, complete enough to be handed to an auditor.

    Attributes:
        source: name of the screened file, without its folder.
        rows: number of data rows screened.
        unnamed_rows: rows passed over because they hold no name and no identifier.
        matches: best first within a row, rows in their order.
        lists: the versions screened against.
        threshold: the least score that counts as a match.
        limit: at most so many matches a row.
        started_at: when (UTC).
        version: the program's version.
        as_of: the date at which listings had to hold, or None for any date.
        known_at: the time whose knowledge was used, or None for the newest.
        warnings: what whoever reads the result must know, one sentence each.
    """

    source: str
    rows: int
    matches: tuple[Match, ...]
    lists: tuple[ListVersion, ...]
    threshold: float
    limit: int
    started_at: datetime
    version: str
    unnamed_rows: int = 0
    as_of: str | None = None
    known_at: datetime | None = None
    warnings: tuple[str, ...] = ()
