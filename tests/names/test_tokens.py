from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.names.tokens import MAX_LENGTH, MAX_REPEATS, MAX_TOKENS, tokenize

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


def forms(text: str) -> list[str]:
    return [token.form for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hangzhou Hikvision", ["hangzhou", "hikvision"]),
        ("A.B.C. Company", ["abc", "company"]),
        ("BP p.l.c.", ["bp", "plc"]),
        ("OOO «Ромашка»", ["ooo", "ромашка"]),
        ("al-Qa'ida", ["al", "qaida"]),
        ("Procter & Gamble", ["procter", "gamble"]),
        ("Mo?mmed", ["mo?mmed"]),
        ("Who?", ["who"]),
        ("Kim\u00a0Yong-chol", ["kim", "yong", "chol"]),
        ("السيسي", ["ال", "سيسي"]),
        ("杭州海康威视数字技术股份有限公司", ["杭州", "海康威视", "数字", "技术", "股份有限公司"]),
        ("バラク・オバマ", ["バラク", "オバマ"]),
        ("བསྟན་འཛིན་", ["བསྟནའཛིན"]),
        ("", []),
        ("–  ,;", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@given(texts)
def test_every_word_stands_in_the_text_in_order(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


def test_absurdly_long_text_is_cut() -> None:
    assert tokenize("a" * 10_000)[0].end == MAX_LENGTH
    assert len(tokenize(" ".join(f"w{number}" for number in range(100)))) == MAX_TOKENS
    assert len(tokenize("a " * 10_000)) == MAX_REPEATS
