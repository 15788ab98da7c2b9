"""The Consolidated Screening List: both formats say the same, ids are OFAC's, names are clean."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from sousveil.errors import FormatError, UnreadableError
from sousveil.model.statement import EXISTENCE, Statement
from sousveil.sources.base import Reader, ReadReport, Recognition, SourceFile
from sousveil.sources.csl_text import is_known_kind
from sousveil.sources.us_csl import UsCslCsvReader, UsCslJsonReader

DATA = Path(__file__).parent / "data"
READERS: tuple[Reader, ...] = (UsCslCsvReader(), UsCslJsonReader())


def read(path: Path, report: ReadReport | None = None) -> list[Statement]:
    claims = [(reader, reader.recognise([SourceFile(path)])) for reader in READERS]
    mine = [(reader, claim) for reader, claim in claims if claim is not None]
    assert len(mine) == 1
    return list(mine[0][0].read(mine[0][1], report or ReadReport()))


def values(statements: Iterable[Statement], entity_id: str, prop: str) -> list[str]:
    return [s.value for s in statements if (s.entity_id, s.prop) == (entity_id, prop)]


def kinds(report: ReadReport) -> dict[str, int]:
    return {note.kind: note.count for note in report.notes}


def told(statements: Iterable[Statement], entity_id: str) -> set[tuple[str, str, str]]:
    """What is said of an entity and what hangs on it, without places and published texts."""
    return {(s.entity_id, s.prop, s.value) for s in statements if s.entity_id.startswith(entity_id)}


def test_a_person_of_treasurys_lists() -> None:
    report = ReadReport()
    statements = read(DATA / "csl.csv", report)
    person = [s for s in statements if s.entity_id == "ofac-99001" and s.schema == "Person"]
    names = [(s.prop, s.value, s.original) for s in person if s.prop in {"name", "alias"}]
    assert names == [
        ("name", "Ivan SAMPLE Jr.", "SAMPLE, Ivan, Jr."),
        ("alias", "Ivan SAMPEL", "SAMPEL, Ivan"),
        ("alias", "VANYA", None),
    ]
    births = [(s.value, s.original) for s in person if s.prop == "birthDate"]
    assert births == [("1970-05-01", None), ("1971", "circa 1971")]
    assert values(person, "ofac-99001", "address") == ["1 Example Street, Tehran, 11111", "Dubai"]
    assert values(person, "ofac-99001", "country") == ["ir", "ae"]
    assert values(person, "ofac-99001", "passportNumber") == ["A1234567"]
    assert values(person, "ofac-99001", "idNumber") == ["00123"]
    assert values(person, "ofac-99001", "gender") == ["male"]
    assert values(person, "ofac-99001", "position") == ["Director"]
    assert "Shoe Size: 44" in values(person, "ofac-99001", "notes")
    passport = next(s for s in statements if s.schema == "Passport" and s.prop == "country")
    assert passport.value == "ir"
    assert kinds(report)["unknown id type Shoe Size"] == 1


def test_restrictions_carry_list_program_terms_and_dates() -> None:
    statements = read(DATA / "csl.csv")
    sdn, cmic = "ofac-99001-sanction", "ofac-99001-sanction-2"
    assert values(statements, sdn, "entity") == ["ofac-99001"]
    assert values(statements, sdn, "authority") == ["Treasury Department"]
    assert values(statements, sdn, "program") == [
        "Specially Designated Nationals (SDN)",
        "SDGT",
        "IFSR",
    ]
    assert values(statements, sdn, "provisions") == [
        "Additional Sanctions Information: Subject to Secondary Sanctions"
    ]
    assert values(statements, sdn, "sourceUrl") == [
        "https://www.treasury.gov/sdn",
        "https://www.treasury.gov/info",
    ]
    assert values(statements, cmic, "startDate") == ["2021-08-02"]
    entity_list = "us-csl-el-0123456789abcdef0123456789abcdef01234567-sanction"
    assert values(statements, entity_list, "startDate") == ["2024-12-02"]
    assert values(statements, entity_list, "authorityId") == [
        "66 FR 24266",
        "77 FR 58006 (no. 182)",
        "89 FR 99999",
    ]
    assert values(statements, entity_list, "provisions") == [
        "For all items subject to the EAR.",
        "Presumption of denial",
    ]


def test_topics_say_what_each_list_does() -> None:
    statements = read(DATA / "csl.csv")
    el = "us-csl-el-0123456789abcdef0123456789abcdef01234567"
    assert values(statements, "ofac-99001", "topics") == ["sanction", "invest.ban"]
    assert values(statements, el, "topics") == ["export.control"]


def test_legal_phrases_leave_the_name_and_stay_on_record() -> None:
    report = ReadReport()
    statements = read(DATA / "csl.csv", report)
    el = "us-csl-el-0123456789abcdef0123456789abcdef01234567"
    name = next(s for s in statements if s.entity_id == el and s.prop == "name")
    assert name.value == "Example Institute of Technology"
    assert name.original == (
        "Example Institute of Technology; and any successor, sub-unit, or subsidiary thereof"
    )
    assert values(statements, el, "notes") == [
        "name: and any successor, sub-unit, or subsidiary thereof"
    ]
    assert values(statements, el, "alias") == ["EIT", "Caf? Labs."]
    assert kinds(report)["question mark in a name, as published"] == 1


def test_a_vessel_has_its_numbers_and_flags() -> None:
    statements = read(DATA / "csl.csv")
    assert values(statements, "ofac-99003", "imoNumber") == ["9074729"]
    assert values(statements, "ofac-99003", "flag") == ["ir"]
    assert values(statements, "ofac-99003", "pastFlags") == ["pa"]
    assert values(statements, "ofac-99003", "callSign") == ["T2EA4"]
    assert values(statements, "ofac-99003", "notes") == ["vessel owner: EXAMPLE SHIPPING"]


def test_a_list_that_is_not_known_is_read_and_reported() -> None:
    report = ReadReport()
    statements = read(DATA / "csl.csv", report)
    assert report.records == 5
    assert kinds(report)["unknown list Made-up List (XYZ)"] == 1
    assert kinds(report)["row without a name"] == 1
    assert any(s.entity_id.startswith("us-csl-xyz-") for s in statements)


def test_json_says_what_csv_says() -> None:
    report = ReadReport()
    statements = read(DATA / "csl.json", report)
    tables = [s for s in read(DATA / "csl.csv") if s.locator.startswith("csl.csv#line=2")]
    dated = {(s.entity_id, s.prop, s.value) for s in statements if s.value == "2030-03-02"}
    assert len(dated) == 1
    assert told(statements, "ofac-99001") - dated == told(tables, "ofac-99001")
    assert report.records == 2
    assert kinds(report) == {"unknown id type Shoe Size": 1, "unknown key moon_phase": 1}
    el = next(s for s in statements if s.value == "89 FR 99999")
    assert el.locator == "csl.json#/results/1/federal_register_notice"


def test_the_real_file_loses_no_row(shared: Path) -> None:
    path = shared / "lists" / "us_trade_csl" / "csl.csv"
    report = ReadReport()
    statements = read(path, report)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert report.records == len(rows) == 115
    assert report.notes == ()
    parties = {s.entity_id for s in statements if s.prop == "name"}
    assert len(parties) == len({s.value for s in statements if s.prop == "entity"}) == 115
    treasury = {f"ofac-{row['entity_number']}" for row in rows if row["entity_number"]}
    assert treasury == {party for party in parties if party.startswith("ofac-")}
    found = Counter(s.prop for s in statements)
    cells = Counter(
        {key: sum(len(row[key].split("; ")) for row in rows if row[key]) for key in rows[0]}
    )
    assert found["birthDate"] == cells["dates_of_birth"]
    assert found["startDate"] == cells["start_date"]
    assert found["endDate"] == cells["end_date"]
    assert found["position"] == cells["title"]
    published = {s.original or s.value for s in statements if s.prop == "alias"}
    aliases = {name.strip() for row in rows for name in row["alt_names"].split("; ") if name}
    assert published == aliases
    everything = " ".join(s.original or s.value for s in statements)
    for row in rows:
        for entry in filter(None, row["ids"].split("; ")):
            said = [part for part in entry.split(", ") if not is_known_kind(part)]
            assert max(said, key=len) in everything


def copy(folder: Path, name: str, change: tuple[str, str]) -> Path:
    text = (DATA / name).read_text(encoding="utf-8")
    assert change[0] in text
    path = folder / name
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    return path


def test_a_truncated_csv_is_told(tmp_path: Path) -> None:
    whole = (DATA / "csl.csv").read_bytes()
    path = tmp_path / "csl.csv"
    path.write_bytes(whole[:-200])
    with pytest.raises((UnreadableError, FormatError), match=r"^csl\.csv, line [456]: "):
        read(path)


@pytest.mark.parametrize("cut", [3, 40, 300, 700])
def test_a_truncated_json_is_told(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "csl.json"
    path.write_bytes((DATA / "csl.json").read_bytes()[:-cut])
    with pytest.raises(UnreadableError, match="breaks off"):
        read(path)


def test_a_column_too_many_is_counted_and_one_too_few_refused(tmp_path: Path) -> None:
    report = ReadReport()
    path = tmp_path / "csl.csv"
    lines = (DATA / "csl.csv").read_text(encoding="utf-8").splitlines()
    more = [line + (",mood" if n == 0 else ',"x"') for n, line in enumerate(lines)]
    path.write_text("\n".join(more) + "\n", encoding="utf-8")
    assert len(read(path, report)) == len(read(DATA / "csl.csv"))
    assert kinds(report)["unknown column mood"] == 1
    reader = UsCslCsvReader()
    for missing in ("alt_names", "license_requirement"):
        other = copy(tmp_path, "csl.csv", (f",{missing},", ",something,"))
        assert reader.recognise([SourceFile(other)]) is None


def test_bytes_that_are_not_utf8_name_their_line(tmp_path: Path) -> None:
    path = tmp_path / "csl.csv"
    path.write_bytes((DATA / "csl.csv").read_bytes().replace(b"Caf?", b"Caf\xe9"))
    with pytest.raises(UnreadableError, match=r"^csl\.csv, line 5: "):
        read(path)


def test_a_huge_cell_is_no_name_and_does_not_hang(tmp_path: Path) -> None:
    for filler in ("x" * 120_000, "a " * 60_000, " " * 120_000 + "any", "( " * 60_000):
        report = ReadReport()
        name = f"Example Institute of Technology{filler}"
        path = copy(tmp_path, "csl.csv", ("Example Institute of Technology", name))
        read(path, report)
        assert report.records == 5


@pytest.mark.parametrize("value", [None, 5, {"a": 1}, ["x"], "text", [None], [[]], True])
def test_json_of_other_types_is_read_without_a_crash(tmp_path: Path, value: Any) -> None:
    element = json.loads((DATA / "csl.json").read_text(encoding="utf-8"))["results"][0]
    for key in element:
        path = tmp_path / "csl.json"
        path.write_text(json.dumps({"results": [{**element, key: value}]}), encoding="utf-8")
        claim = Recognition("us-csl-json", "us_trade_csl", (SourceFile(path),))
        statements = list(UsCslJsonReader().read(claim, ReadReport()))
        assert any(s.prop == EXISTENCE for s in statements)
