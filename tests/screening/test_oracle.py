"""The index is an accelerator only: among invented names it misses no pair that scores enough."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sousveil.index import Index, build_index, open_index
from sousveil.model.listed import ListedEntity
from sousveil.model.query import Query
from sousveil.screening import compare, screen
from support.parties import listed, row

SYLLABLES = ["ka", "ro", "mel", "tin", "zu", "var", "osh", "ben", "qui", "dra", "lo", "fen"]
PERSON = (
    "{} {}",
    "{} {} {}",
    "Haji Mullah {} {}",
    "{} al-{}",
    "{} bin {} {}",
    "Ali Ali {}",
    "J. {}",
)
COMPANY = ("{} {} Ltd", "{} Trading and {} Company", "Bank of {}", "{} General Resourcing FZE")


def names(chance: random.Random, shapes: tuple[str, ...]) -> str:
    shape = chance.choice(shapes)
    words = ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3)))) for _ in range(3)]
    return shape.format(*(word.title() for word in words))


def misspelt(text: str, chance: random.Random) -> str:
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(text) - 1)
        text = chance.choice(
            (
                text[:at] + text[at + 1 :],
                text[:at] + chance.choice("aeioustrn") + text[at + 1 :],
                text[:at] + text[at] + text[at:],
                text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            )
        )
    return text


def invented(seed: int) -> tuple[list[ListedEntity], list[Query]]:
    chance = random.Random(seed)  # noqa: S311  (test data, not a secret)
    kinds = (("Person", PERSON), ("Company", COMPANY))
    parties, asked = [], []
    for number in range(120):
        schema, shapes = chance.choice(kinds)
        parties.append(listed(f"p{number}", schema, names(chance, shapes)))
    for number in range(120):
        party = chance.choice(parties)
        schema = chance.choice((party.schema, "LegalEntity"))
        text = misspelt(party.caption, chance)
        asked.append(row(text, number=number, schema=schema))
    return parties, asked


def opened(parties: list[ListedEntity], folder: Path) -> Index:
    build_index(parties, folder)
    return open_index(folder)


def test_no_pair_is_missed_among_misspelt_names(tmp_path: Path) -> None:
    parties, asked = invented(5)
    index = opened(parties, tmp_path / "index")
    scores = {
        (query.row, party.id): compare(query, party).score for query in asked for party in parties
    }
    for threshold in (0.7, 0.8, 0.9):
        expected = {pair for pair, score in scores.items() if score >= threshold}
        hits = screen(index, asked, threshold=threshold, limit=len(parties))
        assert {(query.row, party.id) for query, found in hits for party, _ in found} == expected


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("CHOE CHU-SIK", "CHOE CHUN-SIK"),
        ("Mohamed Old AMTALY", "Mohamed Ould MATALY"),
        ("Haji MullahA Zorin Tavel", "Haji Mullah Zorin Tavel"),
        ("ELL MONO TAVELe", "EL MONO TAVELI"),
        ("Maung Tavel", "Maung Maung Tavel"),
        ("Ali Zorin", "Ali Ali Ali Zorin"),
    ],
)
def test_pairs_are_found_at_the_score_that_they_have(
    tmp_path: Path, asked: str, known: str
) -> None:
    party = listed("p", "Person", known)
    index = opened([party], tmp_path / "index")
    for one in (row(asked), row(asked, schema="Person")):
        score = compare(one, party).score
        assert score > 0.6
        assert [len(hits) for _, hits in screen(index, [one], threshold=score - 0.001)] == [1]


def test_two_dates_that_are_only_about_right(tmp_path: Path) -> None:
    party = listed("p", "Person", "Ferdo Zultan", birth_dates=("circa 1974",))
    index = opened([party], tmp_path / "index")
    for name in ("Ferdo Zulten", "F Zultan", "Fernado Zulton"):
        one = row(name, schema="Person", birth_dates=("circa 1970",))
        score = compare(one, party).score
        assert score > compare(row(name, schema="Person"), party).score
        assert [len(hits) for _, hits in screen(index, [one], threshold=score - 0.001)] == [1]
