from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sousveil.errors import UsageError
from sousveil.tables import check_output, write_table
from sousveil.tables.write_xlsx import CUT_MARK
from support.tables import listed, take

COLUMNS = ("row", "score", "name", "lists")
TYPES = {"row": int, "score": float, "lists": list}
ROWS = [
    (1, 0.5, "=HYPERLINK(1)", ("a", "b")),
    (2, -1.0, 'Ünï "q", x\ny', []),
    (3, None, None, None),
]


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert write_table(path, COLUMNS, ROWS) == ()
    assert path.read_bytes().decode() == (
        'row,score,name,lists\n1,0.5,\'=HYPERLINK(1),a; b\n2,-1.0,"Ünï ""q"", x\ny",\n3,,,\n'
    )


def test_tsv(tmp_path: Path) -> None:
    write_table(tmp_path / "out.TSV", COLUMNS, ROWS)
    assert (tmp_path / "out.TSV").read_text().startswith("row\tscore\tname\tlists\n1\t0.5\t'=HYP")


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝＋－＠"))
@pytest.mark.parametrize("extension", ["csv", "tsv"])
def test_formulas_are_disarmed_in_text(tmp_path: Path, start: str, extension: str) -> None:
    path = tmp_path / f"out.{extension}"
    write_table(path, [f"{start}column"], [[f"{start}cmd|' /C calc'!A0"], [-5], [-0.5]])
    with path.open(newline="", encoding="utf-8") as stream:
        mark = "," if extension == "csv" else "\t"
        cells = [row[0] for row in csv.reader(stream, delimiter=mark)]
    assert cells == [f"'{start}column", f"'{start}cmd|' /C calc'!A0", "-5", "-0.5"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "#N/A", "#REF!", "＝1"])
def test_formulas_are_text_in_a_workbook(tmp_path: Path, text: str) -> None:
    write_table(tmp_path / "out.xlsx", [text], [[text]])
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    for cell in (sheet["A1"], sheet["A2"]):
        assert (cell.value, cell.data_type) == (text, "s")
    assert sheet["A2"].quotePrefix


def test_a_workbook_is_pleasant_to_read(tmp_path: Path) -> None:
    assert write_table(tmp_path / "out.xlsx", COLUMNS, ROWS) == ()
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert all(cell.font.b for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert [[cell.value for cell in row] for row in sheet["A2:D4"]] == [
        [1, 0.5, "=HYPERLINK(1)", "a; b"],
        [2, -1, 'Ünï "q", x\ny', None],
        [3, None, None, None],
    ]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCD"]
    assert widths == [8, 8, 15, 8]


def test_what_a_workbook_cannot_hold(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["a\x01b\x0bc\x1f"],
        ["x" * 32_768],
        ["y" * 32_767],
        [10**17],
        [float("nan")],
    ]
    notes = write_table(tmp_path / "out.xlsx", ["name"], rows)
    values = [row[0] for row in take(tmp_path / "out.xlsx").rows]
    assert values == ["abc", "x" * (32_767 - 7) + CUT_MARK, "y" * 32_767, str(10**17), "nan"]
    assert [(note.kind, note.count, note.first) for note in notes] == [
        ("text longer than a cell holds, cut", 1, "row 3")
    ]


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sousveil.tables.write_xlsx.MAX_SHEET_ROWS", 500)
    with pytest.raises(UsageError, match="no more than 500 rows") as caught:
        write_table(tmp_path / "out.xlsx", ["n"], ([number] for number in range(600)))
    assert "csv" in caught.value.hint
    assert listed(tmp_path) == []


def test_parquet_is_typed(tmp_path: Path) -> None:
    write_table(tmp_path / "out.parquet", COLUMNS, ROWS, types=TYPES)
    table = pq.read_table(tmp_path / "out.parquet")
    assert [field.type for field in table.schema] == [
        pa.int64(),
        pa.float64(),
        pa.string(),
        pa.list_(pa.string()),
    ]
    assert table.to_pylist() == [
        {"row": 1, "score": 0.5, "name": "=HYPERLINK(1)", "lists": ["a", "b"]},
        {"row": 2, "score": -1.0, "name": 'Ünï "q", x\ny', "lists": []},
        {"row": 3, "score": None, "name": "", "lists": []},
    ]


def test_json_lines_are_native(tmp_path: Path) -> None:
    write_table(tmp_path / "out.jsonl", COLUMNS, ROWS)
    lines = (tmp_path / "out.jsonl").read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert json.loads(lines[0]) == {
        "row": 1,
        "score": 0.5,
        "name": "=HYPERLINK(1)",
        "lists": ["a", "b"],
    }
    assert json.loads(lines[2]) == {"row": 3, "score": None, "name": None, "lists": None}


@pytest.mark.parametrize("extension", ["csv", "tsv", "xlsx", "parquet", "jsonl"])
def test_no_rows(tmp_path: Path, extension: str) -> None:
    write_table(tmp_path / f"out.{extension}", COLUMNS, [], types=TYPES)
    if extension != "jsonl":
        assert take(tmp_path / f"out.{extension}").columns == COLUMNS
    else:
        assert (tmp_path / "out.jsonl").read_bytes() == b""


@pytest.mark.parametrize("extension", ["csv", "xlsx", "parquet", "jsonl"])
def test_rows_that_fail_leave_the_old_file(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"out.{extension}"
    path.write_bytes(b"old")

    def write() -> None:
        write_table(path, ["n"], ([1 // (5000 - number)] for number in range(9000)))

    with pytest.raises(ZeroDivisionError):
        write()
    assert path.read_bytes() == b"old"
    assert len(listed(tmp_path)) == 1


texts = st.text(max_size=8) | st.text(st.sampled_from("\0\x01\x0b\x1f\r\n\t=#\ufffe\uffff\ud800"))
ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, 2.2


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(st.lists(st.tuples(texts, texts), max_size=5), st.sampled_from(["xlsx", "jsonl", "parquet"]))
def test_any_text_can_be_written_and_read(
    tmp_path: Path, rows: list[tuple[str, str]], extension: str
) -> None:
    path = tmp_path / f"out.{extension}"
    write_table(path, ("a", "b"), [*rows, ("end", "end")])
    expected = [[re.sub("[\ud800-\udfff]", "?", text) for text in row] for row in rows]
    if extension == "xlsx":
        expected = [[ILLEGAL.sub("", text) for text in row] for row in expected]
    if extension == "jsonl":
        expected = [[text.replace("\ufeff", "") for text in row] for row in expected]
    assert take(path).rows == [*expected, ["end", "end"]]


def test_checking_before_long_work(tmp_path: Path) -> None:
    for name in ("a.csv", "a.TSV", "a.xlsx", "a.parquet", "a.jsonl"):
        check_output(tmp_path / name)
    check_output(tmp_path / "a.html", also=(".html",))
    for name in ("a.doc", "a", "a.csv.gz", ".csv"):
        with pytest.raises(UsageError, match="no extension that can be written") as caught:
            check_output(tmp_path / name, also=(".html",))
        assert caught.value.hint == "extensions are .csv, .tsv, .xlsx, .parquet, .jsonl, .html"
    with pytest.raises(UsageError, match="its folder does not exist"):
        check_output(tmp_path / "gone" / "a.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UsageError, match="it is a folder"):
        check_output(tmp_path / "folder.csv")
    assert listed(tmp_path) == ["folder.csv"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_checking_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="may not be written"):
        check_output(tmp_path / "a.csv")
