from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.report.words import (
    BANDS,
    age_text,
    band_of,
    count_text,
    date_text,
    rule_words,
    score_text,
    weight_text,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (1.0, "very likely"),
        (0.9, "very likely"),
        (0.8951, "very likely"),
        (0.8949, "likely"),
        (0.8, "likely"),
        (0.7, "possible"),
        (0.69, "weak"),
        (0.0, "weak"),
    ],
)
def test_the_band_is_that_of_the_score_as_shown(score: float, word: str) -> None:
    assert band_of(score).word == word
    assert band_of(float(score_text(score))).word == word


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_never_gets_a_lower_band(one: float, two: float) -> None:
    low, high = sorted((one, two))
    assert BANDS.index(band_of(high)) <= BANDS.index(band_of(low))


def test_bands_fall_and_reach_zero() -> None:
    least = [band.least for band in BANDS]
    assert least == sorted(least, reverse=True)
    assert least[-1] == 0
    assert len({band.word for band in BANDS}) == len(BANDS)


@pytest.mark.parametrize(
    ("weight", "text"), [(0.5, "+0.50"), (-1.25, "−1.25"), (0.0, "0.00"), (-0.001, "0.00")]
)
def test_weights_carry_their_sign(weight: float, text: str) -> None:
    assert weight_text(weight) == text


@pytest.mark.parametrize(
    ("rule", "left", "right", "words"),
    [
        ("same", "a", "a", ("the same", "same")),
        ("legal form", "Ltd", "GmbH", ("legal form", "near")),
        ("legal form", "Ltd", "", ("legal form", "left")),
        ("left over", "", "Europe", ("left over", "left")),
        ("birth date", "1970", "1971", ("date of birth", "fact")),
        ("alias", "A", "B", ("another name", "fact")),
        ("limit", "", "", ("the names as a whole", "fact")),
        ("a rule of tomorrow", "a", "b", ("a rule of tomorrow", "near")),
        ("a rule of tomorrow", "", "", ("a rule of tomorrow", "fact")),
    ],
)
def test_rules_in_words(rule: str, left: str, right: str, words: tuple[str, str]) -> None:
    assert rule_words(rule, left, right) == words


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-1, "in the future"),
        (0, "today"),
        (1, "1 day old"),
        (3, "3 days old"),
        (59, "59 days old"),
        (90, "3 months old"),
        (729, "24 months old"),
        (800, "2 years old"),
    ],
)
def test_ages(days: int, text: str) -> None:
    assert age_text(NOW - timedelta(days=days), NOW) == text


def test_counts() -> None:
    assert count_text(1, "row") == "1 row"
    assert count_text(5000, "match", "matches") == "5,000 matches"


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2026-02-27T00:00:09.554Z", "2026-02-27"),
        ("2026-02-27 09:30:00", "2026-02-27"),
        ("2026-02-27", "2026-02-27"),
        ("2026-02", "2026-02"),
        ("Fri, 27 Feb 2026 09:30:00 GMT", "Fri, 27 Feb 2026 09:30:00 GMT"),
        ("", ""),
    ],
)
def test_the_day_of_a_time_of_publication(published: str, shown: str) -> None:
    assert date_text(published) == shown
