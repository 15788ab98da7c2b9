from __future__ import annotations

from pathlib import Path

import pytest

from sousveil.errors import UsageError
from sousveil.index import build_index, open_index, verify
from sousveil.model.query import Query
from sousveil.screening import screen
from support.parties import PARTIES


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_equal_entities_give_equal_bytes(artefact: Path, tmp_path: Path) -> None:
    build_index(iter(PARTIES), tmp_path / "again")
    assert contents(tmp_path / "again") == contents(artefact)


def test_entities_come_back_as_they_were(artefact: Path) -> None:
    index = open_index(artefact)
    assert len(index) == len(PARTIES)
    assert tuple(index.entity(number) for number in range(len(index))) == PARTIES
    verify(artefact)


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    build_index([], tmp_path / "empty")
    index = open_index(tmp_path / "empty")
    assert len(index) == 0
    assert index.search("anyone") == []
    query = Query(row=1, names=("Anyone At All",))
    assert list(screen(index, [query])) == [(query, ())]


def test_nothing_is_written_over(artefact: Path) -> None:
    with pytest.raises(UsageError, match="not empty"):
        build_index(PARTIES, artefact)
