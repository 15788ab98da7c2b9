"""As-of: each list speaks with the newest voice known at the time."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from sousveil.model.snapshot import Snapshot
from sousveil.statements.asof import current

DAYS = st.datetimes(datetime(2018, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone


def snapshot(number: int, dataset: str, day: datetime) -> Snapshot:
    return Snapshot(
        id=str(number),
        dataset=dataset,
        format="f",
        reader_version=1,
        retrieved_at=day,
        files=(),
        entities=1,
        statements=1,
        statements_sha256="",
    )


@given(st.lists(st.tuples(st.sampled_from("abc"), DAYS), max_size=20), st.none() | DAYS)
def test_nothing_known_in_time_is_newer_than_what_is_chosen(
    drawn: list[tuple[str, datetime]], known_at: datetime | None
) -> None:
    ordered = sorted(drawn, key=lambda pair: pair[1])
    everything = [snapshot(number, *pair) for number, pair in enumerate(ordered)]
    chosen = {item.dataset: item for item in current(everything, known_at)}
    known = [item for item in everything if known_at is None or item.retrieved_at <= known_at]
    assert set(chosen) == {item.dataset for item in known}
    for item in known:
        best = chosen[item.dataset]
        assert (best.retrieved_at, int(best.id)) >= (item.retrieved_at, int(item.id))


def test_of_equal_times_the_later_added_counts() -> None:
    day = datetime(2021, 7, 1, tzinfo=UTC)
    assert current([snapshot(1, "a", day), snapshot(2, "a", day)])[0].id == "2"
