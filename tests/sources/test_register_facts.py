"""The shipped register against the facts that it was made from, and against OFAC's own list."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from sousveil.model.statement import Statement
from sousveil.sources.base import ReadReport
from sousveil.sources.register import RegisterReader, register_path
from sousveil.sources.registry import source_files

pytestmark = pytest.mark.shared

NAME_PROPS = {"name", "alias", "abbreviation", "previousName", "weakAlias"}
MARK = "to be verified"
GROUPS = ("and others", "subordinate", "state-owned enterprises of China together")
"""What the facts name without giving a name to look for."""


@pytest.fixture(scope="module")
def statements() -> list[Statement]:
    reader, report = RegisterReader(), ReadReport()
    claim = reader.recognise(source_files(register_path()))
    assert claim is not None
    return list(reader.read(claim, report))


@pytest.fixture
def facts(shared: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((shared / "register" / "facts.yml").read_text("utf-8"))
    return found


def named(statements: list[Statement]) -> dict[str, set[str]]:
    """Ids by name in small letters."""
    found: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        if statement.prop in NAME_PROPS:
            found[statement.value.casefold()].add(statement.entity_id)
    return found


def of(statements: list[Statement], entity_id: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for statement in statements:
        if statement.entity_id == entity_id:
            found[statement.prop].append(statement.value)
    return found


def party(statements: list[Statement], name: str) -> str:
    name = re.sub(r" \(since.*| and 68.*", "", name)
    found = named(statements)[name.casefold()]
    assert len(found) == 1, f"{name!r} is the name of {found or 'nothing'}"
    return next(iter(found))


def links(
    statements: list[Statement], schema: str, prop: str, to: str
) -> list[dict[str, list[str]]]:
    ids = [s.entity_id for s in statements if (s.schema, s.prop, s.value) == (schema, prop, to)]
    return [of(statements, entity_id) for entity_id in ids]


def test_every_company_with_all_its_names(
    statements: list[Statement], facts: dict[str, Any]
) -> None:
    for fact in facts["companies"]:
        entity_id = party(statements, fact["name"])
        said = of(statements, entity_id)
        names = {name for prop in NAME_PROPS for name in said[prop]}
        wanted = {fact.get("zh"), *fact.get("short", ()), *fact.get("brands", ())} - {None}
        assert wanted <= names, entity_id
        assert said["country"] == [fact["country"]]
        assert fact.get("listed", "") in {"", *said["ticker"]}
        assert str(fact.get("founded", "")) in {"", *said["incorporationDate"]}
        for subsidiary in fact.get("subsidiaries", ()):
            child = of(statements, party(statements, subsidiary.split(" (")[0]))
            assert child["parent"] == [entity_id]
        for parent in fact.get("parents", ()):
            assert party(statements, parent) in said["parent"]
        if fact.get("sure") == "known":
            assert any(MARK in note for note in said["notes"])


def test_every_share_as_a_range_with_its_doubt(
    statements: list[Statement], facts: dict[str, Any]
) -> None:
    checked = 0
    for fact in facts["companies"]:
        for owner in fact.get("owners", ()):
            held = links(statements, "Ownership", "asset", party(statements, fact["name"]))
            wanted = str(owner["share"]).replace("..", "-")
            (found,) = [holding for holding in held if holding["percentage"] == [wanted]]
            assert (owner.get("sure") == "known") == any(MARK in text for text in found["status"])
            if "at" in owner:
                assert found["date"] == str(owner["at"]).split("/")
            name = owner["owner"].split(" (")[0]
            if name not in GROUPS:
                assert found["owner"] == [party(statements, name)]
            checked += 1
    assert checked == 4


def claims(facts: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    """Yield restriction, company, date and whether it is sure, for lists with entries."""
    for law in facts["restrictions"]:
        for entry in law.get("entries", ()):
            sure = entry.get("sure", law.get("sure")) is True
            for name in [*entry["companies"], *entry.get("bodies", ())]:
                yield law["id"], name, str(entry["since"]), sure


PROGRAMS = {
    "us-ndaa-889": "NDAA FY2019 Section 889",
    "us-fcc-covered": "FCC Covered List",
    "us-bis-entity-list": "BIS Entity List",
    "us-ns-cmic": "NS-CMIC List",
    "us-dod-1260h": "DoD Section 1260H List",
    "uk-sensitive-sites": "UK sensitive sites instruction",
    "au-removal": "Australian removal of Hikvision and Dahua devices",
}


def test_every_listing_with_its_date_and_doubt(
    statements: list[Statement], facts: dict[str, Any]
) -> None:
    checked = 0
    for law, name, since, sure in claims(facts):
        if any(group in name for group in GROUPS):
            continue
        sanctions = links(statements, "Sanction", "entity", party(statements, name))
        (found,) = [
            s for s in sanctions if s["program"] == [PROGRAMS[law]] and s["startDate"] == [since]
        ]
        assert (MARK in found["provisions"][0]) == (not sure), (law, name)
        checked += 1
    assert checked > 30


def test_every_law_of_the_facts_meets_somebody(
    statements: list[Statement], facts: dict[str, Any]
) -> None:
    assert set(PROGRAMS) == {law["id"] for law in facts["restrictions"]}
    programs = {s.value for s in statements if s.prop == "program"}
    assert programs == set(PROGRAMS.values())


@pytest.mark.parametrize("law", ["us-ns-cmic", "us-dod-1260h"])
def test_lists_that_are_only_widely_published(
    statements: list[Statement], facts: dict[str, Any], law: str
) -> None:
    (fact,) = [fact for fact in facts["restrictions"] if fact["id"] == law]
    for name in fact["companies"]:
        if name in GROUPS:
            continue
        sanctions = links(statements, "Sanction", "entity", party(statements, name))
        (found,) = [sanction for sanction in sanctions if sanction["program"] == [PROGRAMS[law]]]
        assert MARK in found["provisions"][0]


def test_section_889_by_part_and_purpose(
    statements: list[Statement], facts: dict[str, Any]
) -> None:
    (fact,) = [fact for fact in facts["restrictions"] if fact["id"] == "us-ndaa-889"]
    dates = sorted(str(day) for day in fact["effective"].values())
    for covered in fact["covers"]:
        sanctions = links(statements, "Sanction", "entity", party(statements, covered["company"]))
        found = [s for s in sanctions if s["program"] == [PROGRAMS["us-ndaa-889"]]]
        assert sorted(s["startDate"][0] for s in found) == dates
        limited = "for" in covered or covered["what"].startswith("same as")
        for sanction in found:
            assert ("critical infrastructure" in sanction["provisions"][0]) == limited
            assert "subsidiaries and affiliates" in sanction["provisions"][0]
            assert fact["url"] in sanction["sourceUrl"]


def test_ofac_agrees_with_names_dates_and_codes(statements: list[Statement], shared: Path) -> None:
    path = shared / "lists" / "us_ofac" / "consolidated" / "cons_prim.csv"
    remarks = ofac_remarks(path)
    months = {
        "2021-06-03": "03 Jun 2021",
        "2021-12-10": "10 Dec 2021",
        "2021-12-16": "16 Dec 2021",
    }
    checked = 0
    for entity_id in {s.value for s in statements if s.prop == "entity"}:
        said = of(statements, entity_id)
        for sanction in links(statements, "Sanction", "entity", entity_id):
            if sanction["program"] != [PROGRAMS["us-ns-cmic"]]:
                continue
            (remark,) = {
                remarks[name.casefold()]
                for name in [*said["name"], *said["alias"]]
                if name.casefold() in remarks
            }
            assert f"Listing Date (CMIC) {months[sanction['startDate'][0]]}" in remark
            tickers = [ticker.removesuffix(".SZ") for ticker in said["ticker"]]
            codes = [*said["uscCode"], *said["isinCode"], *said["registrationNumber"], *tickers]
            assert all(code in remark for code in codes)
            checked += 1
    assert checked == 10


def ofac_remarks(path: Path) -> dict[str, str]:
    """What OFAC remarks on each party, by its name in small letters."""
    with path.open(encoding="latin-1", newline="") as file:
        return {row[1].casefold(): row[11] for row in csv.reader(file) if len(row) == 12}


@pytest.mark.parametrize(
    ("name", "also", "effective"),
    [
        ("SenseTime Group Limited", "SenseTime", "8 February 2022"),
        ("Yitu Limited", "Yitu", "14 February 2022"),
    ],
)
def test_the_listed_company_of_a_group_stands_beside_the_group(
    statements: list[Statement], shared: Path, name: str, also: str, effective: str
) -> None:
    path = shared / "lists" / "us_ofac" / "consolidated" / "cons_prim.csv"
    day = datetime.strptime(effective, "%d %B %Y").replace(tzinfo=UTC)
    remark = ofac_remarks(path)[name.casefold()]
    assert f"Effective Date (CMIC) {day:%d %b %Y}" in remark
    listed, group = party(statements, name), party(statements, also)
    (sanction,) = links(statements, "Sanction", "entity", listed)
    assert sanction["program"] == [PROGRAMS["us-ns-cmic"]]
    assert f"since {effective}" in sanction["provisions"][0]
    assert MARK not in sanction["provisions"][0]
    (other,) = links(statements, "Sanction", "entity", group)
    assert other["program"] == [PROGRAMS["us-bis-entity-list"]]
    assert group not in of(statements, listed)["parent"]
    assert not links(statements, "Ownership", "asset", listed)
    assert "does not say" in of(statements, listed)["notes"][0]
