"""Tables that are odd but can be read: the very match comes out, and what was odd is told."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from support.hostile import bounded, workbook

from .conftest import Run

pytestmark = pytest.mark.usefixtures("workspace")

HIKVISION, DAHUA = "register-hikvision", "register-dahua"
Matches = Callable[..., list[dict[str, str]]]


@pytest.fixture
def matches(run: Run, tmp_path: Path) -> Matches:
    """Screen a table and read back what was written; `told` must stand on stderr."""

    def call(name: str, content: bytes, *, told: str = "screened") -> list[dict[str, str]]:
        table, output = tmp_path / name, tmp_path / "out.csv"
        table.write_bytes(content)
        result = run("screen", table, "-o", output)
        assert result.exit_code == 0, result.output
        assert told in result.stderr
        return rows_of(output)

    return call


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def found(rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(row["row"], row["query_name"], row["entity_id"]) for row in rows]


TEXT = "名称;国家\n海康威视;中国\n浙江大华技术股份有限公司;中国\n"
CHINESE = [("1", "海康威视", HIKVISION), ("2", "浙江大华技术股份有限公司", DAHUA)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_chinese_in_any_usual_encoding(matches: Matches, encoding: str) -> None:
    assert found(matches("a.csv", TEXT.encode(encoding))) == CHINESE


def test_windows_1252_and_semicolons(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text(
        json.dumps(
            {"id": "x-1", "schema": "Company", "properties": {"name": ["Société Générale Demo"]}}
        )
        + "\n"
    )
    assert run("lists", "add", tmp_path / "list.json").exit_code == 0
    table, output = tmp_path / "a.csv", tmp_path / "out.csv"
    table.write_bytes("nom;pays\nSociété Générale Demo;FR\n".encode("cp1252"))
    result = run("screen", table, "-o", output, "--map", "name=nom")
    assert found(rows_of(output)) == [("1", "Société Générale Demo", "x-1")]
    assert "read as cp1252" in result.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tsv", b"name\tcountry\nHikvision\tcn\n"),
        ("a.csv", b"name\rHikvision\r"),
        ("a.csv", b"sep=;\r\nname;x\r\nHikvision;1\r\n"),
        ("a.csv.gz", gzip.compress(b"name\nHikvision\n")),
        ("a.csv", gzip.compress(b"name\n") + gzip.compress(b"Hikvision\n")),
        ("a.jsonl", b'{"x":1}\n\n{"name":["","Hikvision"]}\n'),
        ("a.json", b'{"schema":"Company","properties":{"name":["Hikvision"]}}\n'),
        ("a.csv", b'\n\n name , x\n"  Hikvision ",1\n'),
    ],
    ids=["tsv", "cr", "sep", "gzip", "gzip-parts", "jsonl", "ftm", "blank-lines"],
)
def test_shapes_of_text(matches: Matches, name: str, content: bytes) -> None:
    [row] = matches(name, content)
    assert (row["query_name"], row["entity_id"]) == ("Hikvision", HIKVISION)


def test_quotes_with_line_breaks_inside(matches: Matches) -> None:
    rows = matches("a.csv", b'name,x\n"Hangzhou\nHikvision","a\r\n""b"""\nDahua Technology,1\n')
    assert [(row["row"], row["entity_id"]) for row in rows] == [("1", HIKVISION), ("2", DAHUA)]


def test_nul_bytes_are_taken_out_and_told(matches: Matches) -> None:
    rows = matches("a.csv", b"name\nHik\0vision\n", told="NUL characters taken out: 1, first at")
    assert found(rows) == [("1", "Hikvision", HIKVISION)]


def test_what_is_cut_or_passed_over_is_told(matches: Matches) -> None:
    wide = b"name,x\n" + b",".join([b"Hikvision"] * 100_000) + b"\n"
    assert found(matches("a.csv", wide, told="more cells than columns, cut: 1, first at line 2"))
    assert not matches("a.csv", b"name,x\n,1\n,2\n", told="2 rows passed over, without a name")
    assert not matches("a.csv", b"name\n" + b"word " * 5000, told="name cut at 1,000 characters")


