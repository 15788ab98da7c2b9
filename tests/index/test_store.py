from __future__ import annotations

from pathlib import Path

import pytest

from sousveil.index import Index, build_index, open_index
from sousveil.model.listed import Identifier
from support.parties import LEI, PARTIES, listed, row


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Kestrelvision", "camera"),
        ("kestrelvison", "camera"),
        ("kestrel", "camera"),
        ("清河鹰视", "camera"),
        ("marlovsky", "man"),
        ("Марловский", "man"),
        ("Sandorvale", "anyone"),
        ("ocean petrel", "ship"),
        ("IMO 9074729", "ship"),
        ("bank", "bank"),
    ],
)
def test_search_finds_names_and_parts_of_names(index: Index, text: str, first: str) -> None:
    hits = index.search(text, 3)
    assert hits[0][0].id == first
    assert all(0 < share <= 1 for _, share in hits)


def test_an_initial_is_no_find(tmp_path: Path) -> None:
    build_index([listed("x", "Person", "P. Kong")], tmp_path / "index")
    assert open_index(tmp_path / "index").search("Primak") == []


def test_search_returns_at_most_the_limit(index: Index) -> None:
    assert len(index.search("Zhupan Qinghe", 1)) == 1
    assert index.search("zzzzzzzz", 5) == []
    assert index.search("", 5) == []


def test_entities_by_place(index: Index) -> None:
    assert index.entity(0) == PARTIES[0]
    for number in (-1, len(PARTIES)):
        with pytest.raises(IndexError):
            index.entity(number)


def test_entities_by_identifier(index: Index) -> None:
    asked = [
        row("A"),
        row("B", identifiers=(Identifier("", LEI.lower()), Identifier("", "12"))),
        row("C", identifiers=(Identifier("imoNumber", "IMO 9074729"),)),
    ]
    found = index.with_identifiers(asked)
    assert [(place, index.entity(number).id) for place, number in found] == [
        (1, "camera"),
        (2, "ship"),
    ]


def test_the_hash_of_the_content_is_stated(index: Index) -> None:
    assert len(index.sha256) == 64
