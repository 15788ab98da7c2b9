"""Folding: every party once, with all its names, papers and listings, whatever file says them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from sousveil.engine.database import Database
from sousveil.errors import WorkspaceError
from sousveil.model.listed import Identifier, ListedEntity, ListedName
from sousveil.model.statement import Statement
from sousveil.sources.base import Draft, ReadReport
from sousveil.statements.fold import listed_entities
from sousveil.statements.store import Store


def draft(entity_id: str, schema: str, dataset: str = "list_a", **values: str | list[str]) -> Draft:
    made = Draft(entity_id, schema, dataset=dataset, at="f#line=1", report=ReadReport())
    for prop, value in values.items():
        for text in [value] if isinstance(value, str) else value:
            (made.add_date if "Date" in prop else made.add)(prop, text)
    return made


def fold(
    tmp_path: Path, *lists: Iterable[Draft], only: str | None = None
) -> dict[str, ListedEntity]:
    store = Store(tmp_path / "workspace")
    datasets = {}
    for number, drafts in enumerate(lists):
        statements: list[Statement] = [item for each in drafts for item in each.statements()]
        path = store.statements(store.write(statements).sha256)
        datasets[path] = [f"list_{'abc'[number]}"]
    database = Database(list(datasets), temporary=tmp_path)
    try:
        found = list(listed_entities(database, datasets, only=only))
    finally:
        database.close()
    assert [item.id for item in found] == sorted({item.id for item in found})
    return {item.id: item for item in found}


def test_a_party_gathers_what_is_said_of_it(tmp_path: Path) -> None:
    party = draft(
        "x-1",
        "Person",
        weakAlias="Vanya",
        name="Ivan Sample",
        alias=["Iwan Sample", "Ivan Sample"],
        birthDate="circa 1971",
        nationality="Iran",
        passportNumber="A1234567",
        topics="sanction",
    )
    paper = draft("x-1-p", "Passport", holder="x-1", number="A1234567", country="Iran")
    ban = draft(
        "x-1-s", "Sanction", entity="x-1", program="SDGT", startDate="2020-03-05",
        listingDate="2020-03-01", provisions="asset freeze", sourceUrl="https://example.org/1",
    )  # fmt: skip
    found = fold(tmp_path, [party, paper, ban])
    assert set(found) == {"x-1"}
    entity = found["x-1"]
    assert entity.names == (
        ListedName("Ivan Sample"),
        ListedName("Iwan Sample", "alias"),
        ListedName("Vanya", "weakAlias"),
    )
    assert entity.caption == "Ivan Sample"
    assert entity.birth_dates == ("circa 1971",)
    assert entity.countries == ("ir",)
    assert entity.identifiers == (Identifier("passportNumber", "A1234567", "ir"),)
    [listing] = entity.listings
    assert (listing.program, listing.since, listing.until) == ("SDGT", "2020-03-01", None)
    assert listing.provisions == "asset freeze"
    assert listing.source_url == "https://example.org/1"


def test_two_lists_speak_of_one_party(tmp_path: Path) -> None:
    first = [draft("x-1", "LegalEntity", "list_a", name="Example")]
    second = [
        draft("x-1", "Company", "list_b", name="Example Ltd"),
        draft("x-1-s", "Sanction", "list_b", entity="x-1", program="P", endDate="2022-01"),
    ]
    entity = fold(tmp_path, first, second)["x-1"]
    assert entity.schema == "Company"
    assert entity.datasets == ("list_a", "list_b")
    assert {name.text for name in entity.names} == {"Example", "Example Ltd"}
    assert [(item.dataset, item.until) for item in entity.listings] == [("list_b", "2022-01")]


def test_what_is_no_party_is_not_folded(tmp_path: Path) -> None:
    lone = draft("s-1", "Sanction", entity="gone", program="P")
    address = draft("a-1", "Address", full="1 Example Street")
    assert fold(tmp_path, [lone, address, draft("x-1", "Vessel", name="Star")]).keys() == {"x-1"}


def test_only_one_can_be_asked_for(tmp_path: Path) -> None:
    parties = [draft(f"x-{number}", "Company", name=f"Firm {number}") for number in range(20)]
    bans = [draft(f"x-{n}-s", "Sanction", entity=f"x-{n}", program=f"P{n}") for n in range(20)]
    everything = fold(tmp_path, [*parties, *bans])
    for name in ("x-0", "x-10", "x-9"):
        assert fold(tmp_path, [*parties, *bans], only=name) == {name: everything[name]}


def test_names_may_be_missing(tmp_path: Path) -> None:
    entity = fold(tmp_path, [draft("x-1", "Company", registrationNumber="123456")])["x-1"]
    assert (entity.caption, entity.names) == ("x-1", ())


def test_a_damaged_file_is_reported_with_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and then nothing")
    database = Database([broken], temporary=tmp_path)
    with pytest.raises(WorkspaceError, match="cannot be read") as caught:
        list(listed_entities(database, {broken: ["list_a"]}))
    database.close()
    assert "again" in caught.value.hint
