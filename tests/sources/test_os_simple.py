"""OpenSanctions' table of targets, with values that hold the separator."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from followthemoney.types import registry
from hypothesis import given
from hypothesis import strategies as st

from sousveil.errors import FormatError, UnreadableError
from sousveil.model.statement import EXISTENCE, Statement
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.os_simple import OpenSanctionsSimpleReader, split_cell
from sousveil.sources.slugs import entity_id, slug

DATA = Path(__file__).parent / "data"


def read(path: Path, report: ReadReport | None = None) -> list[Statement]:
    reader = OpenSanctionsSimpleReader()
    claim = reader.recognise([SourceFile(path)])
    assert claim is not None
    return list(reader.read(claim, report or ReadReport()))


def values(statements: Iterable[Statement], entity_id: str, prop: str) -> list[str]:
    return [s.value for s in statements if (s.entity_id, s.prop) == (entity_id, prop)]


def test_a_person_a_company_and_a_ship() -> None:
    report = ReadReport()
    statements = read(DATA / "targets.simple.csv", report)
    assert report.records == 3
    assert report.published_at == "2026-10-08T06:00:00"
    assert values(statements, "NK-sample1", "alias") == ["Vanya", "Sampel; Ivan"]
    assert values(statements, "NK-sample1", "birthDate") == ["1970-05"]
    assert values(statements, "NK-sample1", "idNumber") == ["A1234567"]
    assert values(statements, "NK-sample2", "incorporationDate") == ["2001"]
    assert values(statements, "NK-sample2", "programId") == ["US-TERR"]
    assert values(statements, "NK-ship", "registrationNumber") == ["IMO9074729"]
    assert {note.kind for note in report.notes} == {"unknown column mood"}


def test_a_sanction_is_read_back_from_its_text() -> None:
    statements = read(DATA / "targets.simple.csv")
    first, second = "NK-sample1-sanction", "NK-sample1-sanction-2"
    assert values(statements, first, "program") == ["SDGT"]
    assert values(statements, first, "startDate") == ["2020-03-05"]
    assert values(statements, first, "summary") == []
    assert values(statements, second, "program") == ["Regulation 1"]
    assert values(statements, second, "startDate") == ["2021"]
    assert values(statements, second, "endDate") == ["2022-01"]
    assert values(statements, second, "summary") == ["Regulation 1 - made up - 2021 - 2022-01"]


def test_datasets_are_named_by_their_titles() -> None:
    statements = read(DATA / "targets.simple.csv")
    held = {s.dataset for s in statements if (s.entity_id, s.prop) == ("NK-sample2", EXISTENCE)}
    assert held == {"targets", "example_sanctions_list", "other_list"}


@given(st.lists(st.text(alphabet='ab;," ', min_size=1, max_size=6), min_size=1, max_size=4))
def test_what_a_csv_writer_joins_comes_apart(parts: list[str]) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="").writerow(parts)
    assert split_cell(stream.getvalue()) == [part.strip() for part in parts if part.strip()]


@given(st.text(max_size=30))
def test_a_slug_is_a_dataset_name(text: str) -> None:
    made = slug(text)
    assert made
    assert made == slug(made)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")


@given(st.text(max_size=12))
def test_an_entity_id_is_one_that_followthemoney_takes(key: str) -> None:
    made = entity_id("my_list", key)
    assert registry.entity.clean(made) == made
    assert made != entity_id("my_list", f"{key}x")


@pytest.mark.parametrize(
    ("change", "error", "what"),
    [
        ((b'"NK-sample1"', b'""'), FormatError, r"line 2, column id: the row has no id"),
        ((b'"NK-sample1",', b""), FormatError, r"line 2: 16 cells"),
        ((b"Vanya", b"Van\x00ya"), UnreadableError, "line 2: NUL"),
        ((b"Vanya", b"Van\xffya"), UnreadableError, "line 2: byte 0xff"),
    ],
)
def test_a_damaged_table_is_told(
    tmp_path: Path, change: tuple[bytes, bytes], error: type[Exception], what: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes((DATA / "targets.simple.csv").read_bytes().replace(*change, 1))
    with pytest.raises(error, match=rf"^t\.csv, {what}"):
        read(path)


def test_an_unknown_schema_is_still_screened(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    whole = (DATA / "targets.simple.csv").read_bytes()
    path.write_bytes(whole.replace(b'"Vessel"', b'"Blimp"'))
    report = ReadReport()
    ship = [s for s in read(path, report) if s.entity_id == "NK-ship"]
    assert {s.schema for s in ship} == {"LegalEntity"}
    assert any(note.kind == "unknown schema Blimp" for note in report.notes)
