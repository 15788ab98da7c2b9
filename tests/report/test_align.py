from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.model.match import Reason
from sousveil.report.align import align
from support.runs import DAHUA, HIKVISION_HANZI, HOSTILE_NAMES


def marked(name: str, *reasons: Reason, left: bool = True) -> list[tuple[str, int]]:
    return [(part.text, part.number) for part in align(name, reasons, left=left)]


def met(rule: str, left: str, right: str) -> Reason:
    return Reason(rule, 1.0, left, right, "")


def test_parts_keep_the_numbers_of_their_reasons() -> None:
    assert marked("Zheijang Dahua Ltd", *DAHUA.reasons[:2]) == [
        ("Zheijang", 2), (" ", 0), ("Dahua", 1), (" Ltd", 0),
    ]  # fmt: skip
    listed = marked(DAHUA.matched_name, *DAHUA.reasons, left=False)
    assert [text for text, number in listed if number] == [
        "Zhejiang", "Dahua", "Technology", "Co., Ltd.",
    ]  # fmt: skip


def test_ideographs_need_no_blanks_between_parts() -> None:
    assert marked(HIKVISION_HANZI.query_name, *HIKVISION_HANZI.reasons) == [
        ("杭州", 1), ("海康威视", 2), ("数字技术", 3), ("股份有限公司", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "part", "found"),
    [
        ("HIKVISION", "Hikvision", "HIKVISION"),
        ("Société Générale", "generale", "Générale"),
        ("Müller GmbH", "MÜLLER", "Müller"),
        ("Groß AG", "gross", "Groß"),
        ("Dahua-Europe", "Dahua", "Dahua"),
        ("한국전력공사", "한국", "한국"),
    ],
)
def test_parts_are_found_whatever_their_case_accents_and_punctuation(
    name: str, part: str, found: str
) -> None:
    assert (found, 1) in marked(name, met("same", part, "x"))


def test_a_part_is_no_stretch_of_another_word() -> None:
    assert marked("Dahuaville", met("same", "Dahua", "x")) == [("Dahuaville", 0)]
    assert marked("Groß", met("same", "gros", "x")) == [("Groß", 0)]


def test_equal_parts_are_marked_one_after_the_other() -> None:
    assert marked("Li Li", met("same", "Li", "x"), met("left over", "Li", "")) == [
        ("Li", 1), (" ", 0), ("Li", 2),
    ]  # fmt: skip


def test_words_that_stand_apart_are_found_one_by_one() -> None:
    assert marked("Vision and Hik", met("joined", "Hik Vision", "Hikvision")) == [
        ("Vision", 1), (" and ", 0), ("Hik", 1),
    ]  # fmt: skip


def test_facts_and_latin_forms_mark_nothing() -> None:
    assert marked("China cn 1970", met("country", "cn", "cn"), met("birth date", "1970", "")) == [
        ("China cn 1970", 0)
    ]
    assert marked("杭州", met("transliteration", "hang zhou", "x")) == [("杭州", 0)]


@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8))))
def test_the_parts_are_the_name(name: str, pairs: list[tuple[str, str]]) -> None:
    reasons = [met("same", left, right) for left, right in pairs]
    assert "".join(part.text for part in align(name, reasons, left=True)) == name


@given(st.text(min_size=1, max_size=40), st.data())
def test_the_words_of_a_name_are_found_in_it(name: str, data: st.DataObject) -> None:
    words = ["".join(filter(str.isalnum, word)) for word in name.split()]
    plain = [word for word in words if word.isascii() and word]
    if plain:
        shown = " ".join(plain)
        wanted = data.draw(st.sampled_from(plain))
        assert any(number == 1 for _, number in marked(shown, met("same", wanted, "")))


def test_a_very_long_name_is_aligned_as_far_as_it_is_shown() -> None:
    parts = align("word " * 4000, [met("same", "word", "word")], left=True)
    assert len(parts) == 3
    assert "".join(part.text for part in parts) == "word " * 4000


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_align_with_themselves(name: str) -> None:
    reasons = (*DAHUA.reasons, met("same", name, name))
    assert "".join(part.text for part in align(name, reasons, left=True)) == name
