from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.model.listed import Identifier
from sousveil.names.identifiers import (
    REGISTRATION,
    TAX,
    contradicts,
    kinds_agree,
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
