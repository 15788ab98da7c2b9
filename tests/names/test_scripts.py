from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.names.scripts import fold, is_abjad, is_whole_name, latin, script_of

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Erdoğan", "erdogan"),
        ("Лавров", "lavrov"),
        ("Κυριάκος", "kyriakos"),
        ("杭州", "hangzhou"),
        ("數字", "shuzi"),
        ("数字", "shuzi"),
        ("バラク", "baraku"),
        ("김정은", "gimjeongeun"),
        ("नरेन्द्र", "narendra"),
        ("محمد", "mhmd"),
        ("בנימין", "bnymyn"),
        ("สมชาย", "smchay"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_words_of_many_scripts_become_latin(word: str, expected: str) -> None:
    assert latin(fold(word)) == expected


@pytest.mark.parametrize("word", ["བསྟན་འཛིན", "ئىلھام"])
def test_tibetan_and_uyghur_stay_as_they_stand(word: str) -> None:
    folded = fold(word)
    assert latin(folded) == folded
    assert not folded.isascii()


def test_marks_that_carry_vowels_stay_and_decoration_goes() -> None:
    assert fold("मोदी") == "मोदी"
    assert fold("Nicola\u0301s") == fold("Nicolás") == "nicolás"
    assert fold("مُحَمَّد") == fold("محمد")


def test_abjads() -> None:
    assert is_abjad("محمد")
    assert is_abjad("בנימין")
    assert not is_abjad("лавров")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("习近平", True),
        ("王伟", False),
        ("김정은", True),
        ("བསྟན་འཛིན", False),
        ("བསྟན་འཛིན་རྒྱ་མཚོ", True),
        ("สมชาย", False),
        ("Xi", False),
    ],
)
def test_which_single_words_are_whole_names(text: str, whole: bool) -> None:
    assert is_whole_name(text) is whole


@given(words)
def test_folding_is_stable_and_latin_never_fails(word: str) -> None:
    once = fold(word)
    if once:
        assert latin(once)


@given(st.characters())
def test_every_character_has_a_script(char: str) -> None:
    assert script_of(char)
