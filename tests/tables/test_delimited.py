from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.tables.limits import MAX_CELL_CHARS
from sousveil.tables.write import write_table
from support.tables import Put, take

MIB = 2**20


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(put: Put, mark: str, end: str) -> None:
    rows = [["name", "country"], ["Acme, Inc; A|B", "US"], ["Beta", "DE"]]
    text = "".join(
        mark.join(f'"{cell}"' if mark in cell else cell for cell in row) + end for row in rows
    )
    table = take(put("a.csv", text.encode()))
    assert table.columns == ("name", "country")
    assert table.rows == rows[1:]
    assert table.lines == [2, 3]
    assert table.format == ("tsv" if mark == "\t" else "csv")
    assert table.notes == {}


def test_commas_in_names_do_not_beat_the_semicolon(put: Put) -> None:
    body = "Lieferant;Land\n" + "A, B, C GmbH;DE\n" * 5
    table = take(put("a.csv", body.encode()))
    assert table.columns == ("Lieferant", "Land")
    assert table.rows[0] == ["A, B, C GmbH", "DE"]


def test_one_column(put: Put) -> None:
    table = take(put("a.csv", b"name\nAcme\nBeta; Gamma\n"))
    assert (table.columns, table.rows) == (("name",), [["Acme"], ["Beta; Gamma"]])


def test_extension_decides_only_what_is_open(put: Put) -> None:
    assert take(put("a.tsv", b"name\tx,y\na\tb,c\n")).columns == ("name", "x,y")
    assert take(put("a.tsv", b"name,x\na,b\n")).columns == ("name", "x")


def test_a_declared_separator_is_taken(put: Put) -> None:
    table = take(put("a.csv", b"sep=|\nname,x|y\na,1|2\n"))
    assert (table.columns, table.rows) == (("name,x", "y"), [["a,1", "2"]])
    assert table.lines == [3]


@pytest.mark.parametrize("line", ["sep=", 'sep="', "sep=x", "sep=,,"])
def test_a_separator_that_cannot_be_one_is_a_header(put: Put, line: str) -> None:
    assert take(put("a.csv", f"{line}\r\nA\r\n".encode())).columns[0] == line.rstrip(",")


def test_cells_over_several_lines_keep_their_place(put: Put) -> None:
    table = take(put("a.csv", b'name,x\n"A\nB",1\nC,2\n'))
    assert table.rows == [["A\nB", "1"], ["C", "2"]]
    assert table.lines == [2, 4]


def test_empty_lines_are_no_rows_but_rows_of_blanks_are(put: Put) -> None:
    table = take(put("a.csv", b"\n\nname,x\n\nA,1\n,\nB,2\n"))
    assert table.rows == [["A", "1"], ["", ""], ["B", "2"]]
    assert table.lines == [5, 6, 7]


def test_ragged_rows_are_fitted_and_noted(put: Put) -> None:
    table = take(put("a.csv", b"name,x\nA\nB,1,2\nC,1,,\nD,1,3\n"))
    assert table.rows == [["A", ""], ["B", "1"], ["C", "1"], ["D", "1"]]
    assert table.notes == {
        "row with fewer cells than columns": (1, "line 2"),
        "row with more cells than columns, cut": (2, "line 3"),
    }


def test_columns_get_names_of_their_own(put: Put) -> None:
    table = take(put("a.csv", b"name,,name, NAME ,column 2,\n1,2,3,4,5,6\n"))
    assert table.columns == ("name", "column 2 (2)", "name (2)", "NAME", "column 2")
    assert table.notes["two columns with one name"] == (1, "line 1, name")
    assert table.notes["column without a name"] == (1, "line 1, column 2")


@pytest.mark.parametrize(
    "content", [b"\n", b" \r\n\t\n", b",,,\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"]
)
def test_nothing_in_it(put: Put, content: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"a\.csv.*no rows"):
        take(put("a.csv", content))


def test_header_alone(put: Put) -> None:
    assert take(put("a.csv", b"name,country")).rows == []


def test_nul_characters_go_with_a_note(put: Put) -> None:
    table = take(put("a.csv", b"name,x\nAc\0me,1\nBeta Company Limited,2\n"))
    assert table.rows[0] == ["Acme", "1"]
    assert table.notes == {"NUL characters taken out": (1, "line 2")}


