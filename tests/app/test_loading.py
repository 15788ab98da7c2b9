"""Loading: a snapshot whole or not at all, twice the same without reading twice."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sousveil.app.workspace import Workspace, open_workspace
from sousveil.errors import (
    FormatError,
    InputError,
    NotFoundError,
    UnreadableError,
    UsageError,
)
from support.lists import invented_name, write_ftm

DAY = datetime(2021, 7, 15, tzinfo=UTC)


def test_a_fresh_workspace_holds_the_register(workspace: Workspace) -> None:
    [register] = workspace.lists
    assert register.dataset == "sousveil_register"
    assert register.entities >= 30
    assert register.published_at is not None
    assert register.retrieved_at.date().isoformat() == register.published_at


def test_the_register_is_loaded_once(tmp_path: Path) -> None:
    for _ in range(2):
        with open_workspace(tmp_path / "workspace") as opened:
            assert len(opened.lists.all()) == 1


def test_a_list_becomes_a_snapshot_with_its_bytes(workspace: Workspace, tmp_path: Path) -> None:
    path = write_ftm(tmp_path / "list.json", 20)
    [snapshot] = workspace.lists.add(path, retrieved_at=DAY)
    assert (snapshot.dataset, snapshot.entities, snapshot.format) == ("invented", 20, "ftm-json")
    assert snapshot.retrieved_at == DAY
    [file] = snapshot.files
    assert file.name == "list.json"
    assert workspace.store.blob(file.sha256).read_bytes() == path.read_bytes()
    assert snapshot in workspace.lists.all()


def test_packed_lists_are_seen_through(workspace: Workspace, tmp_path: Path) -> None:
    plain = write_ftm(tmp_path / "list.json", 5)
    packed = tmp_path / "list.json.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    [snapshot] = workspace.lists.add(packed)
    assert snapshot.entities == 5


def test_the_same_bytes_at_another_time_are_another_snapshot_of_the_same_statements(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_ftm(tmp_path / "list.json", 5)
    [first] = workspace.lists.add(path, retrieved_at=DAY)
    [again] = workspace.lists.add(path, retrieved_at=DAY)
    [later] = workspace.lists.add(path, retrieved_at=DAY + timedelta(days=1))
    assert first == again
    assert later.id != first.id
    assert later.statements_sha256 == first.statements_sha256
    assert len([item for item in workspace.lists if item.dataset == "invented"]) == 2


def test_the_newest_known_speaks(workspace: Workspace, tmp_path: Path) -> None:
    [old] = workspace.lists.add(write_ftm(tmp_path / "a.json", 5), retrieved_at=DAY)
    [new] = workspace.lists.add(
        write_ftm(tmp_path / "b.json", 6), retrieved_at=DAY + timedelta(days=30)
    )

    def speaking(known_at: datetime | None) -> object:
        found = workspace.lists.current(known_at=known_at)
        return next((item for item in found if item.dataset == "invented"), None)

    assert speaking(None) == new
    assert speaking(DAY + timedelta(days=29)) == old
    assert speaking(DAY - timedelta(seconds=1)) is None


def test_a_folder_of_several_lists_gives_several_snapshots(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    write_ftm(folder / "a.json", 3, dataset="list_a")
    write_ftm(folder / "b.json", 4, dataset="list_b")
    (folder / "notes.txt").write_text("remember the milk\n")
    (folder / ".hidden").write_text("{")
    snapshots = workspace.lists.add(folder)
    assert {(item.dataset, item.entities) for item in snapshots} == {("list_a", 3), ("list_b", 4)}


def test_a_list_can_be_given_another_name(workspace: Workspace, tmp_path: Path) -> None:
    [snapshot] = workspace.lists.add(write_ftm(tmp_path / "list.json", 3), name="mine")
    assert snapshot.dataset == "mine"
    hits = workspace.screen([{"name": invented_name(0)}], lists={"mine"})
    assert [match.entity_id for match in hits] == ["inv-0"]
    assert "mine" in hits[0].datasets


@pytest.mark.parametrize("content", [b"", b"\n\n"], ids=["empty", "blank"])
def test_empty_files_are_named(workspace: Workspace, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"empty\.csv"):
        workspace.lists.add(path)


def test_what_is_missing_is_named(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        workspace.lists.add(tmp_path / "nothing.csv")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnreadableError, match="holds no files"):
        workspace.lists.add(tmp_path / "folder")


def test_what_is_no_list_is_told_with_the_formats_that_are(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam,\n")
    with pytest.raises(FormatError, match=r"letter\.txt") as caught:
        workspace.lists.add(path)
    assert "un-xml" in caught.value.hint


def test_an_unknown_format_is_told_with_the_one_that_was_meant(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'un-xml'"):
        workspace.lists.add(write_ftm(tmp_path / "list.json", 1), format="unxml")


def test_a_list_that_breaks_in_the_middle_changes_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_ftm(tmp_path / "list.json", 2000)
    workspace.lists.add(path, retrieved_at=DAY)
    before = workspace.lists.all()
    lines = path.read_bytes().splitlines(keepends=True)
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"".join(lines[:1500]) + lines[1500][:40])
    with pytest.raises(InputError, match=r"broken\.json"):
        workspace.lists.add(broken)
    assert workspace.lists.all() == before
    assert not list(workspace.path.rglob(".writing-*"))


def test_truncated_gzip_is_told(workspace: Workspace, tmp_path: Path) -> None:
    packed = gzip.compress(write_ftm(tmp_path / "list.json", 5000).read_bytes())
    path = tmp_path / "list.json.gz"
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(UnreadableError, match=r"list\.json\.gz"):
        workspace.lists.add(path)


def test_a_list_without_parties_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text(
        json.dumps(
            {
                "id": "a",
                "schema": "Address",
                "properties": {"full": ["1 Example Street"]},
                "datasets": ["x"],
            }
        )
        + "\n"
    )
    with pytest.raises(FormatError, match="holds no person"):
        workspace.lists.add(path)


def test_the_register_heals_when_its_statements_are_lost(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "workspace") as opened:
        [register] = opened.lists
        opened.store.statements(register.statements_sha256).unlink()
    with open_workspace(tmp_path / "workspace") as opened:
        assert opened.lists.all() == (register,)
        assert opened.screen([{"name": "Hikvision"}])


def test_a_list_from_the_future_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    ahead = datetime.now(UTC) + timedelta(days=3)
    with pytest.raises(UsageError, match="future"):
        workspace.lists.add(write_ftm(tmp_path / "list.json", 1), retrieved_at=ahead)


@pytest.mark.parametrize("name", ["../../x", "", "A List", "x\x1b[2J", "é"])
def test_a_name_that_is_none_for_a_dataset_is_refused(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    with pytest.raises(UsageError, match="no name for a dataset"):
        workspace.lists.add(write_ftm(tmp_path / "list.json", 1), name=name)


def test_a_set_loaded_in_part_says_what_it_lacks(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "sdn"
    folder.mkdir()
    for name, row in (
        ("sdn.csv", '36,"EXAMPLE LINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'),
        ("alt.csv", '36,12,"aka","EXAMPLE SHIPPING",-0- \r\n'),
    ):
        (folder / name).write_bytes(row.encode() + b"\x1a")
    [whole] = workspace.lists.add(folder)
    [part] = workspace.lists.add(folder / "sdn.csv")
    assert not any("more files" in note.kind for note in whole.notes)
    assert part.notes[0].kind == "the snapshot before had more files: alt.csv"
