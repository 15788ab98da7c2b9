"""What fetching is given and gives back: validators, limits, ways to wait, files."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import random


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether a file changed (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of fetching one file; times in seconds.

    Attributes:
        max_bytes: size of the file, decompressed.
        total: from the first connection to the last byte, with all waits between.
        read: without any byte arriving (the EU makes its file while one waits, for over a minute);
            `connect` likewise for a connection.
        attempts: how often it is tried, at least once.
        redirects: how many are followed in one attempt.
        first_wait: wait after the first fault; it doubles with each further one.
        max_wait: the longest wait; where a server asks for a longer one, we give up.
    """

    max_bytes: int = 512 * 2**20
    total: float = 900.0
    read: float = 180.0
    connect: float = 20.0
    attempts: int = 4
    redirects: int = 5
    first_wait: float = 1.0
    max_wait: float = 60.0

    def wait(self, attempt: int, asked: float | None, jitter: float) -> float | None:
        """Return the seconds to wait after attempt number `attempt` failed, or None to give up.

        Args:
            attempt: from 1.
            asked: seconds that the server asked for, if it did.
            jitter: from 0 to 1; takes up to half of the wait away, lest all clients come at once.
        """
        if attempt >= self.attempts:
            return None
        if asked is not None:
            return asked if asked <= self.max_wait else None
        longest = min(self.max_wait, self.first_wait * 2.0 ** (attempt - 1))
        return longest * (1 - jitter / 2)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How to wait, and a source of jitter from 0 to 1; tests put in their own."""

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """A file as its publisher served it.

    Attributes:
        name: the name from the catalogue.
        url: the address asked for; never a redirect's target.
        path: where its bytes lie, decompressed; None when it is unchanged.
        sha256: hash (hex) of these bytes; None when it is unchanged.
        size: number of these bytes; 0 when it is unchanged.
        validators: for the next conditional request.
        retrieved_at: when it was received, or found unchanged (UTC).
    """

    name: str
    url: str
    path: Path | None
    sha256: str | None
    size: int
    validators: Validators
    retrieved_at: datetime

    @property
    def unchanged(self) -> bool:
        """Whether the server said that nothing changed since the validators were given."""
        return self.path is None


@dataclass(frozen=True, slots=True)
class FetchedFiles:
    """The files of one list, in the order asked for: all of them new, or all unchanged."""

    files: tuple[FetchedFile, ...]

    @property
    def unchanged(self) -> bool:
        """Whether nothing changed since the last fetching."""
        return all(file.unchanged for file in self.files)


Progress = Callable[[str, int, int | None], None]
"""Called with a file's name, the bytes so far, and their number in all where it is known."""


def plausible(
    *,
    new_entities: int,
    new_bytes: int,
    previous_entities: int | None = None,
    previous_bytes: int | None = None,
    min_entities: int = 1,
    min_bytes: int = 1,
) -> str | None:
    """Return why an update cannot be the whole list, or None where it can.

    Lists shrink by a few entries and grow by many; one that lost half of its entities, or three
    quarters of its bytes (some publishers change the way they write), was cut off on its way or
    is something else. No publisher marks that its file is whole.

    Args:
        new_entities: entities read from the update.
        new_bytes: bytes of all its files.
        previous_entities: entities of the newest snapshot held, or None if there is none.
        previous_bytes: bytes of all its files.
        min_entities: the least that the catalogue believes.
        min_bytes: likewise.
    """
    if new_entities < min_entities:
        return f"it holds {new_entities} entities, where at least {min_entities} are expected"
    if new_bytes < min_bytes:
        return f"it has {new_bytes} bytes, where at least {min_bytes} are expected"
    if previous_entities is not None and new_entities * 2 < previous_entities:
        return f"it holds {new_entities} entities, after {previous_entities} in the one before"
    if previous_bytes is not None and new_bytes * 4 < previous_bytes:
        return f"it has {new_bytes} bytes, after {previous_bytes} in the one before"
    return None
