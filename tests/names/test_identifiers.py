from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.model.listed import Identifier
from sousveil.names.identifiers import (
    REGISTRATION,
    TAX,
    contradicts,
    is_short,
    kinds_agree,
    needs_country,
    normal_value,
    same_identifier,
)

LEI = "5493001KJTIIGC8Y1R12"
KINDS = st.sampled_from(sorted({"", "leiCode", "passportNumber", "kppCode", *TAX, *REGISTRATION}))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (Identifier("leiCode", LEI), Identifier("leiCode", LEI.lower()), True),
        (Identifier("", "5493 001K-JTIIGC8Y1R12"), Identifier("leiCode", LEI), True),
        (Identifier("imoNumber", "IMO 9074729"), Identifier("imoNumber", "9074729"), True),
        (Identifier("taxNumber", LEI), Identifier("leiCode", LEI), False),
        (Identifier("", "12345"), Identifier("taxNumber", "12345"), False),
        (Identifier("", "ABCDEFGH"), Identifier("", "ABCDEFGH"), False),
        (Identifier("taxNumber", "1234567", "de"), Identifier("taxNumber", "1234567", "fr"), False),
        (Identifier("taxNumber", "1234567", "de"), Identifier("taxNumber", "1234567"), True),
        (Identifier("", ""), Identifier("", ""), False),
    ],
)
def test_when_identifiers_are_one(left: Identifier, right: Identifier, same: bool) -> None:
    assert same_identifier(left, right) is same
    assert same_identifier(right, left) is same


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ("taxNumber", "innCode", True),
        ("taxNumber", "vatCode", True),
        ("taxNumber", "uscCode", True),
        ("registrationNumber", "ogrnCode", True),
        ("registrationNumber", "okpoCode", True),
        ("registrationNumber", "uscCode", True),
        ("registrationNumber", "innCode", True),
        ("registrationNumber", "idNumber", True),
        ("taxNumber", "registrationNumber", False),
        ("taxNumber", "ogrnCode", False),
        ("passportNumber", "registrationNumber", False),
        ("passportNumber", "idNumber", False),
        ("leiCode", "registrationNumber", False),
    ],
)
def test_kinds_of_one_family_agree(left: str, right: str, agree: bool) -> None:
    assert kinds_agree(left, right) is agree
    value = "7707083893"
    assert same_identifier(Identifier(left, value), Identifier(right, value)) is agree


@given(KINDS, KINDS)
def test_agreement_has_no_direction_and_holds_for_equal_and_unknown_kinds(
    one: str, other: str
) -> None:
    assert kinds_agree(one, other) == kinds_agree(other, one)
    assert kinds_agree(one, one)
    assert kinds_agree(one, "")


@given(KINDS, KINDS, st.text(max_size=12), st.text(max_size=12))
def test_no_pair_agrees_and_contradicts(one: str, other: str, left: str, right: str) -> None:
    mine, theirs = Identifier(one, left), Identifier(other, right)
    assert not (same_identifier(mine, theirs) and contradicts(mine, theirs))


def test_only_unique_kinds_contradict() -> None:
    assert contradicts(Identifier("leiCode", LEI), Identifier("leiCode", LEI[:-1] + "3"))
    assert not contradicts(Identifier("leiCode", LEI), Identifier("leiCode", LEI))
    assert not contradicts(Identifier("taxNumber", "1234567"), Identifier("taxNumber", "7654321"))


def test_values_lose_what_is_only_writing() -> None:
    assert normal_value("hrb 12-34.5") == "HRB12345"
    assert normal_value("IMO 9074729") == "9074729"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("405885 Bogota", "405885"),
        ("OR801168 and Kuwaiti National ID No. 281020505755", "OR801168"),
        (" 12-345-678, Registro Mercantil", "12345678"),
        ("HRB 12345 Amtsgericht Ulm", "HRB12345AMTSGERICHTULM"),
        ("123456 789 Paris", "123456789PARIS"),
        ("4510 Moscow 123456", "4510MOSCOW123456"),
        ("CHE-123.456.789 TVA", "CHE123456789TVA"),
        ("1234567 A", "1234567A"),
    ],
)
def test_a_word_behind_a_whole_number_is_no_part_of_it(written: str, number: str) -> None:
    assert normal_value(written) == number


@given(st.text())
def test_a_normal_value_is_normal(text: str) -> None:
    assert normal_value(normal_value(text)) == normal_value(text)


def test_a_number_that_many_bear_is_nobodys() -> None:
    kpp = Identifier("kppCode", "770101001")
    assert not same_identifier(kpp, kpp)
    assert not same_identifier(Identifier("", "770101001"), kpp)


@pytest.mark.parametrize(
    ("left", "right", "needed"),
    [
        ("leiCode", "leiCode", False),
        ("", "imoNumber", False),
        ("registrationNumber", "uscCode", False),
        ("innCode", "innCode", False),
        ("taxNumber", "innCode", True),
        ("registrationNumber", "registrationNumber", True),
        ("passportNumber", "passportNumber", True),
        ("", "", True),
    ],
)
def test_which_numbers_mean_something_only_in_a_country(
    left: str, right: str, needed: bool
) -> None:
    assert needs_country(Identifier(left, "1"), Identifier(right, "1")) is needed
    assert needs_country(Identifier(right, "1"), Identifier(left, "1")) is needed


def test_short_is_what_is_short_without_its_writing() -> None:
    assert is_short(Identifier("", "12-34-56-78"))
    assert not is_short(Identifier("", "123456789"))
