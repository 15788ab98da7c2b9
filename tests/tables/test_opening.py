from __future__ import annotations

import gzip
import io
import os
from contextlib import suppress
from functools import cache
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sousveil.errors import FormatError, HostileInputError, SousveilError, UnreadableError
from sousveil.tables import open_table
from sousveil.tables.write import write_table
from support.tables import Put, take

COLUMNS = ("name", "country")
ROWS = [["Müller, Söhne; AG", "Österreich"], ["杭州海康威视", "中国"], ["", ""], ["Café “X”", ""]]
EXTENSIONS = ("csv", "tsv", "xlsx", "parquet", "jsonl")


@pytest.fixture
def every_format(tmp_path: Path) -> dict[str, bytes]:
    """The same table in each format."""
    files = {}
    for extension in EXTENSIONS:
        path = tmp_path / f"written.{extension}"
        write_table(path, COLUMNS, ROWS)
        files[extension] = path.read_bytes()
    return files


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["right", "wrong.csv", "wrong.xlsx", "none"])
def test_content_says_the_format(
    put: Put, every_format: dict[str, bytes], extension: str, packed: bool, name: str
) -> None:
    content = every_format[extension]
    name = f"a.{extension}" if name == "right" else name
    table = take(put(name, gzip.compress(content) if packed else content))
    assert table.format == extension
    assert (table.columns, table.rows) == (COLUMNS, ROWS)


def test_the_name_for_messages_can_be_given(put: Put) -> None:
    with pytest.raises(UnreadableError, match=r"^suppliers\.csv: the file is empty"):
        open_table(put("upload-7", b""), name="suppliers.csv")


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"gone\.csv: there is no such file"):
        open_table(tmp_path / "gone.csv")
    with pytest.raises(UnreadableError, match="this is a folder"):
        open_table(tmp_path)
    with pytest.raises(UnreadableError):
        open_table(tmp_path / "a\0b")
    with pytest.raises(UnreadableError):
        open_table(tmp_path / ("x" * 5000))
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableError, match="a pipe or device"):
        open_table(tmp_path / "pipe")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(put: Put) -> None:
    path = put("a.csv", b"name\nA\n")
    path.chmod(0)
    with pytest.raises(UnreadableError, match="ermission"):
        open_table(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"\.xls"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html><html>", "HTML"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"BZh91AY", "bzip2"),
        (gzip.compress(gzip.compress(b"name\nA\n")), "twice"),
    ],
)
def test_what_is_no_table_is_named(put: Put, content: bytes, what: str) -> None:
    with pytest.raises(FormatError, match=what) as caught:
        open_table(put("a.csv", content))
    assert caught.value.hint


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_cut_gzip_file_is_refused(
    put: Put, every_format: dict[str, bytes], extension: str
) -> None:
    packed = gzip.compress(every_format[extension] + b"\n" * 40 * (extension == "csv"))
    for cut in (3, len(packed) // 2, len(packed) - 5, len(packed) - 1):
        with pytest.raises(UnreadableError, match=r"gzip|cut off"):
            take(put("a.gz", packed[:cut]))


def test_a_damaged_gzip_file_is_refused(put: Put) -> None:
    packed = bytearray(gzip.compress(b"name\n" + b"Acme\n" * 500))
    packed[-6] ^= 0xFF
    with pytest.raises(UnreadableError, match="gzip packing is damaged"):
        take(put("a.csv.gz", bytes(packed)))


def test_an_empty_gzip_file_is_refused(put: Put) -> None:
    with pytest.raises(UnreadableError, match="packed file is empty"):
        take(put("a.csv.gz", gzip.compress(b"")))


def test_a_gzip_bomb_is_refused(put: Put) -> None:
    bomb = gzip.compress(b"name,country\n" + b"Acme,US\n" * (9 * 2**20), compresslevel=9)
    with pytest.raises(HostileInputError, match="unpack to more than"):
        take(put("a.csv.gz", bomb))


def test_a_cut_parquet_file_is_refused(put: Put, every_format: dict[str, bytes]) -> None:
    content = every_format["parquet"]
    for cut in (4, 60, len(content) // 2, len(content) - 1):
        with pytest.raises(UnreadableError, match="cut off or damaged"):
            take(put("a.parquet", content[:cut]))


def test_files_are_closed(put: Put, every_format: dict[str, bytes]) -> None:
    for extension, content in every_format.items():
        path = put(f"closed.{extension}", content)
        table = open_table(path)
        next(iter(table))
        table.close()
        table.close()
        path.unlink()


def exhaust(path: Path) -> None:
    """Read all of a file; only errors of our own may come out."""
    with suppress(SousveilError), open_table(path) as table:
        for record in table:
            assert len(record.cells) == len(table.columns)


fuzz = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)


@fuzz
@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00")
@example(b"PAR1")
@example(b"PK\x03\x04")
@example(b'{"schema": "x", "properties": {"id": 1}}')
@example(b"[1")
def test_any_bytes_give_rows_or_an_error_of_ours(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "fuzz"
    path.write_bytes(content)
    exhaust(path)
    path.write_bytes(gzip.compress(content))
    exhaust(path)


tokens = st.sampled_from(
    ['"', ",", ";", "\n", "\r", "\t", "\0", "a", "é", "海", "sep=,", "\ufeff", "\ud800", "name"]
)


@fuzz
@given(st.lists(tokens, max_size=40), st.sampled_from(["utf-8", "utf-16", "cp1252", "gb18030"]))
def test_any_text_gives_rows_or_an_error_of_ours(
    tmp_path: Path, parts: list[str], encoding: str
) -> None:
    path = tmp_path / "fuzz.csv"
    path.write_bytes("".join(parts).encode(encoding, "replace"))
    exhaust(path)


entity = '{"schema":"Company","properties":{"name":["A"]}}'
signs = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\n",
    "1e999",
    "-1",
    "null",
    '"\\ud800"',
    '"name"',
    '"schema"',
]
json_parts = st.sampled_from([*signs, '"properties"', '{"name": "A"}', entity])


@fuzz
@given(st.lists(json_parts, max_size=20))
@example(["{", '"name"', ":", "[" * 100_000])
@example(['{"schema":"Company","properties":{"name":{"a":1},"id":[[["x"]]]}}'])
def test_any_json_gives_rows_or_an_error_of_ours(tmp_path: Path, parts: list[str]) -> None:
    path = tmp_path / "fuzz.jsonl"
    path.write_text("{" * (not parts) + "".join(parts))
    exhaust(path)


@cache
def binary(extension: str) -> bytes:
    """A small file, made once: its bytes hold the time at which it was made."""
    stream = io.BytesIO()
    if extension == "xlsx":
        book = openpyxl.Workbook()
        book.worksheets[0].append(["name", "born"])
        book.worksheets[0].append(["Acme", 3.5])
        book.save(stream)
    else:
        pq.write_table(pa.table({"name": ["Acme"], "n": [1]}), stream)
    return stream.getvalue()


@settings(fuzz, max_examples=100)
@given(st.sampled_from(["xlsx", "parquet"]), st.data())
def test_damaged_binary_files_give_an_error_of_ours(
    tmp_path: Path, extension: str, data: st.DataObject
) -> None:
    content = bytearray(binary(extension))
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / f"fuzz.{extension}"
    path.write_bytes(bytes(content))
    exhaust(path)
