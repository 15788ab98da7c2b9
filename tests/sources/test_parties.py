"""Parties and what hangs on them."""

from __future__ import annotations

import pytest

from sousveil.sources.base import ReadReport
from sousveil.sources.parties import (
    Document,
    Party,
    expires_in,
    imo_schema,
    issued_in,
    read_language,
)


def party(schema: str = "Person") -> Party:
    return Party("x-1", schema, dataset="xx", at="f#line=1", report=ReadReport())


def said(made: Party) -> set[tuple[str, str, str]]:
    return {(s.entity_id, s.prop, s.value) for s in made.statements()}


def passport(**changes: str) -> Document:
    return Document(**{"prop": "passportNumber", "number": "A1", "at": "f#line=2", **changes})


def test_a_bare_number_is_a_property_alone() -> None:
    made = party()
    made.document(passport())
    assert {s.schema for s in made.statements()} == {"Person"}
    assert ("x-1", "passportNumber", "A1") in said(made)


def test_a_document_of_which_more_is_known_is_an_entity() -> None:
    made = party()
    made.document(passport(country="Iraq"))
    made.document(passport(country="Iraq"))
    made.document(passport(country="Jordan"))
    documents = {s.entity_id for s in made.statements() if s.schema == "Passport"}
    assert len(documents) == 2
    again = party()
    again.document(passport(country="Jordan"))
    ids = {s.entity_id for s in again.statements() if s.schema == "Passport"}
    assert ids < documents, "ids come from the content, not from the order"


def test_values_find_their_nearest_property() -> None:
    company = party("LegalEntity")
    company.add("passportNumber", "A1", at="f")
    company.add("nationality", "Iraq", at="f")
    company.add("gender", "Male", at="f")
    company.add("imoNumber", "9074729", at="f")
    company.add_date("birthDate", "1970", at="f")
    company.add("alias", " ", at="f")
    assert said(company) >= {
        ("x-1", "idNumber", "A1"),
        ("x-1", "country", "iq"),
        ("x-1", "notes", "gender: Male"),
        ("x-1", "notes", "imoNumber: 9074729"),
        ("x-1", "notes", "birthDate: 1970"),
    }
    ship = party("Vessel")
    ship.document(passport(country="Iraq", summary="seen"))
    assert ("x-1", "registrationNumber", "A1") in said(ship)
    assert ("x-1", "notes", "document: seen") in said(ship)
    assert {s.schema for s in ship.statements()} == {"Vessel"}


def test_sanctions_are_numbered_from_the_second() -> None:
    made = party()
    assert [made.sanction("A", at="f").id for _ in range(3)] == [
        "x-1-sanction",
        "x-1-sanction-2",
        "x-1-sanction-3",
    ]


@pytest.mark.parametrize(
    ("text", "issued", "expires"),
    [
        ("issued on 5 Apr. 1999 at Example, expired on 4 Apr. 2004", "5 Apr. 1999", "4 Apr. 2004"),
        ("Issued on 20/04/2018. Expires 20/04/2028", "20/04/2018", "20/04/2028"),
        ("valid until 10 April 2018", "", "10 April 2018"),
        ("issue date: 1 Feb 2010; expiry: March 2020", "1 Feb 2010", "March 2020"),
        ("issued in Jul.1996", "Jul.1996", ""),
        ("issued by the Example Office", "", ""),
        ("", "", ""),
    ],
)
def test_dates_in_prose(text: str, issued: str, expires: str) -> None:
    assert (issued_in(text), expires_in(text)) == (issued, expires)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Russian", "rus"),
        ("Romanian; Moldavian; Moldovan", "ron"),
        ("Kirghiz; Kyrgyz", "kir"),
        ("Central Khmer", "khm"),
        ("EL", "ell"),
        ("Old Utopian", None),
        ("", None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert read_language(text) == code


@pytest.mark.parametrize(
    ("number", "schema"),
    [
        ("9074729", "Vessel"),
        ("IMO9074729", "Vessel"),
        ("5342883", "Organization"),
        ("1", "Organization"),
    ],
)
def test_ships_and_companies_have_different_numbers(number: str, schema: str) -> None:
    assert imo_schema(number) == schema