def test_marks_inside_the_text_go_with_a_note(put: Put) -> None:
    table = take(put("a.csv", "\ufeffname\nA\n\ufeffB\n".encode()))
    assert (table.columns, table.rows) == (("name",), [["A"], ["B"]])
    assert table.notes == {"byte order mark taken out": (1, "line 3")}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('name,x\nA,1\n"B,2\nC,3\n', 3),
        ('name,x\nA,1\n"B\nb","2\nC,3\n', 4),
        ('name,x\n"A,1\n"B",2\n"C",3\n', 2),
        ('name,x\nA,"', 2),
        ('name,x\n"A"b,"c', 2),
        ('"name,x\nA,1\n', 1),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_quote_that_never_closes_is_named_by_its_line(
    put: Put, content: str, line: int, end: str
) -> None:
    with pytest.raises(FormatError, match=rf"a\.csv: line {line}: .*quote") as caught:
        take(put("a.csv", content.replace("\n", end).encode()))
    assert "close the quote" in caught.value.hint


def test_a_slip_within_one_line_is_read_as_meant(put: Put) -> None:
    table = take(put("a.csv", b'name,x\n"Acme" Ltd,1\nB,"2\n3"\n'))
    assert table.rows == [["Acme Ltd", "1"], ["B", "2\n3"]]
    assert table.notes == {"text behind a closing quote": (1, "line 2")}


def test_ten_megabytes_in_a_cell_are_read_faithfully(put: Put) -> None:
    before = csv.field_size_limit()
    big = "x" * (5 * MIB) + "\n" + "é" * (5 * MIB)
    table = take(put("a.csv", f'name,x\n"{big}",1\nB,2\n'.encode()))
    assert table.rows == [[big, "1"], ["B", "2"]]
    assert csv.field_size_limit() == before


def test_an_absurd_cell_is_refused(put: Put) -> None:
    big = f'"{"x" * (MAX_CELL_CHARS + 1)}"'
    with pytest.raises(HostileInputError, match=r"line 3.*16,777,216"):
        take(put("a.csv", f"name,x\nA,1\n{big},1\n".encode()))


@pytest.mark.parametrize("unit", ["x\n", "x,", "x\r\n"])
def test_a_quote_that_swallows_a_large_file_is_refused(
    put: Put, monkeypatch: pytest.MonkeyPatch, unit: str
) -> None:
    monkeypatch.setattr("sousveil.tables.delimited.MAX_CELL_CHARS", 2 * MIB)
    with pytest.raises(HostileInputError, match=r"line 3.*2,097,152"):
        take(put("a.csv", f'name,x\nA,1\n"{unit * MIB * 2},1\n'.encode()))


def test_an_absurd_line_is_refused(put: Put) -> None:
    with pytest.raises(HostileInputError, match="line 2 is longer"):
        take(put("a.csv", b"name,x\n" + b"ab," * (12 * MIB)))


def test_many_long_cells_in_one_row_are_refused(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sousveil.tables.delimited.MAX_ROW_CHARS", 4 * MIB)
    cell = b'"' + b"x\n" * MIB + b'"'
    with pytest.raises(HostileInputError, match="line 3"):
        take(put("a.csv", b"name,x\nA,1\n" + b",".join([cell] * 3) + b"\n"))


def test_a_million_columns_are_refused(put: Put) -> None:
    with pytest.raises(HostileInputError, match=r"1,000,000 columns.*16,384"):
        take(put("a.csv", ",".join(f"c{number}" for number in range(1_000_000)).encode()))


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=8)
special = st.text(st.sampled_from('",;\t|\n\r =a'), max_size=6)
cells = texts | special


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(cells, cells, cells), max_size=12), st.sampled_from(["csv", "tsv"]))
def test_what_is_written_is_read_again(
    tmp_path: Path, rows: list[tuple[str, ...]], extension: str
) -> None:
    """Modulo the apostrophe before what a spreadsheet would take for a formula."""
    path = tmp_path / f"out.{extension}"
    write_table(path, ("first", "second", "third"), rows)
    table = take(path)
    starts = tuple("=+-@\t\r\n＝＋－＠")
    escaped = [[f"'{cell}" if cell.startswith(starts) else cell for cell in row] for row in rows]
    assert table.rows == escaped
    assert table.columns == ("first", "second", "third")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(cells, cells), max_size=12))
def test_rows_and_lines_agree_with_the_standard_reader(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    """The slow twin: the csv module over the whole text at once."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("a", "b"), *rows])
    path = tmp_path / "in.csv"
    path.write_bytes(out.getvalue().encode())
    twin = csv.reader(io.StringIO(out.getvalue(), newline=""))
    next(twin)
    expected, begins = [], twin.line_num + 1
    lines = []
    for row in twin:
        expected.append(row)
        lines.append(begins)
        begins = twin.line_num + 1
    table = take(path)
    assert (table.rows, table.lines) == (expected, lines)
