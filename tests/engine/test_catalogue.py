"""The catalogue: it knows what it was told, among processes too, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from multiprocessing import get_context
from pathlib import Path

import pytest

from sousveil.engine.catalogue import SCHEMA_REVISION, Catalogue
from sousveil.errors import WorkspaceError
from sousveil.model.snapshot import ReadNote, Snapshot, StoredFile


def snapshot(number: int = 1, *, dataset: str = "us_ofac_sdn", day: int = 1) -> Snapshot:
    return Snapshot(
        id=f"{number:064x}",
        dataset=dataset,
        format="ofac-csv",
        reader_version=1,
        retrieved_at=datetime(2021, 7, day, 12, tzinfo=UTC),
        published_at="2021-07",
        files=(StoredFile("sdn.csv", "a" * 64, 10), StoredFile("alt.csv", "b" * 64, 20)),
        entities=8976,
        statements=200_000,
        statements_sha256="c" * 64,
        url="https://example.org/sdn.csv",
        licence="public domain",
        notes=(ReadNote("orphan alias", 2, "alt.csv#line=3"),),
    )


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


def test_a_snapshot_comes_back_as_it_was_given(catalogue: Catalogue) -> None:
    catalogue.add(snapshot())
    assert catalogue.all() == (snapshot(),)


def test_a_snapshot_is_recorded_once(catalogue: Catalogue) -> None:
    catalogue.add(snapshot())
    catalogue.add(snapshot())
    assert len(catalogue.all()) == 1


def test_snapshots_come_in_the_order_of_knowledge_then_of_adding(catalogue: Catalogue) -> None:
    for number, day in ((1, 3), (2, 1), (3, 3)):
        catalogue.add(snapshot(number, day=day))
    assert [int(item.id, 16) for item in catalogue.all()] == [2, 1, 3]


def test_times_are_ordered_whatever_their_zone(catalogue: Catalogue) -> None:
    tokyo = timezone(timedelta(hours=9))
    at = snapshot(1).retrieved_at
    earlier = replace(snapshot(1), retrieved_at=(at - timedelta(hours=1)).astimezone(tokyo))
    catalogue.add(snapshot(2))
    catalogue.add(earlier)
    assert catalogue.all() == (earlier, snapshot(2))


def test_it_is_the_same_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    first = Catalogue(path)
    first.add(snapshot())
    first.close()
    second = Catalogue(path)
    assert second.all() == (snapshot(),)
    second.close()


def test_validators_are_replaced_as_a_whole(catalogue: Catalogue) -> None:
    catalogue.remember_validators("eu_fsf", {"https://a": ("e1", None), "https://b": (None, "m")})
    catalogue.remember_validators("eu_fsf", {"https://a": ("e2", None)})
    assert catalogue.validators("eu_fsf") == {"https://a": ("e2", None)}
    assert catalogue.validators("un_sc_sanctions") == {}


def test_many_processes_may_make_and_fill_it_at_once(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(_add_some, [(path, start) for start in (100, 200, 300, 400)]))
    opened = Catalogue(path)
    assert len(opened.all()) == 20
    opened.close()


def _add_some(work: tuple[Path, int]) -> None:
    path, start = work
    opened = Catalogue(path)
    for number in range(start, start + 5):
        opened.add(snapshot(number))
    opened.close()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"not a database " * 100)
    with pytest.raises(WorkspaceError, match=r"catalogue\.sqlite.*damaged") as caught:
        Catalogue(path)
    assert "blobs" in caught.value.hint
    assert path.read_bytes().startswith(b"not a database")


def test_a_catalogue_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    Catalogue(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(WorkspaceError, match="newer sousveil"):
        Catalogue(path)


def test_the_revision_is_that_of_the_newest_migration() -> None:
    folder = Path(__file__).parents[2] / "src/sousveil/engine/migrations/versions"
    assert max(path.name[:4] for path in folder.glob("[0-9]*.py")) == SCHEMA_REVISION
