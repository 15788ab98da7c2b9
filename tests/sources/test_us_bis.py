"""The Denied Persons List: American dates, names inside names, ids that survive a renewal."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.model.statement import Statement
from sousveil.sources.base import Reader, ReadReport, SourceFile
from sousveil.sources.us_bis import (
    UsBisDplCsvReader,
    UsBisDplReader,
    read_names,
    split_address,
)

DATA = Path(__file__).parent / "data"


def read(path: Path, reader: Reader, report: ReadReport | None = None) -> list[Statement]:
    claim = reader.recognise([SourceFile(path)])
    assert claim is not None
    assert claim.dataset == "us_bis_denied"
    return list(reader.read(claim, report or ReadReport()))


def named(statements: Iterable[Statement], name: str) -> str:
    return next(s.entity_id for s in statements if (s.prop, s.value) == ("name", name))


def values(statements: Iterable[Statement], entity_id: str, prop: str) -> list[str]:
    return [s.value for s in statements if (s.entity_id, s.prop) == (entity_id, prop)]


def kinds(report: ReadReport) -> dict[str, int]:
    return {note.kind: note.count for note in report.notes}


def test_two_orders_on_one_party_are_two_sanctions_on_one_entity() -> None:
    report = ReadReport()
    statements = read(DATA / "dpl.txt", UsBisDplReader(), report)
    party = named(statements, "I. SAMPLE")
    assert report.records == 4
    assert len({s.entity_id for s in statements if s.prop == "name"}) == 3
    first, second = f"{party}-sanction", f"{party}-sanction-2"
    assert values(statements, first, "entity") == values(statements, second, "entity") == [party]
    assert values(statements, first, "startDate") == ["2020-06-19"]
    assert values(statements, first, "endDate") == ["2030-06-29"]
    assert values(statements, second, "startDate") == ["2030-07-01"]
    assert values(statements, second, "endDate") == []
    assert values(statements, second, "provisions") == ["Standard order: Y"]
    assert values(statements, first, "authorityId") == [
        "85 F.R. 38290 6/27/20",
        "86 F.R. 38843 7/10/21",
    ]
    assert values(statements, party, "country") == ["us"] * 2
    assert values(statements, party, "topics") == ["export.control"] * 2
    start = next(s for s in statements if s.entity_id == first and s.prop == "startDate")
    assert (start.original, start.locator) == ("06/19/2020", "dpl.txt#line=2&column=Effective_Date")


def test_dates_that_are_none_stay_on_record() -> None:
    report = ReadReport()
    statements = read(DATA / "dpl.txt", UsBisDplReader(), report)
    sanction = named(statements, "EXAMPLE TRADING") + "-sanction"
    assert (
        values(statements, sanction, "startDate") == values(statements, sanction, "endDate") == []
    )
    assert values(statements, sanction, "description") == [
        "startDate: 13/45/2020",
        "endDate: 12/31/3035",
    ]
    assert kinds(report) == {"startDate kept as a note only": 1, "endDate kept as a note only": 1}


def test_names_inside_names_become_names() -> None:
    assert read_names("EXAMPLE TRADING A/K/A SAMPLE TRADING D/B/A EX CO") == (
        "EXAMPLE TRADING",
        [("alias", "SAMPLE TRADING"), ("alias", "EX CO")],
    )
    assert read_names("EXAMPLE (A.K.A. OLD SAMPLE) LLC F/K/A FORMER LLC") == (
        "EXAMPLE LLC",
        [("alias", "OLD SAMPLE"), ("previousName", "FORMER LLC")],
    )
    assert read_names("(IVAN) SAMPLE") == ("(IVAN) SAMPLE", [])
    assert read_names("BAKA SAMPLE AKADEMIA") == ("BAKA SAMPLE AKADEMIA", [])
    assert read_names("A/K/A SAMPLE") == ("A/K/A SAMPLE", [])


def test_an_address_begins_behind_the_legal_form() -> None:
    assert split_address("Example Trading, Inc., 1 Example Road, Dubai") == (
        "Example Trading, Inc.",
        "1 Example Road, Dubai",
    )
    assert split_address("Ivan Sample, 1 Example Road") == ("Ivan Sample", "1 Example Road")
    assert split_address("Ivan Sample") == ("Ivan Sample", "")
    assert split_address("") == ("", "")


def test_the_export_of_today() -> None:
    report = ReadReport()
    statements = read(DATA / "dpl_export.csv", UsBisDplCsvReader(), report)
    company, person = named(statements, "Example Trading, Inc."), named(statements, "Ivan Sample")
    name = next(s for s in statements if s.entity_id == company and s.prop == "name")
    assert name.original == "Example Trading, Inc., 1 Example Road, Dubai, UAE"
    assert name.locator == "dpl_export.csv#line=2&column=Name and Address"
    assert values(statements, company, "address") == ["1 Example Road, Dubai, UAE"]
    assert values(statements, f"{company}-sanction", "startDate") == ["2020-06-19"]
    assert values(statements, f"{company}-sanction", "provisions") == ["Standard"]
    assert values(statements, f"{person}-sanction", "startDate") == ["2021-06-03"]
    assert values(statements, f"{person}-sanction", "authorityId") == ["86 FR 1", "87 FR 2"]
    assert kinds(report) == {"unknown column Mood": 1}


def test_the_real_file_loses_no_row(shared: Path) -> None:
    path = shared / "lists" / "us_bis" / "dpl.txt"
    report = ReadReport()
    statements = read(path, UsBisDplReader(), report)
    with path.open(encoding="ascii", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert report.records == len(rows) == 546
    assert kinds(report) == {"country kept as a note only": 1, "modifiedAt kept as a note only": 1}
    sanctions = [s for s in statements if s.prop == "entity"]
    assert len(sanctions) == len({s.entity_id for s in sanctions}) == 546
    for prop, column in (("startDate", "Effective_Date"), ("endDate", "Expiration_Date")):
        told = {s.locator: s.value for s in statements if s.prop == prop}
        for number, row in enumerate(rows, start=2):
            month, day, year = (row[column] or "//").split("/")
            expected = f"{year}-{month}-{day}" if year else None
            assert told.get(f"dpl.txt#line={number}&column={column}") == expected
    names = [s.original or s.value for s in statements if s.prop == "name"]
    assert names == [row["Name"].strip() for row in rows]
    citations = sum(s.prop == "authorityId" for s in statements)
    assert citations >= sum(row["FR_Citation"].count("F.R.") > 0 for row in rows)


def test_readers_leave_each_others_files_alone() -> None:
    files = [SourceFile(DATA / name) for name in ("csl.csv", "dpl.txt", "dpl_export.csv")]
    old, new = UsBisDplReader().recognise(files), UsBisDplCsvReader().recognise(files)
    assert old is not None
    assert new is not None
    assert old.files == (files[1],)
    assert new.files == (files[2],)


@pytest.mark.parametrize(
    ("change", "error", "what"),
    [
        ((b'"DUBAI"', b'"DU\x00BAI"'), UnreadableError, "line 4: NUL"),
        ((b'"DUBAI"', b'"DUB\xc4I"'), UnreadableError, "line 4: byte 0xc4"),
        ((b'"DUBAI"\t', b""), FormatError, "line 4: 11 cells"),
        ((b'"DUBAI"', b'"' + b"D" * 5_000_000 + b'"'), HostileInputError, "line 4: "),
        ((b'"85 F.R. 1"', b'"85 F.R. 1'), UnreadableError, "line 5: a quote"),
    ],
    ids=["NUL", "encoding", "cell lost", "cell without end", "quote lost"],
)
def test_a_damaged_file_is_told(
    tmp_path: Path, change: tuple[bytes, bytes], error: type[Exception], what: str
) -> None:
    path = tmp_path / "dpl.txt"
    path.write_bytes((DATA / "dpl.txt").read_bytes().replace(*change, 1))
    with pytest.raises(error, match=rf"^dpl\.txt, {what}"):
        read(path, UsBisDplReader())
