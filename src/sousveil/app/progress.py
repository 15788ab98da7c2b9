"""Telling how far long work has come, to whoever wants to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how much is done, and how much there is where that is known."""

EVERY = 1000
T = TypeVar("T")


def counted(items: Iterable[T], what: str, progress: Progress | None) -> Iterator[T]:
    """Yield the items, telling after every thousand how many there were."""
    if progress is None:
        yield from items
        return
    for number, item in enumerate(items, start=1):
        if number % EVERY == 0:
            progress(what, number, None)
        yield item
