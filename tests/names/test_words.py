"""The tables of words: what they hold is in the form in which it is looked up."""

from __future__ import annotations

from sousveil.names import business, people
from sousveil.names.scripts import fold, latin


def test_the_tables_hold_words_as_they_are_looked_up() -> None:
    tables = (business.CONCEPTS, business.BRANDLIKE_WORDS, business.places(), business.STOP)
    for table in tables:
        for word in table:
            assert word in {latin(fold(word)), fold(word)}, word
    for word in (*people.PARTICLES, *people.TITLES, *people.COMMON, *people.VARIANTS):
        assert word == latin(fold(word)), word


def test_variants_stand_for_themselves() -> None:
    assert all(people.VARIANTS[standard] == standard for standard in people.VARIANTS.values())


def test_frequent_names_are_listed_by_their_standard_spelling() -> None:
    assert all(people.VARIANTS.get(word, word) == word for word in people.COMMON)


def test_countries_are_places() -> None:
    assert {"estonia", "china", "germany"} <= business.places()
    assert not {"and", "the", "republic"} & business.places()
