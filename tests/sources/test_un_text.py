"""Prose of the UN list: shapes as published, with invented names and numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.sources.un_text import (
    Alias,
    document_number,
    is_own_document,
    read_alias,
    split_names,
)


@pytest.mark.parametrize(
    ("text", "note", "names"),
    [
        ("Ivan Sample", "", ["Ivan Sample"]),
        ("Ivan Sample; Ivan Sampel", "", ["Ivan Sample", "Ivan Sampel"]),
        ("Ivan Sample; I. Sample b) Iwan Sample", "", ["Ivan Sample", "I. Sample", "Iwan Sample"]),
        ("Jin Li (金铁)", "", ["Jin Li", "金铁"]),
        ("حسن (Hassan; Hasan)", "", ["حسن", "Hassan", "Hasan"]),
        ("أنصار (Ansar in X (AX))", "", ["أنصار", "Ansar in X (AX)"]),
        (
            "Hay (H) (هيئة (original script); Hayat; Hay’et)",
            "",
            ["Hay (H)", "هيئة", "Hayat", "Hay’et"],
        ),
        ("Abu S (original script: Абу С)", "", ["Abu S", "Абу С"]),
        ("Abu S", "original script: Абу С", ["Abu S", "Абу С"]),
        ("Abu S", "Previously listed as. In Arabic: ابو", ["Abu S", "ابو"]),
        ("Kawthar", "in Arabic script: شركة", ["Kawthar", "شركة"]),
        ("شيخ يونس", "Yunis; Sheikh\nYunis", ["شيخ يونس", "Yunis", "Sheikh Yunis"]),
        (
            "أبو دعاء",
            "(Abu Du’a; Abu Duaa’) prominently known",
            ["أبو دعاء", "Abu Du’a", "Abu Duaa’"],
        ),
        ("شيخ", "DOB: 1970; POB: Basra", ["شيخ"]),
        ("EL PARA (COMBAT NAME)", "", ["EL PARA"]),
        ("Liberation Front (LF)", "", ["Liberation Front (LF)"]),
        ("Sample (Hong Kong) Limited", "", ["Sample (Hong Kong) Limited"]),
        ("示例(香港)有限公司", "", ["示例(香港)有限公司"]),
        ("Jane Doe, born 1 Jan. 1953 (passport no.0382)", "", ["Jane Doe"]),
        ("Jane Doe (false identity of number 6910275)", "", ["Jane Doe"]),
    ],
)
def test_names_in_an_alias(text: str, note: str, names: list[str]) -> None:
    assert list(read_alias(text, note).names) == names


def test_former_names() -> None:
    assert read_alias("Ivan Sample (previously listed as)") == Alias(("Ivan Sample",), former=True)
    assert read_alias("Ivan Sample", "formerly listed as").former
    assert not read_alias("Ivan Sample", "born in a place formerly listed elsewhere").former


@given(st.text(max_size=60), st.text(max_size=60))
def test_an_alias_is_never_lost(text: str, note: str) -> None:
    if "".join(char for char in text if char.isalpha()) == "".join(text.split()) != "":
        assert " ".join(text.split()) in read_alias(text, "").names
    for name in read_alias(text, note).names:
        assert name == name.strip() != ""


def test_long_prose_is_left_alone() -> None:
    text = "(1234" * 100_000
    assert read_alias(text) == Alias((text,))
    assert document_number(text) == ""


def test_split_names_drops_blanks() -> None:
    assert split_names("A ; ; B;") == ("A", "B")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A1234567", "A1234567"),
        ("OB 0243318", "OB 0243318"),
        ("12-34-5", "12-34-5"),
        ("AB12C", "AB12C"),
        ("diplomatic passport no. D00000001", "D00000001"),
        ("Example Republic number O00000001", "O00000001"),
        ("Diplomatic Passport: Z00000001", "Z00000001"),
        ("Diplomatic Passport D000001", "D000001"),
        ("381110001 (Expired 25 Jan. 2016)", "381110001"),
        ("Utopia B/000001", "B/000001"),
        ("R00000001, Utopia", "R00000001"),
        ("national card (tazkira) number 4414", "4414"),
        ("travel document (“Reiseausweis”) A 0000001", "A 0000001"),
        ("Laissez-passer no. N°235/ABC/D", "235/ABC/D"),
        ("Utopian passport number L 191601 issued on 28 Feb. 1996", "L 191601"),
        ("card number 1127083101740001 under name Jane Doe", "1127083101740001"),
        ("SSN 156-92-0000 (Utopia)", "156-92-0000"),
        ("issued in 1993, under name Jane Doe", ""),
        ("revoked as at Sep. 2012", ""),
        ("Date of expiration: 7 May 2022", ""),
        ("no number", ""),
        ("", ""),
    ],
)
def test_document_numbers(text: str, number: str) -> None:
    assert document_number(text) == number


def test_documents_of_others() -> None:
    assert not is_own_document("123", "false Utopian passport")
    assert not is_own_document("Counterfeit licence 1")
    assert is_own_document("123", "issued in 1999")
