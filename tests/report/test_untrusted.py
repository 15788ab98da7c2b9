from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.report.untrusted import (
    LIMIT,
    inert,
    reads_right_to_left,
    safe_link,
    split_hidden,
)
from support.runs import HOSTILE_NAMES


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dahua Technology", "Dahua Technology"),
        ("杭州海康威视", "杭州海康威视"),
        ("Société Générale", "Société Générale"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("two\r\nlines", "two<U+000D><U+000A>lines"),
        ("\u202egnol\u202c", "<U+202E>gnol<U+202C>"),
        ("a\u200b\u200b\u200bb", "a<U+200B ×3>b"),
        ("\x9b2J", "<U+009B>2J"),
        ("\ud800", "<U+D800>"),
        ("tag\U000e0041", "tag<U+E0041>"),
        ("private\U00100000", "private<U+100000>"),
        ("", ""),
    ],
)
def test_hidden_characters_are_named(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_joiners_stay_where_a_script_needs_them_and_nowhere_else() -> None:
    persian = "می\u200cخواهم"
    sinhala = "ක්\u200dර"
    assert inert(persian) == persian
    assert inert(sinhala) == sinhala
    assert inert("Hik\u200cvision") == "Hik<U+200C>vision"
    assert inert("\u200cد") == "<U+200C>د"


def test_tibetan_stacks_and_hebrew_points_are_left_alone() -> None:
    for text in ("བརྒྱུད་", "בְּרֵאשִׁית", "Việt Nam"):
        assert inert(text) == text


def test_a_tower_of_marks_is_cut_to_what_writing_needs() -> None:
    assert inert("Z" + "\u0301" * 200) == "Z" + "\u0301" * 8 + "<U+0301 ×192>"


def test_long_text_is_cut_and_says_by_how_much() -> None:
    assert inert("A" * LIMIT) == "A" * LIMIT
    assert inert("A" * (LIMIT + 1234)) == "A" * LIMIT + "<… 1,234 more characters>"


@given(st.text(st.characters(), max_size=80))
def test_nothing_that_steers_a_terminal_or_hides_is_ever_shown(text: str) -> None:
    for piece in split_hidden(text):
        for char in piece.text:
            assert unicodedata.category(char) not in {"Cc", "Cs", "Co", "Zl", "Zp"}
            assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_what_is_not_hidden_is_kept_in_its_order(text: str) -> None:
    kept = "".join(piece.text for piece in split_hidden(text) if not piece.hidden)
    remaining = iter(text)
    assert all(char in remaining for char in kept)


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_inert_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    once = inert(text)
    assert len(once.splitlines()) <= 1
    assert inert(once, limit=10_000) == once


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_become_printable(name: str) -> None:
    assert all(char.isprintable() for char in inert(name))


def test_direction() -> None:
    assert reads_right_to_left("Dahua داهوا")
    assert not reads_right_to_left("杭州 Dahua 2026")


@pytest.mark.parametrize(
    "url",
    [
        "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=30946",
        "http://example.org:8080/a;b?c=d&e=f#g",
    ],
)
def test_web_addresses_become_links(url: str) -> None:
    assert safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//example.org/",
        "https:///nohost",
        "https://treasury.gov@example.org/",
        "https://treasury.gov\\@example.org/",
        "https://trеasury.gov/",
        "https://example.org/\n",
        "https://example.org/a b",
        "https://example.org/\u202egnp.exe",
        "https://[::1/",
        "",
        "ofac.treasury.gov",
    ],
)
def test_other_addresses_do_not(url: str) -> None:
    assert safe_link(url) is None
