from __future__ import annotations

import pytest

from sousveil.model.listed import Identifier
from sousveil.names.identifiers import contradicts, normal_value, same_identifier

LEI = "5493001KJTIIGC8Y1R12"


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


def test_only_unique_kinds_contradict() -> None:
    assert contradicts(Identifier("leiCode", LEI), Identifier("leiCode", LEI[:-1] + "3"))
    assert not contradicts(Identifier("leiCode", LEI), Identifier("leiCode", LEI))
    assert not contradicts(Identifier("taxNumber", "1234567"), Identifier("taxNumber", "7654321"))


def test_values_lose_what_is_only_writing() -> None:
    assert normal_value("hrb 12-34.5") == "HRB12345"
    assert normal_value("IMO 9074729") == "9074729"
