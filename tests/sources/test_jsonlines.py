"""JSON lines: numbered, whole or refused, with control characters taken out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.sources import jsonlines
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.jsonlines import read_objects


def objects(path: Path, report: ReadReport | None = None) -> list[tuple[int, dict[str, Any]]]:
    return list(read_objects(SourceFile(path), report or ReadReport()))


def written(folder: Path, content: bytes) -> Path:
    path = folder / "x.json"
    path.write_bytes(content)
    return path


def test_blank_lines_are_counted_and_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, b'\xef\xbb\xbf{"a":1}\r\n\r\n \t\n{"a":2}')
    assert objects(path) == [(1, {"a": 1}), (4, {"a": 2})]


def test_an_empty_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"^x\.json: the file is empty"):
        objects(written(tmp_path, b""))


@pytest.mark.parametrize("line", [b"{'a':1}", b"[1]", b'"text"', b'{"a":"\xff"}', b'{"a":NaN}'])
def test_a_bad_line_in_the_middle_is_named(tmp_path: Path, line: bytes) -> None:
    path = written(tmp_path, b'{"a":1}\n' + line + b'\n{"a":2}\n')
    with pytest.raises(FormatError, match=r"^x\.json, line 2: "):
        objects(path)


def test_every_cut_of_the_last_line_is_told_or_loses_only_its_end(tmp_path: Path) -> None:
    whole = b'{"a":1}\n{"a":"\xc3\xa9","b":[{}]}\n'
    for length in range(9, len(whole) - 1):
        with pytest.raises(UnreadableError, match=r"line 2: the last line breaks off"):
            objects(written(tmp_path, whole[:length]))
    assert len(objects(written(tmp_path, whole[:-1]))) == 2


def test_a_gzip_stream_that_breaks_off_is_unreadable(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b'{"a":%d}\n' % n for n in range(10_000)), mtime=0)
    assert len(objects(written(tmp_path, whole))) == 10_000
    with pytest.raises(UnreadableError, match="damaged"):
        objects(written(tmp_path, whole[: len(whole) // 2]))
    with pytest.raises(UnreadableError, match="damaged"):
        objects(written(tmp_path, whole[:1000] + bytes(1000) + whole[2000:]))


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "MAX_LINE", 1000)
    path = written(tmp_path, b'{"a":1}\n{"a":"' + b"x" * 2000 + b'"}\n')
    with pytest.raises(HostileInputError, match="line 2"):
        objects(path)


def test_nesting_without_end_is_an_error_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="line 1"):
        objects(written(tmp_path, b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"\n"))


@given(st.text(max_size=40))
def test_control_characters_alone_are_replaced(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    line = json.dumps({"a": text}).encode()  # writes every character beyond ASCII as an escape
    path = written(tmp_path_factory.mktemp("lines"), line + b"\n")
    report = ReadReport()
    expected = "".join(" " if c < " " and c not in "\b\t\n\f\r" else c for c in text)
    assert objects(path, report) == [(1, {"a": expected})]
    assert bool(report.notes) == (expected != text)


def test_an_escaped_backslash_is_no_control_character(tmp_path: Path) -> None:
    path = written(tmp_path, rb'{"a":"\\u0000","b":"\\\u0000"}')
    assert objects(path) == [(1, {"a": r"\u0000", "b": "\\ "})]
