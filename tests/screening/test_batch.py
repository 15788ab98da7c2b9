"""Screening a batch finds what comparing every pair finds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sousveil.index import Index, build_index, open_index
from sousveil.model.listed import Identifier
from sousveil.model.query import Query
from sousveil.screening import batch, compare, screen
from support.parties import LEI, PARTIES, listed, row


def garbled(text: str, chance: random.Random) -> str:
    """Return the text with a letter lost, changed, doubled or two swapped, or its words moved."""
    at = chance.randrange(max(1, len(text) - 1))
    words = text.split()
    return chance.choice(
        (
            text,
            text[:at] + text[at + 1 :],
            text[:at] + chance.choice("aeiknrt?") + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
            " ".join(chance.sample(words, len(words))),
            "".join(words),
            " ".join(words[: max(1, len(words) - 1)]),
            text + " Ltd",
        )
    )


def rows(seed: int, count: int) -> list[Query]:
    chance = random.Random(seed)  # noqa: S311  (test data, not a secret)
    found = []
    for number in range(1, count + 1):
        entity = chance.choice([party for party in PARTIES if party.names])
        name = chance.choice(entity.names).text
        found.append(
            row(
                garbled(garbled(name, chance), chance),
                number=number,
                schema=chance.choice((entity.schema, "LegalEntity")),
                birth_dates=chance.choice(((), entity.birth_dates)),
                countries=chance.choice(((), ("cn",), ("ru",))),
            )
        )
    return found


@pytest.mark.parametrize("threshold", [0.7, 0.8, 0.9])
def test_screening_finds_what_comparing_all_pairs_finds(index: Index, threshold: float) -> None:
    asked = rows(7, 400)
    found = dict(screen(index, asked, threshold=threshold, limit=99))
    assert list(found) == asked
    for query, hits in found.items():
        every = [(entity, compare(query, entity)) for entity in PARTIES]
        expected = {entity.id: c for entity, c in every if c.score >= threshold}
        assert {entity.id: comparison for entity, comparison in hits} == expected, query


def test_order_limit_and_rows_without_hits(index: Index) -> None:
    asked = [
        row("Nobody Whatsoever"),
        row("Zhupan Technology"),
        row("清河鹰视数字技术股份有限公司"),
    ]
    found = list(screen(index, asked))
    assert [query for query, _ in found] == asked
    assert [[entity.id for entity, _ in hits] for _, hits in found] == [[], ["spy"], ["camera"]]
    scores = [c.score for _, c in next(screen(index, [row("Qinghe")], threshold=0.1))[1]]
    assert scores == sorted(scores, reverse=True)
    assert len(next(screen(index, [row("Zhupan")], threshold=0.0, limit=1))[1]) <= 1


def test_rows_found_by_identifier_alone(index: Index) -> None:
    asked = [
        row(identifiers=(Identifier("", LEI),)),
        row("Quill", identifiers=(Identifier("", LEI),)),
    ]
    for _, hits in screen(index, asked):
        assert [entity.id for entity, _ in hits] == ["camera"]


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("taxNumber", "innCode"),
        ("taxNumber", "vatCode"),
        ("taxNumber", "uscCode"),
        ("registrationNumber", "ogrnCode"),
        ("registrationNumber", "uscCode"),
        ("registrationNumber", "innCode"),
    ],
)
def test_numbers_of_kinds_of_one_family_are_found_as_they_compare(
    tmp_path: Path, asked: str, held: str
) -> None:
    entity = listed("plant", "Company", "Zavod", identifiers=(Identifier(held, "7707083893"),))
    build_index([entity, *PARTIES], tmp_path / "index")
    query = row("Quill", identifiers=(Identifier(asked, "77 07-083893"),))
    ((_, hits),) = screen(open_index(tmp_path / "index"), [query])
    assert hits == ((entity, compare(query, entity)),)
    assert hits[0][1].score >= 0.95


@pytest.mark.parametrize("countries", [(), ("gb",), ("ir",)])
@pytest.mark.parametrize("country", [None, "ir"])
@pytest.mark.parametrize("value", ["398330", "39833012345"])
@pytest.mark.parametrize("name", ["Quill", "Happy Bakery", ""])
def test_short_and_foreign_numbers_are_found_as_they_compare(
    tmp_path: Path, countries: tuple[str, ...], country: str | None, value: str, name: str
) -> None:
    number = Identifier("registrationNumber", value, country)
    entity = listed("plant", "Company", "Happy Bakery", identifiers=(number,))
    build_index([entity, *PARTIES], tmp_path / "index")
    asked = (Identifier("registrationNumber", value),)
    query = row(*filter(None, [name]), countries=countries, identifiers=asked)
    for threshold in (0.5, 0.7):
        ((_, hits),) = screen(open_index(tmp_path / "index"), [query], threshold=threshold)
        expected = compare(query, entity)
        assert hits == (((entity, expected),) if expected.score >= threshold else ())


def test_what_is_not_allowed_is_left_out(index: Index) -> None:
    asked = [row("Zhupan Technology")]
    assert list(screen(index, asked, allowed=lambda entity: entity.id != "spy")) == [(asked[0], ())]


def test_several_processes_find_the_same(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "BATCH", 20)
    asked = rows(3, 70)
    assert list(screen(index, asked, processes=2)) == list(screen(index, asked))


def test_rows_are_read_as_they_are_needed(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "BATCH", 2)
    read = []

    def endless() -> object:
        number = 0
        while True:
            number += 1
            read.append(number)
            yield row("Zhupan", number=number)

    found = screen(index, endless())  # type: ignore[arg-type]  # a generator of queries
    for expected in range(1, 6):
        assert next(found)[0].row == expected
    assert len(read) <= 6
