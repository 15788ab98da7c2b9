"""Publishers' CSV: every row with its line, every fault with its place."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.errors import FormatError, HostileInputError, InputError, UnreadableError
from sousveil.sources import text
from sousveil.sources.base import SourceFile
from sousveil.sources.text import Record, Row, read_lines, read_records, read_rows


def make(folder: Path, content: bytes, name: str = "list.csv") -> SourceFile:
    (folder / name).write_bytes(content)
    return SourceFile(folder / name)


def rows_of(folder: Path, content: bytes) -> list[Row]:
    return list(read_rows(make(folder, content)))


def records_of(folder: Path, content: bytes, *required: str) -> list[Record]:
    file = make(folder, content)
    rows = read_rows(file)
    return list(read_records(file, next(rows), rows, required=required))


def test_lines_are_physical(tmp_path: Path) -> None:
    content = '\ufeffa,b\r\n\r\n1,"x\ny"\r\n2,z\n'.encode()
    assert rows_of(tmp_path, content) == [
        Row(1, ["a", "b"]),
        Row(3, ["1", "x\ny"]),
        Row(5, ["2", "z"]),
    ]


def test_only_the_first_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    assert list(read_lines(make(tmp_path, "\ufeffa\n\ufeffb\n".encode()))) == ["a\n", "\ufeffb\n"]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0\r", codec="utf-8")), min_size=1),
        max_size=8,
    )
)
def test_what_csv_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]
) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    content = b"\xef\xbb\xbf" + out.getvalue().encode()
    read = rows_of(tmp_path_factory.mktemp("rows"), content)
    assert [row.cells for row in read] == [row for row in table if any(row)]
    lines = content.decode().split("\n")
    for row in read:
        assert (
            lines[row.line - 1].lstrip("\ufeff").startswith('"' + row.cells[0].split("\n")[0][:1])
        )


def test_records(tmp_path: Path) -> None:
    (record,) = records_of(tmp_path, b" id ,name\n 7 , x\n", "id")
    assert (record.get("id"), record.get("name"), record.get("none")) == ("7", "x", "")
    assert record.at() == "list.csv#line=2"
    assert record.at("name") == "list.csv#line=2&column=name"


def test_other_encodings_and_delimiters(tmp_path: Path) -> None:
    file = make(tmp_path, "a;é\n".encode("latin-1"))
    assert list(read_rows(file, delimiter=";", encoding="latin-1")) == [Row(1, ["a", "é"])]


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (b"a,b\n1,2\n3,\xff4\n", UnreadableError, "line 3: byte 0xff at position 3"),
        (b"a,b\n1,\0\n", UnreadableError, "line 2: NUL"),
        ("a,b\n".encode("utf-16"), UnreadableError, "line 1: "),
        (b'a,b\n1,"2\n3,4\n', UnreadableError, "line 2: a quote .* up to line 3"),
        (b'a,b\n1,"2"x\n3,4\n', FormatError, "line 2: broken quoting"),
        (b'a,b\n1,2"\n"3,4\n', UnreadableError, "line 3: a quote"),
    ],
)
def test_damage_is_told_with_its_place(
    tmp_path: Path, content: bytes, error: type[InputError], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        rows_of(tmp_path, content)
    assert caught.value.path == "list.csv"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id,name\n1,a\n2\n", "line 3: 1 cells under a header of 2"),
        (b"id,name\n1,a,b\n", "line 2: 3 cells"),
        (b"name\na\n", "line 1: no column 'id'"),
        (b"id,name,name\n1,a,b\n", "line 1: column 'name' stands twice"),
    ],
)
def test_bad_headers_and_ragged_rows(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        records_of(tmp_path, content, "id")


@pytest.mark.parametrize("cut", [5, 30, -5])
def test_truncated_gzip(tmp_path: Path, cut: int) -> None:
    lines = "".join(f"{number},{number**7}\n" for number in range(200))
    packed = gzip.compress(lines.encode())
    with pytest.raises(UnreadableError, match="truncated or damaged"):
        rows_of(tmp_path, packed[:cut])


def test_damaged_gzip(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b"a,b\n" * 1000))
    packed[20] ^= 0xFF
    with pytest.raises(UnreadableError, match="truncated or damaged"):
        rows_of(tmp_path, bytes(packed))


def test_a_line_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_LINE_BYTES", 1000)
    assert rows_of(tmp_path, b"a" * 999 + b"\n") == [Row(1, ["a" * 999])]
    with pytest.raises(HostileInputError, match="line 2: the line is longer than 1,000 bytes"):
        rows_of(tmp_path, b"a\n" + b"a" * 5000)


def test_a_row_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_ROW_CHARS", 1000)
    with pytest.raises(FormatError, match=r"line 2: the row .* is longer than 1,000 .* quote"):
        rows_of(tmp_path, b"a\n" + b'b,"\n' + b'x","\n' * 1000)


def test_a_cell_beyond_the_limit_of_the_csv_module(tmp_path: Path) -> None:
    before = csv.field_size_limit(1000)
    try:
        with pytest.raises(FormatError, match=r"line 2: the cell .* is longer than 1,000"):
            rows_of(tmp_path, b'a\n"' + b"x\n" * 5000)
    finally:
        csv.field_size_limit(before)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"gone\.csv"):
        list(read_rows(SourceFile(tmp_path / "gone.csv")))
