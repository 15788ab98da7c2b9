"""FollowTheMoney JSON lines: nothing lost, nothing invented, bounded memory."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from followthemoney.types import registry
from hypothesis import given, settings
from hypothesis import strategies as st

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.model.ftm import WITHHELD
from sousveil.model.statement import EXISTENCE, Statement
from sousveil.sources.base import ReadReport, Recognition, SourceFile
from sousveil.sources.ftm_json import FtmJsonReader

DATA = Path(__file__).parent / "data"
SCHEMATA = sorted(schema.name for schema in model.schemata.values() if not schema.abstract)


def read(path: Path, report: ReadReport | None = None) -> list[Statement]:
    reader = FtmJsonReader()
    source = reader.recognise([SourceFile(path)])
    assert source is not None
    return list(reader.read(source, report or ReadReport()))


def write(
    folder: Path, entities: Iterable[dict[str, Any]], name: str = "entities.ftm.json"
) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(entity) + "\n" for entity in entities), encoding="utf-8")
    return path


def entity(**changes: Any) -> dict[str, Any]:
    plain = {
        "id": "NK-1",
        "caption": "Example Ltd",
        "schema": "Company",
        "properties": {"name": ["Example Ltd"]},
        "referents": [],
        "datasets": ["xx_list"],
        "first_seen": "2023-04-20T12:00:00",
        "last_seen": "2026-10-08T06:00:00",
        "last_change": "2025-01-02T06:00:00",
        "target": True,
    }
    return {**plain, **changes}


def values(statements: Iterable[Statement], entity_id: str, prop: str) -> list[str]:
    return [s.value for s in statements if (s.entity_id, s.prop) == (entity_id, prop)]


def kinds(report: ReadReport) -> dict[str, int]:
    return {note.kind: note.count for note in report.notes}


def test_a_flat_file_gives_its_values_with_their_lines() -> None:
    report = ReadReport()
    statements = read(DATA / "entities.ftm.json", report)
    assert report.records == 3
    assert report.published_at == "2026-10-08T06:00:00"
    assert report.notes == ()
    assert values(statements, "NK-sample1", "weakAlias") == ["Vanya"]
    sanction = [s for s in statements if s.entity_id == "xx-sanction-1"]
    assert {s.locator for s in sanction} == {"entities.ftm.json#line=2"}
    assert {s.prop: s.value for s in sanction if s.prop != EXISTENCE} == {
        "entity": "NK-sample1",
        "authority": "Office of Examples",
        "program": "SDGT",
        "startDate": "2020-03-05",
    }


def test_referents_and_datasets_are_statements_that_the_entity_exists() -> None:
    statements = read(DATA / "entities.ftm.json")
    exists = {(s.value, s.dataset) for s in statements if s.prop == EXISTENCE}
    assert ("xx-99001", "xx_list") in exists
    assert {("NK-sample2", "xx_list"), ("NK-sample2", "yy_list")} <= exists
    several = {s.dataset for s in statements if s.entity_id == "NK-sample2" and s.prop == "name"}
    assert several == {"entities"}


def test_nested_entities_become_entities_with_links_both_ways() -> None:
    report = ReadReport()
    statements = read(DATA / "targets.nested.json", report)
    assert report.notes == ()
    assert report.records == 2
    assert values(statements, "NK-sample1", "addressEntity") == ["addr-1"]
    assert values(statements, "addr-1", "full") == ["1 Example Street, Tehran"]
    assert values(statements, "xx-sanction-1", "entity") == ["NK-sample1"]
    assert values(statements, "own-1", "owner") == ["NK-sample1"]
    assert values(statements, "own-1", "asset") == ["NK-sample2"]
    assert values(statements, "NK-sample2", "name") == [
        "Example Trading Co.",
        "Example Trading Co.",
    ]


def test_a_nested_entity_that_stands_twice_is_stated_once(tmp_path: Path) -> None:
    address = {"id": "addr", "schema": "Address", "properties": {"full": ["1 Road"]}}
    holders = [
        entity(id=f"NK-{n}", properties={"name": ["X"], "addressEntity": [address]})
        for n in range(3)
    ]
    statements = read(write(tmp_path, holders))
    assert values(statements, "addr", "full") == ["1 Road"]
    assert [s.entity_id for s in statements if s.prop == "addressEntity"] == [
        "NK-0",
        "NK-1",
        "NK-2",
    ]


def test_recognition_takes_the_one_dataset_or_the_file_name(tmp_path: Path) -> None:
    reader = FtmJsonReader()

    def dataset(name: str, *datasets: list[str]) -> str:
        path = write(tmp_path, [entity(datasets=names) for names in datasets], name)
        source = reader.recognise([SourceFile(path)])
        assert source is not None
        return source.dataset

    assert dataset("entities.ftm.json", ["us_ofac_sdn"], ["us_ofac_sdn"]) == "us_ofac_sdn"
    assert dataset("My Export-1.json", ["a"], ["b"]) == "my_export_1"
    assert dataset("none.json", []) == "none"
    assert dataset("../…json".replace("/", "_"), []) == "ftm"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"id":"1"}\n',
        b'{"DATA_SOURCE":"X","RECORD_ID":"1"}\n',
        b'{"schema":"Person","properties":[],"id":"1"}\n',
        b"id,schema,properties\n",
        b"\x00\x01",
    ],
)
def test_other_content_is_not_claimed(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "entities.ftm.json"
    path.write_bytes(content)
    assert FtmJsonReader().recognise([SourceFile(path)]) is None


def test_a_first_line_longer_than_the_head_is_recognised(tmp_path: Path) -> None:
    names = [f"Example {n} Ltd" for n in range(8000)]
    path = write(tmp_path, [entity(properties={"name": names})])
    assert values(read(path), "NK-1", "name") == names


def test_what_the_model_does_not_know_is_kept_as_notes(tmp_path: Path) -> None:
    report = ReadReport()
    strange = entity(
        schema="Blimp", properties={"name": ["Z"], "lift": ["9 t"], "country": ["xx1"]}, extra=1
    )
    typo = entity(id="NK-2", properties={"nmae": ["Example"], "sanctions": ["id-of-one"]})
    statements = read(write(tmp_path, [strange, typo]), report)
    assert kinds(report) == {
        "unknown schema Blimp": 1,
        "unknown property lift": 1,
        "country kept as a note only": 1,
        "unknown property nmae": 1,
        "reverse property sanctions": 1,
        "unknown key extra": 1,
    }
    assert values(statements, "NK-1", "name") == ["Z"]
    assert values(statements, "NK-1", "notes") == ["lift: 9 t", "country: xx1"]
    assert values(statements, "NK-2", "notes") == ["nmae: Example", "sanctions: id-of-one"]
    assert {s.schema for s in statements if s.entity_id == "NK-1"} == {"LegalEntity"}


def test_withheld_properties_are_dropped_and_counted(tmp_path: Path) -> None:
    report = ReadReport()
    properties = {"name": ["A B"], **{prop: ["said"] for prop in WITHHELD}}
    nested = entity(properties={"holder": [entity(schema="Person", properties=properties)]})
    statements = read(write(tmp_path, [{**nested, "id": "p", "schema": "Passport"}]), report)
    assert "said" not in json.dumps(
        [s.value for s in statements] + [s.original for s in statements]
    )
    assert kinds(report) == {f"property {prop} withheld": 1 for prop in WITHHELD}


def test_closed_vocabularies_are_checked(tmp_path: Path) -> None:
    report = ReadReport()
    properties = {
        "country": ["China", "ru", "Atlantis"],
        "incorporationDate": ["2001-02", "in spring"],
        "topics": ["sanction", "made.up"],
    }
    statements = read(write(tmp_path, [entity(properties=properties)]), report)
    countries = [(s.value, s.original) for s in statements if s.prop == "country"]
    assert countries == [("cn", "China"), ("ru", None)]
    assert values(statements, "NK-1", "incorporationDate") == ["2001-02"]
    assert values(statements, "NK-1", "topics") == ["sanction"]
    assert values(statements, "NK-1", "notes") == [
        "country: Atlantis",
        "incorporationDate: in spring",
        "topics: made.up",
    ]
    assert sum(kinds(report).values()) == 3


def test_values_that_are_no_text_lose_nothing(tmp_path: Path) -> None:
    report = ReadReport()
    properties = {
        "name": "Not in a list",
        "amount": [12, 1.5, None, True],
        "address": [{"city": "Rome"}, ["a"], " "],
    }
    statements = read(write(tmp_path, [entity(properties=properties)]), report)
    assert values(statements, "NK-1", "name") == ["Not in a list"]
    assert values(statements, "NK-1", "amount") == ["12", "1.5", "true"]
    assert values(statements, "NK-1", "notes") == ['address: {"city":"Rome"}', 'address: ["a"]']
    assert kinds(report) == {"address kept as a note only": 2}


def test_a_huge_value_is_no_name(tmp_path: Path) -> None:
    statements = read(write(tmp_path, [entity(properties={"name": ["x" * 1_000_000, "Ex"]})]))
    assert values(statements, "NK-1", "name") == ["Ex"]
    assert len(values(statements, "NK-1", "notes")[0]) == 1_000_006


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"id": None}, "no id"),
        ({"id": " "}, "no id"),
        ({"schema": None}, "no schema"),
        ({"properties": ["name"]}, "no properties"),
        ({"properties": {"addressEntity": [{"schema": "Address", "id": 5}]}}, "no id"),
    ],
)
def test_a_line_that_is_no_entity_is_named(
    tmp_path: Path, changes: dict[str, Any], what: str
) -> None:
    path = write(tmp_path, [entity(), entity(**changes)])
    with pytest.raises(FormatError, match=rf"^entities\.ftm\.json, line 2: .*{what}"):
        read(path)


@pytest.mark.parametrize("depth", [60, 100, 240])
def test_nesting_without_end_is_refused(tmp_path: Path, depth: int) -> None:
    nested: dict[str, Any] = {"id": "0", "schema": "Address", "properties": {}}
    for number in range(1, depth):
        properties = {"name": ["X"], "addressEntity": [nested]}
        nested = {"id": str(number), "schema": "Company", "properties": properties}
    path = write(tmp_path, [nested])
    if depth > 60:
        with pytest.raises(HostileInputError, match="line 1: the entity is nested deeper"):
            read(path)
    else:
        assert len({s.entity_id for s in read(path)}) == depth


def test_a_truncated_file_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "entities.ftm.json"
    path.write_bytes((DATA / "entities.ftm.json").read_bytes()[:-40])
    with pytest.raises(UnreadableError, match="breaks off"):
        read(path)


def test_names_with_letters_read_in_the_wrong_encoding_stay_as_published(tmp_path: Path) -> None:
    mojibake = "Societ\u00c3\u00a9 Anonyme"
    statements = read(write(tmp_path, [entity(properties={"name": [mojibake]})]))
    assert values(statements, "NK-1", "name") == [mojibake]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(lines: int) -> int:
        path = write(tmp_path, (entity(id=f"NK-{n}") for n in range(lines)))
        reader = FtmJsonReader()
        source = Recognition("ftm-json", "xx_list", (SourceFile(path),))
        tracemalloc.start()
        for _ in reader.read(source, ReadReport()):
            pass
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(10)  # caches of the model are filled once
    assert peak(5000) < peak(100) + 100_000


@st.composite
def ftm_entities(draw: st.DrawFn) -> dict[str, Any]:
    schema = model.get(draw(st.sampled_from(SCHEMATA)))
    assert schema is not None
    names = sorted(
        prop.name
        for prop in schema.properties.values()
        if not prop.stub and prop.name not in WITHHELD
    )
    samples = {
        registry.country: st.sampled_from(["ru", "ir", "suhh"]),
        registry.date: st.dates(date(1901, 1, 1), date(2099, 12, 31)).map(date.isoformat),
        registry.topic: st.sampled_from(sorted(registry.topic.names)),
        registry.gender: st.sampled_from(["male", "female"]),
        registry.language: st.sampled_from(["eng", "fas"]),
        registry.mimetype: st.just("text/plain"),
    }
    text = st.text(min_size=1, max_size=30).filter(lambda text: not text.isspace())
    text = text.filter(lambda text: text.isprintable())
    properties = {
        name: draw(
            st.lists(samples.get(schema.properties[name].type, text), max_size=3, unique=True)
        )
        for name in draw(st.lists(st.sampled_from(names), max_size=8, unique=True))
    }
    identifier = st.from_regex(r"[a-zA-Z0-9-]{1,12}", fullmatch=True)
    return {
        "id": draw(identifier),
        "schema": schema.name,
        "properties": properties,
        "datasets": draw(st.lists(identifier, min_size=1, max_size=3, unique=True)),
        "referents": draw(st.lists(identifier, max_size=3, unique=True)),
    }


@settings(max_examples=50)
@given(ftm_entities())
def test_any_entity_comes_through_whole(
    tmp_path_factory: pytest.TempPathFactory, given_entity: dict[str, Any]
) -> None:
    report = ReadReport()
    statements = read(write(tmp_path_factory.mktemp("ftm"), [given_entity]), report)
    assert report.notes == ()
    assert {s.entity_id for s in statements} == {given_entity["id"]}
    assert {s.schema for s in statements} == {given_entity["schema"]}
    found: dict[str, list[str]] = {}
    for statement in statements:
        if statement.prop != EXISTENCE:
            found.setdefault(statement.prop, []).append(statement.value)
    assert found == {prop: listed for prop, listed in given_entity["properties"].items() if listed}
    exists = [s for s in statements if s.prop == EXISTENCE]
    assert [s.dataset for s in exists if s.value == given_entity["id"]] == given_entity["datasets"]
    assert {s.value for s in exists} == {given_entity["id"], *given_entity["referents"]}
