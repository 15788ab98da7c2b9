"""Long JSON arrays: the same elements as a parser of the whole document gives, in little memory."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.sources import jsonarray
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.jsonarray import read_array

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
PRINTABLE = st.dictionaries(st.text(max_size=5), JSON, max_size=4)


def elements(path: Path, member: str | None = None) -> list[dict[str, Any]]:
    found = list(read_array(SourceFile(path), ReadReport(), member=member))
    assert [index for index, _ in found] == list(range(len(found)))
    return [element for _, element in found]


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "x.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def scrubbed(value: Any) -> Any:
    """Replace control characters as the reader does, the slow way."""
    text = json.dumps(value)
    for code in (*range(8), 11, *range(14, 32)):
        escape = f"\\u{code:04x}"
        parts = text.split(escape)
        text = parts[0]
        for part in parts[1:]:
            backslashes = len(text) - len(text.rstrip("\\"))
            text += (" " if backslashes % 2 == 0 else escape) + part
    return json.loads(text)


@given(
    data=st.lists(PRINTABLE, max_size=6),
    chunk=st.integers(1, 40),
    indent=st.sampled_from([None, 2]),
    ascii_only=st.booleans(),
)
def test_any_array_in_any_layout_reads_as_a_whole_parser_reads_it(
    tmp_path_factory: pytest.TempPathFactory,
    data: list[dict[str, Any]],
    chunk: int,
    indent: int | None,
    ascii_only: bool,
) -> None:
    folder = tmp_path_factory.mktemp("array")
    wrapped = {"total": len(data), "note": ["]", {"results": 1}], "results": data, "z": [[]]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonarray, "CHUNK", chunk)
        for document, member in ((data, None), (wrapped, "results")):
            text = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
            assert elements(written(folder, text), member) == scrubbed(data)


def test_every_cut_is_told(tmp_path: Path) -> None:
    document = {"total": 12, "results": [{"a": 'é\\"x'}, {"b": [1, None]}], "sources": ["q"]}
    whole = json.dumps(document, ensure_ascii=False).encode()
    for length in range(len(whole)):
        with pytest.raises(UnreadableError):
            elements(written(tmp_path, whole[:length]), "results")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("{}", "no 'results'"),
        ("{1:2}", "expected"),
        ('{"a":1}', "no 'results'"),
        ('{"results":{}}', "expected"),
        ('{"results":[1]}', "row 1: the element is not an object"),
        ('{"results":[{"a":1} {"a":2}]}', "row 1: ',' expected"),
        ('{"results":[{"a":1},{"a":tru}]}', "row 2: not JSON"),
        ('{"results":[{"a":1},{"a":NaN}]}', "row 2: not JSON"),
        ('{"results":[{"a":"\\ud800"}]}', "row 1: not JSON"),
        ('{"results":[]} x', "more follows"),
    ],
)
def test_what_is_no_such_document_is_named(tmp_path: Path, content: str, what: str) -> None:
    with pytest.raises(FormatError, match=what):
        elements(written(tmp_path, content), "results")


def test_letters_in_the_wrong_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="not UTF-8"):
        elements(written(tmp_path, b'[{"a":"Soci\xe9t\xe9"}]'))


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HostileInputError, match="nested"):
        elements(written(tmp_path, "[" + '{"a":' * 50_000 + "1" + "}" * 50_000 + "]"))


def test_an_element_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonarray, "MAX_ELEMENT", 1000)
    monkeypatch.setattr(jsonarray, "CHUNK", 100)
    with pytest.raises(HostileInputError, match="row 2"):
        elements(written(tmp_path, json.dumps([{"a": 1}, {"a": "x" * 5000}])))


def test_memory_holds_one_element(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonarray, "CHUNK", 4096)
    path = written(tmp_path, json.dumps([{"name": "x" * 500, "n": n} for n in range(4000)]))
    tracemalloc.start()
    count = sum(1 for _ in read_array(SourceFile(path), ReadReport()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4000
    assert peak < 300_000
