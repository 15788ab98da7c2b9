"""The register: what its reader says of invented parties, and what the shipped one must be."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from followthemoney import model

from sousveil.errors import WorkspaceError
from sousveil.model.ftm import is_a
from sousveil.model.statement import EXISTENCE, Statement
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.register import DATASET, RegisterReader, register_date, register_path
from sousveil.sources.register_loader import read_register
from sousveil.sources.registry import recognise, source_files

INVENTED = Path(__file__).parent / "data" / "register"


def read(folder: Path) -> tuple[list[Statement], ReadReport]:
    reader, report = RegisterReader(), ReadReport()
    claim = reader.recognise(source_files(folder))
    assert claim is not None
    assert claim.dataset == DATASET
    return list(reader.read(claim, report)), report


def by_entity(statements: list[Statement]) -> dict[str, dict[str, list[str]]]:
    entities: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        entities[statement.entity_id][statement.prop].append(statement.value)
    return entities


@pytest.fixture(scope="module")
def shipped() -> list[Statement]:
    return read(register_path())[0]


def test_a_company_with_all_that_can_be_said_of_it() -> None:
    statements, report = read(INVENTED)
    assert dict(by_entity(statements)["register-lens"]) == {
        "id": ["register-lens"],
        "name": ["Lens Works Co., Ltd.", "透镜有限公司"],
        "alias": ["Lens Works", "Peekaboo"],
        "previousName": ["Old Lens"],
        "abbreviation": ["LWC"],
        "weakAlias": ["Look!"],
        "incorporationDate": ["1999"],
        "ticker": ["000001.SZ"],
        "country": ["cn"],
        "parent": ["register-lens-holding"],
        "topics": ["debarment", "export.control"],
        "notes": [
            "Peekaboo is a brand, not a name of the company.",
            "Makes lenses.",
            "Widely published, to be verified: the name in Chinese.",
        ],
        "sourceUrl": ["https://gazette.example/1"],
    }
    languages = {s.value: s.lang for s in statements if s.prop in {"name", "alias"}}
    assert languages["透镜有限公司"] == "zho"
    assert languages["Lens Works"] == "eng"
    assert (report.published_at, report.records, report.notes) == ("2026-10-08", 2, ())


def test_a_share_stays_a_range() -> None:
    entities = by_entity(read(INVENTED)[0])
    assert dict(entities["register-ownership-lens-holding-lens"]) == {
        "id": ["register-ownership-lens-holding-lens"],
        "owner": ["register-lens-holding"],
        "asset": ["register-lens"],
        "percentage": ["51-66.5"],
        "date": ["2019", "2021-12"],
        "description": ["As told."],
        "status": ["Widely published, to be verified: the share."],
        "summary": ["Notice 1. Gazette, 2020-05-01"],
        "publisher": ["Gazette"],
        "sourceUrl": ["https://gazette.example/1"],
    }


def test_a_law_in_parts_is_a_sanction_for_each() -> None:
    entities = by_entity(read(INVENTED)[0])
    bought = entities["register-sanction-lens-law-cameras-a"]
    assert dict(bought) == {
        "id": ["register-sanction-lens-law-cameras-a"],
        "entity": ["register-lens"],
        "program": ["The Law"],
        "programUrl": ["https://parliament.example/law"],
        "authority": ["The Parliament"],
        "country": ["gb"],
        "startDate": ["2020-06-01"],
        "provisions": [
            "No buying. Covers: cameras on bridges. Widely published, to be verified: the page."
        ],
        "status": ["named by it", "Widely published, to be verified: the page."],
        "description": ["The Law of 2020"],
        "summary": ["Notice 1. Gazette, 2020-05-01"],
        "publisher": ["Gazette"],
        "sourceUrl": ["https://gazette.example/1"],
    }
    used = entities["register-sanction-lens-law-cameras-b"]
    assert used["startDate"] == ["2021-06-01"]
    assert used["program"] == bought["program"]
    listed = entities["register-sanction-lens-holding-list-first"]
    assert listed["startDate"] == ["2022-02"]
    assert listed["reason"] == ["Said so."]
    assert listed["status"] == ["covered as a subsidiary, not by its name"]


def test_each_statement_names_its_line() -> None:
    places = {
        (s.entity_id, s.prop, s.value): s.locator for s in read(INVENTED)[0] if s.prop != EXISTENCE
    }
    assert places["register-lens", "name", "透镜有限公司"] == "parties.yml#line=8"
    assert places["register-lens", "alias", "Peekaboo"] == "parties.yml#line=15"
    assert places["register-lens", "topics", "debarment"] == "restrictions.yml#line=16"
    share = places["register-ownership-lens-holding-lens", "percentage", "51-66.5"]
    assert share == "parties.yml#line=21"
    listed = places["register-sanction-lens-list-first", "program", "The List"]
    assert listed == "restrictions.yml#line=35"


def test_stored_files_are_known_by_content(tmp_path: Path) -> None:
    for number, path in enumerate(sorted(INVENTED.iterdir())):
        (tmp_path / f"{number:02x}").write_bytes(path.read_bytes())
    (tmp_path / "other.yml").write_text("restrictions: []\n")
    found = recognise(source_files(tmp_path))
    assert [(claim.format, len(claim.files)) for claim in found.claims] == [("register", 3)]
    assert [file.name for file in found.unclaimed] == ["other.yml"]


def test_the_date_is_that_of_the_edition() -> None:
    assert register_date(INVENTED) == date(2026, 10, 8)
    assert register_date(register_path()).isoformat() == read(register_path())[1].published_at


def test_an_installation_without_the_register_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sousveil.sources.register.package_files", lambda _: tmp_path)
    with pytest.raises(WorkspaceError, match="not installed"):
        register_path()


def test_nothing_shipped_is_unreadable() -> None:
    assert read(register_path())[1].notes == ()


def test_shipped_statements_are_followthemoney(shipped: list[Statement]) -> None:
    schemata = {statement.entity_id: statement.schema for statement in shipped}
    assert all(prop[EXISTENCE] == [id_] for id_, prop in by_entity(shipped).items())
    for entity_id, values in by_entity(shipped).items():
        values.pop(EXISTENCE)
        proxy = model.make_entity(schemata[entity_id])
        proxy.id = entity_id
        for prop, texts in values.items():
            for text in texts:
                proxy.add(prop, text, quiet=False)
            assert sorted(proxy.get(prop)) == sorted(texts), (entity_id, prop)
        proxy.schema.validate({"properties": {name: proxy.get(name) for name in values}})


def test_shipped_references_resolve(shipped: list[Statement]) -> None:
    schemata = {statement.entity_id: statement.schema for statement in shipped}
    links = [s for s in shipped if s.prop in {"entity", "owner", "asset", "parent"}]
    assert links
    for link in links:
        assert is_a(schemata[link.value], "LegalEntity"), link


def test_every_shipped_party_has_name_country_and_source(shipped: list[Statement]) -> None:
    for entity_id, values in by_entity(shipped).items():
        if not entity_id.startswith(("register-sanction-", "register-ownership-")):
            assert values["name"], entity_id
            assert len(values["country"]) == 1, entity_id
            assert values["sourceUrl"], entity_id


def test_every_shipped_party_says_why_it_is_there(shipped: list[Statement]) -> None:
    entities = by_entity(shipped)
    met = {values["entity"][0] for values in entities.values() if "entity" in values}
    for entity_id, values in entities.items():
        if "name" in values and entity_id not in met:
            assert any("here" in note for note in values["notes"]), entity_id


def test_every_shipped_restriction_is_cited_and_dated(shipped: list[Statement]) -> None:
    sanctions = [v for v in by_entity(shipped).values() if "entity" in v]
    assert len(sanctions) > 50
    for values in sanctions:
        for prop in ("program", "authority", "startDate", "provisions", "summary", "publisher"):
            assert len(values[prop]) == 1, values
        assert values["sourceUrl"][0].startswith("https://")


def test_shipped_names_stand_where_the_locator_says(shipped: list[Statement]) -> None:
    lines = {
        path.name: path.read_text("utf-8").splitlines() for path in register_path().glob("*.yml")
    }
    for statement in shipped:
        if statement.prop in {"name", "alias", "abbreviation", "previousName", "ticker", "uscCode"}:
            file, line = statement.locator.split("#line=")
            assert statement.value in lines[file][int(line) - 1], statement


def test_what_is_not_verified_says_so_in_each_sanction(shipped: list[Statement]) -> None:
    register = read_register([SourceFile(path) for path in register_path().glob("*.yml")])
    entities = by_entity(shipped)
    for restriction in register.restrictions:
        for entry in restriction.entries:
            for party in entry.parties:
                start = f"register-sanction-{party.text}-{restriction.id}-{entry.id}"
                found = [values for id_, values in entities.items() if id_.startswith(start)]
                assert len(found) == len(restriction.parts)
                for values in found:
                    said = "to be verified" in values["provisions"][0]
                    assert said == bool(entry.verify)


def test_no_company_is_held_by_itself_and_none_twice() -> None:
    register = read_register([SourceFile(path) for path in register_path().glob("*.yml")])
    for party in register.parties.values():
        owners = [holding.owner for holding in party.holdings]
        assert len(set(owners)) == len(owners)
