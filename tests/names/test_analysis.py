from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.names.analysis import WEIGHTS, analyse
from sousveil.names.schemata import Mode

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
modes = st.sampled_from(("person", "organisation"))


def kinds(text: str, mode: Mode) -> dict[str, str]:
    return {part.text: part.kind for part in analyse(text, mode).parts}


def test_parts_of_a_company_name() -> None:
    assert kinds("The Hangzhou Hikvision Digital Group No. 52", "organisation") == {
        "The": "stop",
        "Hangzhou": "place",
        "Hikvision": "word",
        "Digital": "sector",
        "Group": "generic",
        "No": "stop",
        "52": "number",
    }


def test_parts_of_a_persons_name() -> None:
    assert kinds("Dr. Sergey V. al-Ivanovich Lavrov", "person") == {
        "Dr": "title",
        "Sergey": "common",
        "V": "initial",
        "al": "particle",
        "Ivanovich": "patronymic",
        "Lavrov": "word",
    }


def test_a_patronymic_may_be_the_surname() -> None:
    assert kinds("Roman Abramovich", "person")["Abramovich"] == "word"


def test_surname_first_is_turned_round() -> None:
    name = analyse("LAVROV, Sergey", "person")
    assert [part.text for part in name.parts] == ["Sergey", "LAVROV"]
    assert name.ordered
    assert [part.text for part in analyse("King, Jr.", "person").parts] == ["King", "Jr"]


def test_figures_are_read_as_the_letters_they_look_like() -> None:
    assert [part.latin for part in analyse("Ig0r Sech1n", "person").parts] == ["igor", "sechin"]
    assert [part.latin for part in analyse("AHL1", "organisation").parts] == ["ahl1"]


def test_a_name_of_slight_parts_only_still_counts() -> None:
    assert analyse("The And", "organisation").weight > 0
    assert analyse("Abu Al", "person").weight > 0


@pytest.mark.parametrize("text", ["", " ", "–", "\u200d", "?", "'"])
def test_text_without_words_gives_no_parts(text: str) -> None:
    assert analyse(text, "person").parts == analyse(text, "organisation").parts == ()


@given(texts, modes)
def test_parts_stand_in_the_name(text: str, mode: Mode) -> None:
    name = analyse(text, mode)
    assert all(text[part.start : part.end] == part.text for part in name.parts)
    assert all(form in text for form in name.form_texts)
    assert all(0 <= part.weight <= 1 and part.kind in WEIGHTS for part in name.parts)
