"""Fetching from the server on loopback: short limits, no real waits, and what always holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from sousveil.errors import FetchError
from sousveil.sources.fetch import fetch
from sousveil.sources.fetched import FetchedFiles, Limits, Validators, Waiting
from sousveil.sources.publishers import RemoteFile
from support.server import Handler, Route, Running

LIST = b"99001,'SAMPLE, Ivan'\n" * 5000
QUICK = Limits(read=2.0, connect=2.0, total=10.0)


class Waits:
    """Keeps the waits that were asked for, and does not wait."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)

    @property
    def waiting(self) -> Waiting:
        return Waiting(sleep=self.sleep, jitter=lambda: 0.0)


def get(
    server: Running,
    *paths: str,
    into: Path,
    limits: Limits = QUICK,
    previous: dict[str, Validators] | None = None,
    waits: Waits | None = None,
) -> FetchedFiles:
    files = [RemoteFile(path.strip("/"), server.url(path)) for path in paths]
    return fetch(
        files, into=into, limits=limits, previous=previous, waiting=(waits or Waits()).waiting
    )


def fault(server: Running, path: str, into: Path, limits: Limits = QUICK) -> FetchError:
    """Fetch what must fail, and leave nothing behind."""
    with pytest.raises(FetchError) as caught:
        get(server, path, into=into, limits=limits)
    assert list(into.iterdir()) == []
    assert server.url(path) in caught.value.message
    assert caught.value.hint
    return caught.value


def good(handler: Handler) -> None:
    handler.answer(200, LIST, ETag='"v1"', Last_Modified="Wed, 07 Oct 2026 10:00:00 GMT")


def failing(times: int, status: int, **headers: str) -> Route:
    def route(handler: Handler) -> None:
        if handler.number <= times:
            handler.answer(status, b"not now", **headers)
        else:
            good(handler)

    return route
