"""How long to wait, and what an update may look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.sources.fetched import Limits, Validators, plausible

LIMITS = Limits(attempts=5, first_wait=1.0, max_wait=3.0)


@pytest.mark.parametrize(
    ("attempt", "asked", "jitter", "wait"),
    [
        (1, None, 0.0, 1.0),
        (2, None, 0.0, 2.0),
        (3, None, 0.0, 3.0),
        (4, None, 0.0, 3.0),
        (5, None, 0.0, None),
        (1, None, 1.0, 0.5),
        (1, 2.5, 0.0, 2.5),
        (1, 0.0, 0.0, 0.0),
        (1, 3.5, 0.0, None),
        (5, 1.0, 0.0, None),
    ],
)
def test_waits(attempt: int, asked: float | None, jitter: float, wait: float | None) -> None:
    assert LIMITS.wait(attempt, asked, jitter) == wait


@given(st.integers(1, 4), st.floats(0, 1))
def test_no_wait_is_longer_than_allowed(attempt: int, jitter: float) -> None:
    wait = LIMITS.wait(attempt, None, jitter)
    assert wait is not None
    assert 0.5 <= wait <= LIMITS.max_wait


def test_validators_as_headers() -> None:
    assert Validators().headers == {}
    assert Validators('"v1"', "Wed, 07 Oct 2026 10:00:00 GMT").headers == {
        "If-None-Match": '"v1"',
        "If-Modified-Since": "Wed, 07 Oct 2026 10:00:00 GMT",
    }


@pytest.mark.parametrize(
    ("new", "previous", "minimum", "words"),
    [
        ((100, 1000), (None, None), (1, 1), None),
        ((100, 1000), (100, 1000), (1, 1), None),
        ((50, 250), (100, 1000), (50, 250), None),
        ((900, 9000), (100, 1000), (1, 1), None),
        ((49, 1000), (100, 1000), (1, 1), "49 entities, after 100"),
        ((100, 249), (100, 1000), (1, 1), "249 bytes, after 1000"),
        ((99, 1000), (None, None), (100, 1), "at least 100"),
        ((100, 999), (None, None), (1, 1000), "999 bytes, where at least 1000"),
        ((0, 1000), (None, None), (1, 1), "holds 0 entities"),
    ],
)
def test_plausible(
    new: tuple[int, int],
    previous: tuple[int | None, int | None],
    minimum: tuple[int, int],
    words: str | None,
) -> None:
    found = plausible(
        new_entities=new[0],
        new_bytes=new[1],
        previous_entities=previous[0],
        previous_bytes=previous[1],
        min_entities=minimum[0],
        min_bytes=minimum[1],
    )
    assert (found is None) == (words is None)
    assert words is None or words in str(found)
