"""Screening of many rows, a batch at a time, in this process or in several."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from sousveil.index import Index, open_index
from sousveil.model.listed import ListedEntity
from sousveil.model.match import Comparison
from sousveil.model.query import Query
from sousveil.screening.matching import Found, match

BATCH = 1000
"""Rows whose candidates are looked for at once."""
AHEAD = 2
"""Batches that wait for each process."""
Hits = tuple[tuple[ListedEntity, Comparison], ...]
Allowed = Callable[[ListedEntity], bool]
_opened: dict[Path, Index] = {}


def screen(
    index: Index,
    queries: Iterable[Query],
    *,
    threshold: float = 0.7,
    limit: int = 5,
    allowed: Allowed | None = None,
    processes: int = 1,
) -> Iterator[tuple[Query, Hits]]:
    """Compare every query with the entities of the index.

    Args:
        index: an open index.
        queries: rows; read as they are needed, `BATCH` at a time.
        threshold: least score of a hit. Below 0.7 some hits with misspelt names may be missed.
        limit: most hits of a query.
        allowed: tells of an entity whether it counts (its lists are selected, its dates hold).
        processes: how many share the work; each opens the index, whose memory they share.

    Yields:
        Each query with its hits, best first, in the order of the queries; none is left out.
    """
    for batch, found in _matched(index, _batches(queries), threshold, processes):
        for query, hits in zip(batch, found, strict=True):
            yield query, _chosen(index, hits, limit, allowed)


def _batches(queries: Iterable[Query]) -> Iterator[list[Query]]:
    rows = iter(queries)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _matched(
    index: Index, batches: Iterator[list[Query]], threshold: float, processes: int
) -> Iterator[tuple[list[Query], list[Found]]]:
    """Yield the batches in their order with what was found for each of their rows."""
    first = next(batches, None)
    second = next(batches, None) if first is not None and processes > 1 else None
    if first is None:
        return
    if second is None:  # One batch alone is done before another process has started.
        yield first, match(index, first, threshold)
        yield from ((batch, match(index, batch, threshold)) for batch in batches)
        return
    waiting: deque[tuple[list[Query], Future[list[Found]]]] = deque()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for batch in (first, second):
            waiting.append((batch, pool.submit(_match_there, index.directory, batch, threshold)))
        for batch in batches:
            waiting.append((batch, pool.submit(_match_there, index.directory, batch, threshold)))
            if len(waiting) > AHEAD * processes:
                done, found = waiting.popleft()
                yield done, found.result()
        for done, found in waiting:
            yield done, found.result()


def _match_there(directory: Path, batch: Sequence[Query], threshold: float) -> list[Found]:
    """Match a batch in another process, which keeps the index open for the next."""
    if directory not in _opened:
        _opened[directory] = open_index(directory)
    return match(_opened[directory], batch, threshold)


def _chosen(index: Index, found: Found, limit: int, allowed: Allowed | None) -> Hits:
    hits = ((index.entity(number), comparison) for number, comparison in found)
    counting = [hit for hit in hits if allowed is None or allowed(hit[0])]
    return tuple(sorted(counting, key=_rank)[:limit])


def _rank(hit: tuple[ListedEntity, Comparison]) -> tuple[float, str]:
    return (-hit[1].score, hit[0].id)
