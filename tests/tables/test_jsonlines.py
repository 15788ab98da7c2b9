from __future__ import annotations

import pytest

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from support.tables import Put, take


def test_values_become_text(put: Put) -> None:
    lines = (
        b'{"name": "Acme", "n": 1, "f": 2.0, "long": 12345678901234567890, "t": true}\n\n'
        b'{"name": ["A", "", null, 7, ["B"]], "f": 2.50, "o": {"a": [1]}, "t": null}\r\n'
    )
    table = take(put("a.jsonl", lines))
    assert table.format == "jsonl"
    assert table.columns == ("name", "n", "f", "long", "t", "o")
    assert table.rows == [
        ["Acme", "1", "2", "12345678901234567890", "true", ""],
        [("A", "7", "B"), "", "2.50", "", "", '{"a": ["1"]}'],
    ]
    assert table.lines == [1, 3]


def test_a_key_that_only_the_last_row_has_is_a_column(put: Put) -> None:
    body = b'{"name": "A"}\n' * 5000 + b'{"name": "B", "aka": "C"}\n'
    table = take(put("a.jsonl", body))
    assert table.columns == ("name", "aka")
    assert (table.rows[0], table.rows[-1]) == (["A", ""], ["B", "C"])


def test_ftm_entities_have_their_properties_as_columns(put: Put) -> None:
    entity = b'{"id": "x1", "caption": "A", "schema": "Company", "datasets": ["d"], "properties": '
    table = take(put("a.json", entity + b'{"name": ["A", "B"], "jurisdiction": ["cn"]}}\n'))
    assert table.format == "ftm-json"
    assert table.columns == ("id", "schema", "caption", "name", "jurisdiction")
    assert table.rows == [["x1", "Company", "A", ("A", "B"), ("cn",)]]


def test_halves_of_surrogate_pairs_are_replaced(put: Put) -> None:
    table = take(put("a.jsonl", b'{"name": "A\\ud800B \\ud83d\\ude00"}\n'))
    assert table.rows == [["A?B \N{GRINNING FACE}"]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"name": "A"}\n{"name": \n', r"line 2, character \d+: this is not JSON"),
        (b'{"name": "A"}\n["B"]\n', "line 2: a JSON list where an object must be"),
        (b'{"name": "A"}\n\n3\n', "line 3: a JSON value"),
        (b'{"name": "A"} {"name": "B"}\n', r"line 1, character \d+: this is not JSON"),
        (b'{"name":' + b"[" * 200_000 + b"\n", "line 1: nested too deeply"),
        (b'[{"name": "A"}]\n', "line 1: a JSON list"),
    ],
)
def test_what_is_no_json_is_named_by_its_line(put: Put, content: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=rf"a\.jsonl: {message}") as caught:
        take(put("a.jsonl", content))
    assert "one object on each line" in caught.value.hint


def test_too_many_keys_are_refused(put: Put) -> None:
    body = "\n".join(f'{{"k{number}": 1}}' for number in range(16_385))
    with pytest.raises(HostileInputError, match="16,385 columns"):
        take(put("a.jsonl", body.encode()))


def test_nothing_but_blanks(put: Put) -> None:
    with pytest.raises(UnreadableError):
        take(put("a.jsonl", b"\n \n"))
