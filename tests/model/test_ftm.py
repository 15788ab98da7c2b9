from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.errors import FormatError
from sousveil.model.ftm import (
    WITHHELD,
    clean_value,
    get_property,
    get_schema,
    is_a,
)
from sousveil.model.listed import NAME_KINDS

CLEANED = [
    ("Company", "jurisdiction", "China", "cn"),
    ("Company", "jurisdiction", "Atlantis", None),
    ("Person", "birthDate", "1970-05", "1970-05"),
    ("Person", "birthDate", "in spring", None),
    ("Company", "website", "example.org", "http://example.org/"),
    ("Company", "name", "  Invented\t Company  ", "Invented Company"),
]


def test_schemata_go_by_their_ftm_names() -> None:
    assert get_schema("Company").name == "Company"
    with pytest.raises(FormatError, match="'company' is not"):
        get_schema("company")


def test_properties_are_inherited_and_stubs_are_none() -> None:
    assert get_property("Company", "name") is not None
    assert get_property("Company", "birthDate") is None
    assert get_property("Company", "sanctionEntity") is None


@pytest.mark.parametrize(("schema", "prop", "text", "expected"), CLEANED)
def test_values_become_what_their_type_writes(
    schema: str, prop: str, text: str, expected: str | None
) -> None:
    assert clean_value(schema, prop, text) == expected


def test_a_value_of_no_property_is_a_fault_of_the_format() -> None:
    with pytest.raises(FormatError, match="Company has no property 'birthDate'"):
        clean_value("Company", "birthDate", "1970")


def test_a_value_longer_than_its_property_allows_is_refused_not_cut() -> None:
    found = get_property("Company", "name")
    assert found
    limit = found.max_length

    assert clean_value("Company", "name", "x" * limit) == "x" * limit
    assert clean_value("Company", "name", "x" * (limit + 1)) is None


@given(st.sampled_from(CLEANED), st.text())
def test_cleaning_twice_changes_nothing(case: tuple[str, str, str, str | None], noise: str) -> None:
    schema, prop, text, _ = case
    for candidate in (text, noise):
        once = clean_value(schema, prop, candidate)
        if once is not None:
            assert clean_value(schema, prop, once) == once


@pytest.mark.parametrize(
    ("schema", "ancestor", "expected"),
    [
        ("Company", "LegalEntity", True),
        ("Company", "Company", True),
        ("LegalEntity", "Company", False),
        ("Sanction", "LegalEntity", False),
    ],
)
def test_descent(schema: str, ancestor: str, expected: bool) -> None:
    assert is_a(schema, ancestor) is expected


def test_what_is_withheld_are_properties_of_persons() -> None:
    """A misspelt name here would let the property in."""
    assert all(get_schema("Person").get(prop) is not None for prop in WITHHELD)


def test_what_is_said_of_bodies_and_beliefs_is_withheld() -> None:
    assert {"appearance", "ethnicity", "religion", "political", "height", "weight"} <= WITHHELD


def test_kinds_of_names_are_ftm_properties_of_type_name() -> None:
    found = [get_property("LegalEntity", kind) for kind in NAME_KINDS]

    assert all(prop is not None and prop.type.name == "name" for prop in found)
