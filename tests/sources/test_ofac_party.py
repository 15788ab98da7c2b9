"""OFAC's parties: nothing said of them is lost, and its labels are words FollowTheMoney knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.model.ftm import WITHHELD, get_property
from sousveil.sources.base import ReadReport
from sousveil.sources.ofac_kinds import (
    CONSOLIDATED,
    IDENTIFIERS,
    MEASURES,
    PROPERTIES,
    SDN,
    dataset_of,
    key,
    schema_of,
)
from sousveil.sources.ofac_party import Listing, OfacParty, person_name
from sousveil.sources.ofac_remarks import Fact, parse_remarks

SCHEMATA = ("Person", "LegalEntity", "Company", "Vessel", "Airplane")
LABELS = sorted(
    label
    for table in (IDENTIFIERS, PROPERTIES, MEASURES)
    for labels in table.values()
    for label in labels
)


def party(schema: str = "LegalEntity", *, dataset: str = SDN) -> OfacParty:
    made = OfacParty("7", schema, at="sdn.csv#line=1", listing=Listing(dataset, ReadReport()))
    made.add_programs(["SDGT", "CMIC-EO13959"])
    return made


def values(made: OfacParty, prop: str) -> list[str]:
    return [s.value for s in made.statements() if s.prop == prop]


@pytest.mark.parametrize("prop", [*IDENTIFIERS, *PROPERTIES])
def test_every_label_has_a_property(prop: str) -> None:
    assert any(get_property(schema, prop) for schema in SCHEMATA)


@pytest.mark.parametrize("prop", MEASURES)
def test_every_measure_is_a_property_of_sanctions(prop: str) -> None:
    assert get_property("Sanction", prop)


def test_no_label_stands_in_two_tables() -> None:
    keys = [key(label) for label in LABELS]
    assert sorted(set(keys)) == sorted(keys)


@given(
    schema=st.sampled_from(SCHEMATA),
    label=st.sampled_from([*LABELS, "Linked To:", "a.k.a.", "Digital Currency Address - XBT", ""]),
    text=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1),
    country=st.sampled_from(["", " (Iran)", " (Nowhere Land)"]),
)
def test_every_fact_is_stated_noted_or_withheld(
    schema: str, label: str, text: str, country: str
) -> None:
    made = party(schema)
    before = len(list(made.statements()))
    facts = parse_remarks(f"{label} {text}{country}.")
    for fact in facts:
        made.add_fact(fact)
    withheld = any("withheld" in note.kind for note in made.listing.report.notes)
    assert len(list(made.statements())) > before or withheld or not facts


def test_what_people_are_not_sorted_by_is_counted_only() -> None:
    for schema in SCHEMATA:
        for prop in WITHHELD & set(PROPERTIES):
            made = party(schema)
            made.add_fact(Fact(PROPERTIES[prop][0], "Secret", f"{prop} Secret"))
            assert "Secret" not in {s.value for s in made.statements()}
            assert [note.kind for note in made.listing.report.notes] == [
                f"property {prop} withheld"
            ]


@pytest.mark.parametrize(
    ("published", "name"),
    [
        ("SAMPLE, Ivan", "Ivan SAMPLE"),
        ("DE LA MUESTRA, Juan, Jr.", "Juan DE LA MUESTRA, Jr."),
        ("MONONYM", "MONONYM"),
        ("SAMPLE,", "SAMPLE,"),
        (", Ivan", ", Ivan"),
        ("", ""),
    ],
)
def test_persons_are_named_in_reading_order(published: str, name: str) -> None:
    assert person_name(published)[0] == name


@given(st.text(), st.text())
def test_turning_a_name_round_loses_no_letter(surname: str, given_name: str) -> None:
    published = f"{surname},{given_name}"
    name = person_name(published)[0]
    assert sorted("".join(name.split()).replace(",", "")) == sorted(
        "".join(published.split()).replace(",", "")
    )


@pytest.mark.parametrize(
    ("segment", "schema", "prop", "value"),
    [
        ("Vessel Registration Identification IMO 9999993", "Vessel", "imoNumber", "9999993"),
        ("Vessel Registration Identification 9999993", "Vessel", "imoNumber", "9999993"),
        ("Registration Number 9999993", "Vessel", "registrationNumber", "9999993"),
        ("Company Number IMO 5055293", "Company", "imoNumber", "5055293"),
        ("Company Number IMO 5055293", "LegalEntity", "registrationNumber", "IMO 5055293"),
        ("Legal Entity Number 253400EXAMPLEEXAMP45", "LegalEntity", "leiCode",
         "253400EXAMPLEEXAMP45"),
        ("Legal Entity Number 851683897 (Netherlands)", "LegalEntity", "idNumber", "851683897"),
        ("Tax ID No. 7744001497 (Russia)", "LegalEntity", "innCode", "7744001497"),
        ("Tax ID No. 7744001497 (Serbia)", "LegalEntity", "taxNumber", "7744001497"),
        ("Registration Number 1027700132195 (Russia)", "Company", "ogrnCode", "1027700132195"),
        ("Government Gazette Number 52750822 (Russia)", "LegalEntity", "okpoCode", "52750822"),
        ("Passport A1 (Iran)", "LegalEntity", "idNumber", "A1"),
        ("SSN 123-45-6789 (United States)", "Person", "socialSecurityNumber", "123-45-6789"),
    ],
)  # fmt: skip
def test_numbers_find_their_property(segment: str, schema: str, prop: str, value: str) -> None:
    made = party(schema)
    for fact in parse_remarks(segment):
        made.add_fact(fact)
    assert values(made, prop) == [value]


def test_a_company_proves_itself() -> None:
    assert schema_of("entity", []) == "Organization"
    assert schema_of("entity", [("Equity Ticker", "0000 HK")]) == "Company"
    assert schema_of("entity", [("Target Type:", "Private Company")]) == "Company"
    assert schema_of("entity", [("Target Type", "Government Entity")]) == "Organization"
    assert schema_of("individual", [("Equity Ticker", "0000 HK")]) == "Person"
    assert schema_of("something new", []) == "LegalEntity"


def test_topics_and_ids_of_the_two_lists() -> None:
    assert values(party(), "topics") == ["sanction", "invest.ban"]
    ids = {s.entity_id for s in party(dataset=CONSOLIDATED).statements()}
    assert ids == {"ofac-7", "ofac-7-sanction-cons-sdgt", "ofac-7-sanction-cons-cmic-eo13959"}


def test_the_programmes_tell_the_list_and_the_name_breaks_ties() -> None:
    assert dataset_of([["SDGT"], ["SDGT", "NS-PLC"], ["IRAN"]], "cons_prim.csv") == SDN
    assert dataset_of([["NS-PLC"], ["CMIC-EO13959"]], "sdn.csv") == CONSOLIDATED
    assert dataset_of([["NS-PLC"], ["SDGT"]], "CONS_PRIM.CSV") == CONSOLIDATED
    assert dataset_of([], "list.csv") == SDN
