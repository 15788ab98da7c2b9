"""Counting what is odd in what is read, so that nothing is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator

from sousveil.model.snapshot import ReadNote

MAX_KINDS = 500
"""Kinds that are told apart: a hostile file can make up names of columns without end."""


class Notes:
    """Oddities by kind, each with how often it was met and where first."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, str]] = {}

    def add(self, kind: str, where: str = "") -> None:
        """Count one oddity; `where` is kept of the first of its kind."""
        if kind not in self._seen and len(self._seen) >= MAX_KINDS:
            kind = "oddities of further kinds"
        count, first = self._seen.get(kind, (0, where))
        self._seen[kind] = (count + 1, first)

    def __iter__(self) -> Iterator[ReadNote]:
        """Yield the kinds in the order in which they were first met."""
        for kind, (count, first) in self._seen.items():
            yield ReadNote(kind, count, first)
