"""Senzing's entity JSON: three shapes, lines and arrays, one meaning."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.model.statement import EXISTENCE, Statement
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.ftm_json import FtmJsonReader
from sousveil.sources.senzing import SenzingReader
from sousveil.sources.senzing_features import ATTRIBUTES, features, split_usage

DATA = Path(__file__).parent / "data"


def read(path: Path, report: ReadReport | None = None) -> list[Statement]:
    reader = SenzingReader()
    claim = reader.recognise([SourceFile(path)])
    assert claim is not None
    return list(reader.read(claim, report or ReadReport()))


def write(folder: Path, records: Any, *, lines: bool = True) -> Path:
    path = folder / "x.json"
    text = "".join(json.dumps(r) + "\n" for r in records) if lines else json.dumps(records)
    path.write_text(text, encoding="utf-8")
    return path


def values(statements: Iterable[Statement], entity_id: str, prop: str) -> list[str]:
    return [s.value for s in statements if (s.entity_id, s.prop) == (entity_id, prop)]


def test_the_grouped_shape_of_opensanctions() -> None:
    statements = read(DATA / "senzing.json")
    party = "NK-sample1"
    held = {s.dataset for s in statements if (s.entity_id, s.prop) == (party, EXISTENCE)}
    assert held == {"us_ofac_sdn", "senzing"}
    expected = {
        "name": ["Ivan Sample"],
        "alias": ["Vanya"],
        "topics": ["sanction"],
        "birthDate": ["1970-05"],
        "nationality": ["ir"],
        "passportNumber": ["A1234567"],
        "wikidataId": ["Q42"],
        "sourceUrl": ["https://example.test/NK-sample1"],
    }
    assert {prop: values(statements, party, prop) for prop in expected} == expected
    link = next(s.entity_id for s in statements if s.schema == "UnknownLink")
    assert values(statements, link, "subject") == [party]
    assert values(statements, link, "object") == ["NK-x"]
    assert values(statements, link, "role") == ["Ownership"]
    name = next(s for s in statements if s.value == "Vanya")
    assert name.locator == "senzing.json#line=1&column=/NAMES/1"


def test_the_recommended_shape_with_a_list_of_features() -> None:
    report = ReadReport()
    statements = read(DATA / "senzing.json", report)
    party = "customers-1"
    assert {s.schema for s in statements if s.entity_id == party} == {"Organization"}
    assert values(statements, party, "name") == ["Example Ltd"]
    assert values(statements, party, "address") == ["1 Road, London"]
    assert values(statements, party, "country") == ["gb"]
    assert values(statements, party, "notes") == ["related: PARENT OWN 2", "FAVOURITE_TEA: Assam"]
    assert {s.dataset for s in statements if s.entity_id == party and s.prop == EXISTENCE} == {
        "senzing",
        "customers",
    }
    assert report.records == 4


def test_the_flat_shape_with_usages() -> None:
    statements = read(DATA / "senzing.json")
    party = "customers-2"
    assert values(statements, party, "name") == ["Ivan Sample"]
    assert values(statements, party, "firstName") == ["Ivan"]
    assert values(statements, party, "alias") == ["Vanya S."]
    assert values(statements, party, "previousName") == ["Ivan Old"]
    assert values(statements, party, "address") == ["1 Road, London", "2 Street, Paris"]
    assert values(statements, party, "socialSecurityNumber") == ["000-00-0000"]
    assert values(statements, party, "idNumber") == ["D1"]


def test_what_must_not_be_read_is_counted_alone() -> None:
    report = ReadReport()
    statements = read(DATA / "senzing.json", report)
    assert "secret" not in " ".join(s.value for s in statements)
    assert {note.kind: note.count for note in report.notes} == {
        "attribute ETHNICITY withheld": 1,
        "attribute RELIGION withheld": 1,
        "unknown attribute FAVOURITE_TEA": 1,
        "unknown record type SPACESHIP": 1,
    }


def test_an_array_says_what_lines_say(tmp_path: Path) -> None:
    text = (DATA / "senzing.json").read_text(encoding="utf-8")
    records = [json.loads(line) for line in text.splitlines()]
    lines = read(write(tmp_path, records))
    array = read(write(tmp_path, records, lines=False))
    told = [[(s.entity_id, s.prop, s.value, s.dataset) for s in found] for found in (lines, array)]
    assert told[0] == told[1]
    assert {s.locator for s in array if s.value == "Vanya"} == {"x.json#/0/NAMES/1"}
    path = tmp_path / "indented.json"
    path.write_text(json.dumps(records, indent=2), encoding="utf-8")
    assert [s.value for s in read(path)] == [s.value for s in array]


def test_one_source_names_the_dataset_and_several_leave_it_to_the_file(tmp_path: Path) -> None:
    def dataset(*sources: str) -> str:
        records = [{"DATA_SOURCE": name, "RECORD_ID": "1"} for name in sources]
        claim = SenzingReader().recognise([SourceFile(write(tmp_path, records))])
        assert claim is not None
        return claim.dataset

    assert dataset("OS_US_OFAC_SDN", "OS_US_OFAC_SDN") == "us_ofac_sdn"
    assert dataset("CUSTOMERS") == "customers"
    assert dataset("CUSTOMERS", "VENDORS") == "x"


def test_neither_format_claims_the_other() -> None:
    senzing, ftm = SourceFile(DATA / "senzing.json"), SourceFile(DATA / "entities.ftm.json")
    assert FtmJsonReader().recognise([senzing]) is None
    assert SenzingReader().recognise([ftm]) is None


def test_every_attribute_is_its_own_and_takes_a_usage() -> None:
    for attribute in ATTRIBUTES:
        assert split_usage(attribute) == ("", attribute)
        assert split_usage(f"HOME_{attribute}")[1] in ATTRIBUTES
    assert split_usage("HOME_ADDR_LINE1") == ("HOME", "ADDR_LINE1")
    assert split_usage("SHOE_SIZE") == ("", "SHOE_SIZE")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["NAME_FULL", "X", "a/b"]), inner)
        ),
        max_leaves=12,
    )
)
def test_no_text_of_a_record_is_lost(tree: Any) -> None:
    def leaves(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [leaf for item in value.values() for leaf in leaves(item)]
        if isinstance(value, list):
            return [leaf for item in value for leaf in leaves(item)]
        text = "" if value is None else " ".join(str(value).split())
        return [text] if text else []

    found = [text for feature in features({"R": tree}) for text in feature.values.values()]
    assert sorted(found) == sorted(leaves(tree))


@pytest.mark.parametrize(
    ("content", "error", "what"),
    [
        (b'{"DATA_SOURCE":"A","RECORD_ID":" "}\n', FormatError, "row 1: the record has no RECORD"),
        (b'{"DATA_SOURCE":"A","RECORD_ID":"1"}\n{"x"\n', FormatError, "line 2: not JSON"),
        (b'{"DATA_SOURCE":"A","RECORD_ID":"1"}\n{"x"', UnreadableError, "line 2: the last line"),
        (b'[{"DATA_SOURCE":"A","RECORD_ID":"1"},\n{"x"', UnreadableError, "row 2: the document"),
        (
            b'{"DATA_SOURCE":"A","RECORD_ID":"1","x":' + b"[" * 900 + b"]" * 900 + b"}\n",
            HostileInputError,
            "row 1: the record is nested",
        ),
    ],
    ids=["no id", "bad line", "cut line", "cut array", "deep"],
)
def test_a_damaged_file_is_told(
    tmp_path: Path, content: bytes, error: type[Exception], what: str
) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(error, match=rf"^x\.json, {what}"):
        read(path)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"[[", b'{"DATA_SOURCE":"A"}', b"a,b\n"])
def test_other_content_is_not_claimed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert SenzingReader().recognise([SourceFile(path)]) is None
