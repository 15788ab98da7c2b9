"""Tables that cannot be read: each is refused with its place and a hint, and nothing changes."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from support.hostile import bounded, rebuilt, state, workbook

from .conftest import Run

pytestmark = pytest.mark.usefixtures("workspace")

NAMES = b"name,country\nHikvision,cn\n"
SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook(("name",), ("Hikvision",))
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///e">]>'


def parquet() -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table({"name": ["Hikvision"] * 2000}), stream)
    return stream.getvalue()


def with_doctype(part: bytes) -> bytes:
    return DOCTYPE + part.split(b"?>", 1)[-1]


def wide_doctype(part: bytes) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-16"?>' + with_doctype(part).decode()).encode(
        "utf-16"
    )


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return stream.getvalue()


REFUSED = {
    "empty": ("a.csv", b"", "the file is empty"),
    "blanks": ("a.csv", b"\n \n\n", "holds no rows"),
    "nul-only": ("a.csv", b"\0" * 9999, "holds no rows"),
    "no-name": ("a.csv", b"colour,size\nred,3\n", "the columns are 'colour', 'size'"),
    "no-header": ("a.csv", b"Hikvision,cn\n", "the columns are 'Hikvision', 'cn'"),
    "bad-byte": (
        "a.csv",
        "name\nMüller\nGröße\nZürich\n".encode() + b"Hik\xffvision\n",
        "line 5: the bytes ff cannot be read as utf-8",
    ),
    "odd-utf-16": ("a.csv", "name\nHikvision\n".encode("utf-16") + b"a", "line 3: the bytes 61"),
    "open-quote": ("a.csv", b'name,city\nA,B\n"Hikvision,X\nDahua,Y\n', "line 3: the quote"),
    "long-cell": ("a.csv", b"name,x\nA,B\nHik," + b"x" * 17_000_000, "line 3: the row that"),
    "columns": ("a.csv", b"c," * 20_000 + b"name\n", "20,001 columns"),
    "cut-gzip": ("a.csv.gz", gzip.compress(os.urandom(9999) + NAMES)[:-30], "is cut off"),
    "packed-twice": ("a.csv.gz", gzip.compress(gzip.compress(NAMES)), "packed with gzip twice"),
    "gzip-rest": ("a.csv.gz", gzip.compress(NAMES) + b"rest", "other data follows"),
    "gzip-blank": ("a.csv.gz", gzip.compress(b""), "the packed file is empty"),
    "bad-json": (
        "a.jsonl",
        b'{"name":"A"}\n{"name":}\n',
        "line 2, character 9: this is not JSON",
    ),
    "deep-json": ("a.jsonl", b'{"name":' + b"[" * 100_000 + b"\n", "line 1: nested too deeply"),
    "json-array": ("a.json", b'[{"name":"A"}]', "line 1: a JSON list"),
    "cut-parquet": ("a.parquet", parquet()[:-20], "cut off or damaged"),
    "no-parquet": ("a.parquet", b"PAR1" + b"\0" * 50 + b"\xff\xff\xff\x7fPAR1", "cut off"),
    "cut-xlsx": ("a.xlsx", BOOK[: len(BOOK) // 2], "cut off or damaged"),
    "no-workbook": ("a.xlsx", archive(readme=b"x"), "a zip archive without a workbook"),
    "empty-xlsx": ("a.xlsx", workbook(), "all sheets are empty"),
    "entities": ("a.xlsx", rebuilt(BOOK, {SHEET: with_doctype}), "declares a document type"),
    "entities-16": ("a.xlsx", rebuilt(BOOK, {SHEET: wide_doctype}), "declares a document type"),
    "old-excel": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old Excel file"),
    "pdf": ("a.csv", b"%PDF-1.7\n", "a PDF document"),
    "xml": ("a.csv", b"<?xml version='1.0'?><name/>", "XML or HTML"),
}


@pytest.mark.parametrize(("name", "content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_said_and_changes_nothing(
    run: Run, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    table, output = tmp_path / name, tmp_path / "out.csv"
    table.write_bytes(content)
    output.write_text("the old result\n")
    before = state(tmp_path)
    result = run("screen", table, "-o", output)
    assert result.exit_code == 4, result.output
    error, hint = result.stderr.splitlines()
    assert error.startswith(f"error: {name}")
    assert words in error
    assert hint.startswith("hint: ")
    assert result.stdout == ""
    assert state(tmp_path) == before


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "device", "circle"])
def test_what_is_no_file_is_said_and_never_waited_for(run: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "rows.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "circle":
        path.symlink_to(path)
    words = {
        "missing": "there is no such file",
        "folder": "this is a folder",
        "pipe": "this is a pipe or device",
        "device": "this is a pipe or device",
        "circle": "oo many levels of symbolic links",
    }
    result = run("screen", path, "-o", tmp_path / "out.csv")
    assert result.exit_code == 4
    assert f"error: rows.csv: {words[kind]}" in result.stderr.replace(": Too", ": oo")
    assert not (tmp_path / "out.csv").exists()


def bomb_of_blanks(_: bytes) -> bytes:
    return b"<worksheet>" + b" " * 300_000_000


BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip": ("a.xlsx", lambda: rebuilt(BOOK, {SHEET: bomb_of_blanks}), "packed bytes unpack to"),
    "gzip": ("a.csv.gz", lambda: gzip.compress(b"name\n" + b"\n" * 300_000_000, 6), "unpack to"),
    "columns": ("a.csv", lambda: b"name," * 1_000_000 + b"\n", "1,000,000 columns"),
    "one-line": ("a.csv", lambda: b"name " * 8_000_000, "longer than"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_bombs_are_refused_within_bounds(workspace: Path, tmp_path: Path, kind: str) -> None:
    name, make, words = BOMBS[kind]
    table = tmp_path / name
    table.write_bytes(make())
    ended = bounded("screen", table, "-o", tmp_path / "out.csv", workspace=workspace)
    assert ended.exit_code == 4, ended.stderr
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "out.csv").exists()


def test_the_table_itself_is_no_place_for_the_matches(run: Run, tmp_path: Path) -> None:
    table, link = tmp_path / "rows.csv", tmp_path / "link.csv"
    table.write_bytes(NAMES)
    link.symlink_to(table)
    for output in (table, link):
        result = run("screen", table, "-o", output)
        assert result.exit_code == 2
        assert "name another file behind -o" in result.stderr
    assert table.read_bytes() == NAMES


@pytest.mark.parametrize("name", ["circle.csv", f"{'a' * 300}.csv", "no/folder.csv", "out", ".csv"])
def test_outputs_that_cannot_be(run: Run, tmp_path: Path, name: str) -> None:
    table = tmp_path / "rows.csv"
    table.write_bytes(NAMES)
    (tmp_path / "circle.csv").symlink_to(tmp_path / "circle.csv")
    result = run("screen", table, "-o", tmp_path / name)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert "unexpected" not in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "circle.csv",
        "rows.csv",
        "workspace",
    ]


def test_names_of_files_steer_no_terminal(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "rows\x1b[31m\n\udcff.csv"
    table.write_bytes(NAMES)
    result = run("screen", table, "-o", tmp_path / "out\x1b[31m\n.csv")
    assert result.exit_code == 0
    assert "\x1b" not in result.stderr
    assert "out<U+001B>[31m<U+000A>.csv" in result.stderr