def test_columns_of_one_name_are_all_screened(matches: Matches) -> None:
    rows = matches(
        "a.csv", b"name,name\nHikvision,Dahua Technology\n", told="two columns with one name"
    )
    assert {row["entity_id"] for row in rows} == {HIKVISION, DAHUA}


def test_identifiers_keep_every_digit(matches: Matches) -> None:
    [row] = matches("a.csv", b"name,id\nHikvision," + b"9" * 400 + b"\n")
    assert row["query_id"] == "9" * 400
    [row] = matches("a.jsonl", b'{"name":"Hikvision","id":123456789012345678901234567890}\n')
    assert row["query_id"] == "123456789012345678901234567890"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", '=HYPERLINK("http://x","y") '])
def test_formulas_are_text_on_the_way_out(run: Run, tmp_path: Path, start: str) -> None:
    table = tmp_path / "a.jsonl"
    table.write_text(json.dumps({"name": "Hikvision", "id": f"{start}1+1"}) + "\n")
    outputs = [tmp_path / name for name in ("out.csv", "out.tsv", "out.xlsx", "out.parquet")]
    result = run("screen", table, *(word for output in outputs for word in ("-o", output)))
    assert result.exit_code == 0
    [row] = rows_of(outputs[0])
    assert row["query_id"].startswith("'")
    assert outputs[1].read_text().splitlines()[1].split("\t")[1].lstrip('"').startswith("'")
    cell = openpyxl.load_workbook(outputs[2]).worksheets[0]["B2"]
    assert cell.data_type == "s"
    assert pq.read_table(outputs[3])["query_id"].to_pylist()[0].strip() == f"{start}1+1".strip()


def test_a_formula_as_name_is_still_screened(matches: Matches) -> None:
    [row] = matches("a.csv", b'name\n"=HIKVISION"\n')
    assert (row["query_name"], row["entity_id"]) == ("'=HIKVISION", HIKVISION)


def test_workbooks_with_blank_sheets_and_leading_rows(matches: Matches) -> None:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.create_sheet("suppliers")
    for row in ((), (), ("Supplier", "Founded", "Formula"), ("Hikvision", date(2001, 11, 30), 5)):
        sheet.append(row)
    book.save(stream)
    rows = matches("a.xlsx", stream.getvalue(), told="only the sheet 'suppliers' was read")
    assert found(rows) == [("1", "Hikvision", HIKVISION)]


def test_dates_of_a_workbook_count(run: Run, tmp_path: Path) -> None:
    entity = {
        "id": "p-1",
        "schema": "Person",
        "properties": {"name": ["Badofi Gukale"], "birthDate": ["1971-03-05"]},
    }
    (tmp_path / "list.json").write_text(json.dumps(entity) + "\n")
    assert run("lists", "add", tmp_path / "list.json").exit_code == 0
    table, output = tmp_path / "a.xlsx", tmp_path / "out.csv"
    rows = (("Badofi Gukale", date(1971, 3, 5)), ("Badofi Gukale", date(1938, 9, 7)))
    table.write_bytes(workbook(("name", "date of birth"), *rows))
    assert run("screen", table, "-o", output, "--threshold", "0.01").exit_code == 0
    scores = {row["row"]: float(row["score"]) for row in rows_of(output)}
    assert scores["1"] > scores.get("2", 0.0)


def test_parquet_with_nested_lists(matches: Matches) -> None:
    stream = io.BytesIO()
    columns = {"name": [["", "Hikvision"], ["Dahua Technology"]], "x": [{"a": [1]}, None]}
    pq.write_table(pa.table(columns), stream)
    assert [row["entity_id"] for row in matches("a.parquet", stream.getvalue())] == [
        HIKVISION,
        DAHUA,
    ]


def test_ten_megabytes_beside_a_name(tmp_path: Path, workspace: Path) -> None:
    table, output = tmp_path / "a.csv", tmp_path / "out.csv"
    table.write_bytes(b"name,notes\nHikvision," + b"x" * 10_000_000 + b"\n")
    ended = bounded("screen", table, "-o", output, workspace=workspace)
    assert ended.exit_code == 0, ended.stderr
    assert found(rows_of(output)) == [("1", "Hikvision", HIKVISION)]
