"""What equal numbers are worth: of one country, of another, short ones, with and without names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.model.listed import Identifier, ListedEntity
from sousveil.model.query import Query
from sousveil.screening import compare, sentence
from sousveil.screening.evidence import HINTED, IDENTIFIED, MOST_HINTED
from support.parties import listed, row

DIGITS = st.text("0123456789", min_size=6, max_size=8)
COUNTRIES = st.sampled_from(["gb", "ir", "ru"])


def holder(kind: str, value: str, country: str | None = None) -> ListedEntity:
    return listed(
        "holder", "Person", "Rezvan Alborzi", identifiers=(Identifier(kind, value, country),)
    )


def bakery(kind: str, value: str, *countries: str, name: str = "Happy Bakery Ltd") -> Query:
    return row(name, countries=countries, identifiers=(Identifier(kind, value),))


def test_a_number_of_another_country_says_nothing() -> None:
    found = compare(
        bakery("registrationNumber", "398330", "gb"), holder("idNumber", "398330", "ir")
    )
    assert found.score < 0.3
    assert sentence(found).endswith(
        "the identifier 398330 (idNumber) is the same, but it is of another country (ir)"
    )


def test_a_short_number_of_no_country_is_a_hint() -> None:
    found = compare(bakery("registrationNumber", "398330"), holder("idNumber", "398330"))
    assert HINTED <= found.score <= MOST_HINTED < 0.7
    assert sentence(found).endswith(
        "the identifier 398330 (idNumber) is the same, but it is short and of no stated country"
    )


@pytest.mark.parametrize(
    ("query", "entity"),
    [
        (bakery("", "398330", name="Alborzi"), holder("idNumber", "398330")),
        (bakery("", "398330", "ir"), holder("idNumber", "398330", "ir")),
        (bakery("", "398330", "gb", "ir"), holder("idNumber", "398330", "ir")),
        (bakery("", "398330123"), holder("idNumber", "398330123")),
        (bakery("", "398330123"), holder("idNumber", "398330123", "ir")),
        (bakery("okpoCode", "39833012", "gb"), holder("okpoCode", "39833012", "ru")),
        (bakery("imoNumber", "9074729", "gb"), holder("imoNumber", "9074729", "pa")),
        (row(identifiers=(Identifier("", "398330"),)), holder("idNumber", "398330")),
    ],
)
def test_what_still_decides(query: Query, entity: ListedEntity) -> None:
    assert compare(query, entity).score >= IDENTIFIED


def test_the_country_of_the_party_stands_in_for_that_of_its_number() -> None:
    number = (Identifier("registrationNumber", "398330"),)
    here = listed("x", "Company", "Rezvan", countries=("gb",), identifiers=number)
    there = listed("x", "Company", "Rezvan", countries=("ir",), identifiers=number)
    assert compare(bakery("registrationNumber", "398330", "gb"), here).score >= IDENTIFIED
    assert compare(bakery("registrationNumber", "398330", "gb"), there).score <= MOST_HINTED


def test_a_company_s_number_is_no_passport() -> None:
    asked = bakery("registrationNumber", "398330123")
    assert compare(asked, holder("passportNumber", "398330123")).score < 0.3


def test_the_number_that_decides_counts_before_those_that_do_not() -> None:
    numbers = (Identifier("idNumber", "398330", "ir"), Identifier("idNumber", "12345678901"))
    entity = listed("x", "Person", "Rezvan Alborzi", identifiers=numbers)
    asked = (Identifier("", "398330"), Identifier("", "12345678901"))
    found = compare(row("Happy Bakery", countries=("gb",), identifiers=asked), entity)
    assert found.score >= IDENTIFIED
    (number,) = (reason for reason in found.reasons if reason.rule == "identifier")
    assert number.right == "12345678901"


@given(DIGITS, COUNTRIES, COUNTRIES, st.sampled_from(["Happy Bakery", "Alborzi", "R. Alborzi"]))
def test_a_number_of_another_country_never_moves_the_score(
    value: str, mine: str, theirs: str, name: str
) -> None:
    entity = holder("idNumber", value, theirs)
    found = compare(bakery("idNumber", value, mine, name=name), entity)
    without = compare(row(name, countries=(mine,)), entity)
    assert found.score == without.score if mine != theirs else found.score >= IDENTIFIED


@given(DIGITS, st.sampled_from(["", "gb"]), st.booleans())
def test_a_short_number_alone_never_reaches_the_threshold(
    value: str, country: str, stated: bool
) -> None:
    entity = holder("idNumber", value, None if country or not stated else "ir")
    asked = bakery("idNumber", value, *filter(None, [country]))
    assert HINTED <= compare(asked, entity).score <= MOST_HINTED
