"""YAML kept by hand: texts stay texts, every value has its line, tricks are refused."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sousveil.errors import FormatError, HostileInputError, InputError, UnreadableError
from sousveil.sources.yaml_tree import MAX_BYTES, MAX_DEPTH, Item, read_tree


def tree(text: str) -> Item:
    return read_tree(text.encode(), name="x.yml")


def plain(item: Item) -> object:
    match item.content:
        case str() as text:
            return text
        case tuple() as members:
            return [plain(member) for member in members]
        case mapping:
            return {key: plain(value) for key, value in mapping.items()}


def test_nothing_is_guessed() -> None:
    found = tree("a: no\nb: 2019-08-13\nc: 1.10\nd: 007\ne: ~\nf: [0x1F, '']\n")
    assert plain(found) == {
        "a": "no",
        "b": "2019-08-13",
        "c": "1.10",
        "d": "007",
        "e": "~",
        "f": ["0x1F", ""],
    }


_TEXTS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=20)
_TREES = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(_TREES)
def test_what_yaml_writes_is_read_back(value: object) -> None:
    written = yaml.safe_dump(value, allow_unicode=True)
    assert plain(tree(written)) == value


def test_each_value_knows_its_line() -> None:
    found = tree("a:\n  - x\n  - y: z\n    q: |\n      long\nb: [1,\n  2]\n").mapping()
    first, second = found["a"].items()
    assert (first.line, second.line, second.mapping()["q"].line) == (2, 3, 4)
    assert [item.line for item in found["b"].items()] == [6, 7]


def test_texts_lose_surplus_blanks() -> None:
    assert tree("a: >-\n  one\n  two   three\n").mapping()["a"].text() == "one two three"


def test_a_byte_order_mark_is_seen_through() -> None:
    assert plain(read_tree(b"\xef\xbb\xbfa: b", name="x.yml")) == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("a: &x [1]\nb: *x\n", HostileInputError, "line 1: anchors and aliases"),
        ("a: 1\nb: *x\n", HostileInputError, "line 2: anchors and aliases"),
        ("a: !!python/name:os.system x\n", HostileInputError, "line 1: tags"),
        ("a: 1\nb: !!int 2\n", HostileInputError, "line 2: tags"),
        ("[" * 100000, HostileInputError, f"deeper than {MAX_DEPTH}"),
        ("a: 1\na: 2\n", FormatError, "line 2: the key 'a' stands here twice"),
        ("{a: 1, [b]: 2}\n", FormatError, "a key must be a text"),
        ("a: 1\n--- \nb: 2\n", FormatError, "line 2"),
        ("a: 'open\n", FormatError, "line 2"),
        ("a: 1\n\tb: 2\n", FormatError, "line 2"),
        ("a: \x00", FormatError, "no YAML"),
        ("", UnreadableError, "empty"),
        ("# nothing\n", UnreadableError, "empty"),
    ],
)
def test_tricks_and_faults_are_refused(text: str, error: type[InputError], words: str) -> None:
    with pytest.raises(error, match=re.escape(words)) as caught:
        tree(text)
    assert caught.value.path == "x.yml"


def test_giants_are_refused() -> None:
    with pytest.raises(HostileInputError, match="larger"):
        read_tree(b" " * (MAX_BYTES + 1), name="x.yml")


def test_other_encodings_are_refused() -> None:
    with pytest.raises(UnreadableError, match="line 2: not UTF-8"):
        read_tree("a: 1\nb: größe\n".encode("latin-1"), name="x.yml")


def fault(data: bytes) -> InputError | None:
    """Return the error of ours that the bytes bring about, if any; others go through."""
    try:
        plain(read_tree(data, name="x.yml"))
    except InputError as error:
        return error
    return None


@given(st.binary(max_size=200))
def test_any_bytes_give_a_tree_or_an_error_of_ours(data: bytes) -> None:
    error = fault(data)
    assert error is None or error.path == "x.yml"


@given(st.text(alphabet="ab:-[]{}&*!|>'\"# \n\t?,%", max_size=40))
def test_any_punctuation_gives_a_tree_or_an_error_of_ours(text: str) -> None:
    error = fault(text.encode())
    assert error is None or error.path == "x.yml"
