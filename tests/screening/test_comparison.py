from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.model.listed import Identifier, ListedEntity
from sousveil.screening import compare, sentence
from support.parties import LEI, PARTIES, listed, row

BY_ID = {entity.id: entity for entity in PARTIES}


def score(
    entity: str | ListedEntity, *names: str, schema: str = "LegalEntity", **more: Any
) -> float:
    known = BY_ID[entity] if isinstance(entity, str) else entity
    return compare(row(*names, schema=schema, **more), known).score


def test_the_best_pair_of_names_counts_and_is_told() -> None:
    found = compare(row("Unrelated", "Kestrelvision"), BY_ID["camera"])
    assert (found.left, found.right) == ("Kestrelvision", "Kestrelvision")
    assert sentence(found) == '"Kestrelvision" is the same as the listed alias "Kestrelvision"'


def test_the_sentence_can_be_read_back() -> None:
    found = compare(row("Kestrelvision Ltd", countries=("cn",)), BY_ID["camera"])
    assert sentence(found) == (
        '"Kestrelvision" is the same as the listed alias "Kestrelvision"; '
        "legal form left out; the country agrees (cn)"
    )


def test_nothing_in_common_is_said() -> None:
    assert sentence(compare(row("Quillfeather"), BY_ID["camera"])) == "nothing in common"


def test_an_equal_identifier_decides_whatever_the_names() -> None:
    number = (Identifier("", LEI.lower()),)
    alone = compare(row(identifiers=number), BY_ID["camera"])
    assert alone.score >= 0.95
    assert [reason.rule for reason in alone.reasons] == ["identifier"]
    assert score("camera", "Something Else", identifiers=number) >= 0.95
    assert 1 > score("camera", "Kestrelvision", identifiers=number) > alone.score
    assert score("ship", identifiers=(Identifier("", "9074729"),), schema="Vessel") >= 0.95


def test_a_different_unique_identifier_speaks_against() -> None:
    other = (Identifier("leiCode", "529900AAAAAAAAAAAA00"),)
    assert score("camera", "Kestrelvision", identifiers=other) < 0.7


def test_birth_dates_move_the_score_both_ways() -> None:
    name = "Yevgeny Marlovsky"
    nothing = score("man", name)
    agreed = score("man", name, birth_dates=("1972-03-01",))
    differing = score("man", name, birth_dates=("1985-03-01",))
    assert differing < 0.7 < nothing < agreed < 1


@pytest.mark.parametrize(
    ("stated", "low", "high"),
    [
        ("12 May 1970", 0.97, 1.0),
        ("1972", 0.96, 0.98),
        ("1970-12-05", 0.85, 0.95),
        ("1970-05-13", 0.78, 0.85),
        ("1988-01-01", 0.0, 0.6),
        ("no date", 0.949, 0.951),
    ],
)
def test_degrees_of_agreement_of_dates(stated: str, low: float, high: float) -> None:
    assert low <= score("son", "Karim bin Walid al-Tarabi", birth_dates=(stated,)) <= high


def test_one_name_needs_more_than_a_year_of_birth() -> None:
    known = listed("x", "Person", "Hassan", birth_dates=("1980-02-03",))
    assert score(known, "Hassan") < 0.7
    assert score(known, "Maria Hassan", birth_dates=("1980",)) < 0.7
    assert score(known, "Hassan", birth_dates=("1980-02-03",)) >= 0.7


def test_countries_count_where_both_sides_state_them() -> None:
    name = "Kestrelvison"
    assert score("camera", name, countries=("de",)) < score("camera", name)
    assert score("camera", name) < score("camera", name, countries=("cn", "de"))
    assert score("spy", "Zhupan", countries=("de",)) == score("spy", "Zhupan")


def test_a_person_is_no_company_and_a_ship_neither() -> None:
    assert score("man", "Yevgeny Marlovsky", schema="Company") < 0.5
    assert score("camera", "Kestrelvision", schema="Person") < 0.5
    assert score("camera", "Kestrelvision", schema="Vessel") < 0.5
    assert score("anyone", "Sandorvale Trust", schema="Company") >= 0.9


def test_weak_aliases_count_less() -> None:
    strong = listed("x", "Organization", "Foo", "Quillfeather Brigade", kind="alias")
    weak = listed("x", "Organization", "Foo", "Quillfeather Brigade", kind="weakAlias")
    assert score(weak, "Quillfeather Brigade") < score(strong, "Quillfeather Brigade")


names = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=3)
dates = st.lists(st.sampled_from(("1970", "circa 1971", "x", "12 May 1970")), max_size=2)


@given(names, dates, st.sampled_from(PARTIES))
def test_scores_stay_between_none_and_one(
    texts: list[str], stated: list[str], entity: ListedEntity
) -> None:
    found = compare(row(*texts, birth_dates=tuple(stated)), entity)
    assert 0 <= found.score < 1
    assert sentence(found)
    assert str(found)
