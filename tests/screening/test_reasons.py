from __future__ import annotations

from sousveil.model.listed import NAME_KINDS
from sousveil.screening import compare_names, wording


def rules(left: str, right: str, schema: str) -> dict[str, tuple[str, str]]:
    found = compare_names(left, right, schema=schema).reasons
    return {reason.rule: (reason.left, reason.right) for reason in found}


def test_reasons_quote_the_names_as_they_stand() -> None:
    found = rules("Dr. Y. Qui?lfeather-Марловский Max", "YEVGENY QUILLFEATHER MARLOVSKII", "Person")
    assert found["initial"] == ("Y", "YEVGENY")
    assert found["spelling"] == ("Qui?lfeather", "QUILLFEATHER")
    assert found["transliteration"] == ("Марловский", "MARLOVSKII")
    assert found["left over"] == ("Max", "")


def test_joined_words_and_legal_forms_are_quoted_whole() -> None:
    found = rules("Kestrel Vision G.m.b.H.", "KestrelVision Sp. z o.o.", "Company")
    assert found["joined"] == ("Kestrel Vision", "KestrelVision")
    assert found["legal form"] == ("G.m.b.H", "Sp. z o.o")


def test_what_speaks_for_weighs_more_than_nothing_and_what_speaks_against_less() -> None:
    found = compare_names("Zhupan Bank", "Zhupan Technology", schema="Company").reasons
    weights = {(reason.rule, reason.left or reason.right): reason.weight for reason in found}
    assert weights["same", "Zhupan"] > 0
    assert weights["left over", "Bank"] < 0
    assert weights["left over", "Technology"] < 0


def test_every_kind_of_name_has_its_word() -> None:
    assert set(wording.KINDS) == set(NAME_KINDS)
