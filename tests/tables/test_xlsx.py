from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sousveil.errors import FormatError, HostileInputError, SousveilError, UnreadableError
from sousveil.tables import open_table
from support.tables import Put, take

SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
"""


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.worksheets[0] if number == 0 else book.create_sheet(f"more {number}")
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(content: bytes, part: str, data: bytes) -> bytes:
    """Replace one part of a workbook, checksums and all."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {*old.namelist(), part}:
            new.writestr(name, data if name == part else old.read(name))
    return stream.getvalue()


def sheet_of(rows: str) -> bytes:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()


PLAIN = workbook([["name", "n"], ["Acme", 1]])


def test_values_become_text_as_people_write_it(put: Put) -> None:
    written = {
        "text": "text",
        "007": "007",
        3: "3",
        4.0: "4",
        2.5: "2.5",
        1e20: "1e+20",
        None: "",
        date(1970, 5, 1): "1970-05-01",
        datetime.fromisoformat("1970-05-02"): "1970-05-02",
        datetime.fromisoformat("1970-05-01T13:30"): "1970-05-01 13:30:00",
        time(8, 15): "08:15:00",
        False: "false",
    }
    table = take(put("a.xlsx", workbook([[f"c{n}" for n in range(len(written))], list(written)])))
    assert table.rows == [list(written.values())]


def test_blank_rows_before_are_passed_over_those_between_count(put: Put) -> None:
    rows: list[list[object]] = [[], [None], ["name", "x"], ["A", 1], [], ["B", None], [], [" "]]
    table = take(put("a.xlsx", workbook([*rows, [], []])))
    assert table.rows == [["A", "1"], ["", ""], ["B", ""], ["", ""], [" ", ""]]
    assert table.lines == [4, 5, 6, 7, 8]


def test_merged_cells_have_their_value_in_the_first(put: Put) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Suppliers", None], ["name", "x"], ["A", "1"]):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    stream = io.BytesIO()
    book.save(stream)
    assert take(put("a.xlsx", stream.getvalue())).columns == ("Suppliers",)


def test_the_first_sheet_that_is_not_empty_is_read(put: Put) -> None:
    table = take(put("a.xlsx", workbook([], [["name"], ["A"]], [["other"]])))
    assert table.rows == [["A"]]
    assert table.notes == {"only the sheet 'more 1' was read, not 'Sheet', 'more 2'": (1, "row 1")}


def test_hidden_sheets_come_last(put: Put) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([["choices"]], [["name"], ["A"]])))
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    stream = io.BytesIO()
    book.save(stream)
    assert take(put("a.xlsx", stream.getvalue())).columns == ("name",)


def test_formulas_give_the_value_that_was_saved(put: Put) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>"Ac"&amp;"me"</f><v>Acme</v></c></row>'
        '<row r="3"><c r="A3"><f>1+1</f></c></row>'
    )
    assert take(put("a.xlsx", with_part(PLAIN, SHEET, sheet_of(rows)))).rows == [["Acme"]]


def test_an_impossible_date_does_not_spoil_the_sheet(put: Put) -> None:
    content = workbook([["name", "born"], ["Acme", date(1970, 1, 1)]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read(SHEET)
    assert b"<v>25569</v>" in sheet
    broken = with_part(content, SHEET, sheet.replace(b"25569", b"99999999999"))
    assert take(put("a.xlsx", broken)).rows[0][0] == "Acme"


def test_empty_sheets(put: Put) -> None:
    with pytest.raises(UnreadableError, match="all sheets are empty"):
        take(put("a.xlsx", workbook([], [[None, " "]])))


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("content.xml", "OpenDocument"),
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "Word"),
        ("data.csv", "without a workbook"),
    ],
)
def test_other_archives_are_named(put: Put, part: str, what: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(part, "x")
    with pytest.raises(FormatError, match=what):
        open_table(put("a.xlsx", stream.getvalue()))


def test_a_cut_archive_is_refused(put: Put) -> None:
    for cut in (10, len(PLAIN) // 2, len(PLAIN) - 1):
        with pytest.raises(UnreadableError, match="cut off or damaged"):
            take(put("a.xlsx", PLAIN[:cut]))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "_rels/.rels", "xl/other.bin"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused_in_every_part(put: Put, part: str, encoding: str) -> None:
    laughs = b"<!-- " + b"x" * 70_000 + b" -->" + LAUGHS.partition(b"\n")[2]
    data = (laughs + sheet_of("<row/>")).decode().encode(encoding)
    with pytest.raises(HostileInputError, match=f"{part}.*document type"):
        open_table(put("a.xlsx", with_part(PLAIN, part, data)))


def test_a_bomb_is_refused(put: Put) -> None:
    bomb = with_part(PLAIN, SHEET, sheet_of("<row/>" + " " * (66 * 2**20)))
    with pytest.raises(HostileInputError, match=r"sheet1\.xml.*unpack to"):
        open_table(put("a.xlsx", bomb))


def test_a_directory_that_lies_about_sizes_is_refused(put: Put) -> None:
    content = with_part(PLAIN, SHEET, sheet_of("<row/>" + " " * 100_000))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    lying = content.replace(size.to_bytes(4, "little"), (400).to_bytes(4, "little"))
    with pytest.raises((UnreadableError, FormatError)):
        take(put("a.xlsx", lying))


def test_sizes_that_the_directory_states_are_added_up(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sousveil.tables.archive.MAX_UNPACKED_BYTES", 5000)
    with pytest.raises(HostileInputError, match="the parts unpack to"):
        open_table(put("a.xlsx", PLAIN))


def test_rows_beyond_the_sheet_are_refused(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sousveil.tables.xlsx.MAX_SHEET_ROWS", 2000)
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999999"><c><v>1</v></c></row>'
    with pytest.raises(HostileInputError, match="more rows than Excel"):
        take(put("a.xlsx", with_part(PLAIN, SHEET, sheet_of(rows))))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="x"/>',
        '<row r="1"><c r="A1" t="s"><v>999</v></c></row>',
        '<row r="1"><c r="A1" t="n"><v>abc</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="1"><c r="A1" s="999"><v>1</v></c></row>',
        "<row><c><v>1</v></c>",
        '<row r="-5"><c r="A1"><v>1</v></c></row>',
    ],
)
def test_broken_sheets_give_rows_or_an_error_of_ours(put: Put, rows: str) -> None:
    with suppress(SousveilError):
        take(put("a.xlsx", with_part(PLAIN, SHEET, sheet_of(rows))))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(st.data())
def test_damaged_parts_give_an_error_of_ours(tmp_path: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        part = data.draw(st.sampled_from(sorted(archive.namelist())))
        content = archive.read(part)
    at = data.draw(st.integers(0, len(content)))
    junk = data.draw(st.binary(max_size=6) | st.sampled_from([b"<", b"&amp;", b'"', b"-1"]))
    keep = data.draw(st.integers(0, 20))
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_part(PLAIN, part, content[:at] + junk + content[at + keep :]))
    with suppress(SousveilError):
        take(path)
