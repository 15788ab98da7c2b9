"""As-of views: which snapshot speaks for each list at a time of knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sousveil.model.snapshot import Snapshot


def current(
    snapshots: Iterable[Snapshot], known_at: datetime | None = None
) -> tuple[Snapshot, ...]:
    """Return for each dataset the newest snapshot known at that time, datasets in order.

    Args:
        snapshots: all snapshots, oldest first as `Catalogue.all` has them; of equal times the
            later one wins, because it was added to correct the earlier.
        known_at: the time whose knowledge counts; None for all that is known.
    """
    newest: dict[str, Snapshot] = {}
    for snapshot in snapshots:
        if known_at is None or snapshot.retrieved_at <= known_at:
            newest[snapshot.dataset] = snapshot
    return tuple(newest[dataset] for dataset in sorted(newest))
