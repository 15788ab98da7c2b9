"""The store: content under the name of its hash, whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sousveil.errors import UnreadableError, WorkspaceError
from sousveil.model.statement import Statement
from sousveil.sources.base import SourceFile
from sousveil.statements.store import TEMPORARY, Store

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
statements = st.builds(
    Statement,
    entity_id=text,
    schema=text,
    prop=text,
    value=text,
    dataset=text,
    locator=text,
    original=st.none() | text,
    lang=st.none() | text,
    valid_from=st.none() | text,
    valid_until=st.none() | text,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "workspace")


def files(store: Store) -> list[str]:
    return sorted(path.name for path in store.root.rglob("*") if path.is_file())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(statements, max_size=20))
def test_statements_come_back_as_they_were_written(store: Store, given_: list[Statement]) -> None:
    written = store.write(given_)
    rows = pq.read_table(store.statements(written.sha256)).to_pylist()
    assert [Statement(**row) for row in rows] == given_
    assert written.statements == len(given_)


def test_equal_statements_are_one_file_named_by_its_hash(store: Store) -> None:
    item = Statement(
        entity_id="a", schema="Company", prop="name", value="A", dataset="d", locator="f#line=1"
    )
    first, second = store.write([item]), store.write([item])
    assert first == second
    path = store.statements(first.sha256)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == first.sha256
    assert files(store) == [path.name]


def test_raw_bytes_are_kept_as_they_are(store: Store, tmp_path: Path) -> None:
    packed = gzip.compress(b"a list")
    source = tmp_path / "list.csv.gz"
    source.write_bytes(packed)
    kept = store.keep(SourceFile(source))
    assert (kept.name, kept.size) == ("list.csv.gz", len(packed))
    assert store.blob(kept.sha256).read_bytes() == packed
    assert store.keep(SourceFile(source)) == kept


def test_kept_files_are_read_only(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_bytes(b"a list")
    kept = store.blob(store.keep(SourceFile(source)).sha256)
    assert kept.stat().st_mode & 0o222 == 0


def test_a_reader_that_fails_leaves_nothing(store: Store) -> None:
    def broken() -> Iterator[Statement]:
        yield Statement(
            entity_id="a", schema="Company", prop="name", value="A", dataset="d", locator="f#line=1"
        )
        raise UnreadableError("cut off", path="f", row=2)

    with pytest.raises(UnreadableError, match="f, row 2: cut off"):
        store.write(broken())
    assert files(store) == []


def test_leftovers_of_dead_processes_are_removed_and_those_of_living_ones_kept(
    store: Store,
) -> None:
    dead = store.root / "statements" / f"{TEMPORARY}{2**22 + 1}-dead"
    alive = store.root / "blobs" / f"{TEMPORARY}{os.getpid()}-alive"
    index = store.root / "index" / f"{TEMPORARY}{2**22 + 1}-dead"
    index.mkdir(parents=True)
    foreign = store.root / "blobs" / f"{TEMPORARY}not-ours"
    for path in (dead, alive, foreign, index / "names.npy"):
        path.write_bytes(b"half")
    store.clean()
    assert not dead.exists()
    assert not index.exists()
    assert alive.exists()
    assert foreign.exists()


def test_many_may_remove_the_same_leftovers_at_once(store: Store) -> None:
    for number in range(200):
        (store.root / "statements" / f"{TEMPORARY}{2**22 + 1}-{number}").write_bytes(b"half")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: store.clean(), range(8)))
    assert files(store) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WorkspaceError, match="file"):
        Store(tmp_path / "file")
