from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.names.analysis import Part, analyse
from sousveil.names.schemata import Mode
from sousveil.names.weights import LEAST
from sousveil.screening.similarity import likeness, spelling


def part(text: str, mode: Mode) -> Part:
    """Return the part that the text is behind another, where numbers are read as numbers."""
    return analyse(f"Zz {text}", mode).parts[-1]


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        ("Lavrov", "lavrov", "same"),
        ("Lavrov", "Лавров", "transliteration"),
        ("Mohammed", "Muhammad", "spelling"),
        ("J", "Joachim", "initial"),
        ("Ted", "Theodore", "nickname"),
        ("سوداني", "Sudani", "transliteration"),
        ("Friedrych", "Friedrich", "spelling"),
    ],
)
def test_how_parts_of_peoples_names_meet(left: str, right: str, rule: str) -> None:
    met = likeness(part(left, "person"), part(right, "person"), "person")
    assert met.rule == rule
    assert met.value >= 0.75
    assert met == likeness(part(right, "person"), part(left, "person"), "person")


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        ("Gruppe", "Group", "translation"),
        ("技术", "Technology", "translation"),
        ("52nd", "52", "number"),
        ("II", "2", "number"),
        ("Kestrelvison", "Kestrelvision", "spelling"),
    ],
)
def test_how_parts_of_organisations_names_meet(left: str, right: str, rule: str) -> None:
    met = likeness(part(left, "organisation"), part(right, "organisation"), "organisation")
    assert met.rule == rule
    assert met.value >= 0.75


@pytest.mark.parametrize(
    ("left", "right", "mode"),
    [
        ("52", "54", "organisation"),
        ("AHL1", "AHL2", "organisation"),
        ("Estonia", "Ethiopia", "organisation"),
        ("Oil", "Gas", "organisation"),
        ("Hafez", "Rami", "person"),
        ("J", "Karl", "person"),
        ("Karim", "Rahim", "person"),
    ],
)
def test_what_does_not_meet(left: str, right: str, mode: Mode) -> None:
    assert likeness(part(left, mode), part(right, mode), mode).value < LEAST


@given(st.text("abcdeoimn", min_size=1, max_size=9), st.text("abcdeoimn", min_size=1, max_size=9))
def test_spelling_is_symmetric_and_one_only_for_the_same(left: str, right: str) -> None:
    value = spelling(left, right)
    assert value == pytest.approx(spelling(right, left))
    assert 0 <= value <= 1
    assert (value == 1) == (left == right)
