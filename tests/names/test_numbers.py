from __future__ import annotations

import pytest

from sousveil.names.numbers import number_of


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("52", 52), ("52nd", 52), ("ii", 2), ("iv", 4), ("xii", 12), ("xxxix", 39), ("i", 1),
        ("second", 2), ("seven", 7), ("девяносто", 90), ("002", 2),
        ("v", None), ("x", None), ("mix", None), ("", None), ("ahl1", None), ("12345678901", None),
    ],
)  # fmt: skip
def test_numbers(form: str, number: int | None) -> None:
    assert number_of(form) == number
