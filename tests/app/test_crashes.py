"""Killed at any moment, a workspace opens with what it had; many processes share it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sousveil.app.workspace import open_workspace
from support.lists import invented_name, write_ftm

pytestmark = pytest.mark.kill

PROGRAM = [sys.executable, "-m", "sousveil"]
LARGE = 12_000


def start(*arguments: str | Path, workspace: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, "--workspace", str(workspace), *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def kill_when(
    process: subprocess.Popen[bytes], reached: Callable[[], bool], *, seconds: float = 60
) -> bool:
    """Kill without warning as soon as the condition holds; tell whether it came to that."""
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        if reached():
            os.kill(process.pid, signal.SIGKILL)
            break
    process.communicate()
    return process.returncode == -signal.SIGKILL


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    return write_ftm(folder / "large.json", LARGE, start=1, dataset="large")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace that holds one small list and its index."""
    path = tmp_path / "workspace"
    with open_workspace(path) as opened:
        opened.lists.add(write_ftm(tmp_path / "small.json", 1))
        assert len(opened.screen([{"name": invented_name(0)}])) == 1
    return path


@pytest.mark.parametrize("where", ["blobs", "statements"])
def test_a_load_killed_while_it_writes_leaves_the_old_data(
    folder: Path, large: Path, where: str
) -> None:
    before = snapshots(folder)

    def writing() -> bool:
        return any(path.name.startswith(".writing-") for path in (folder / where).iterdir())

    assert kill_when(start("lists", "add", large, workspace=folder), writing)
    assert snapshots(folder) == before
    assert screens(folder)
    with open_workspace(folder) as opened:
        opened.lists.add(large)
        [match] = opened.screen([{"name": invented_name(1)}])
        assert match.entity_id == "inv-1"
    assert not list(folder.rglob(".writing-*"))


@pytest.mark.parametrize("delay", [0.2, 0.6, 0.9, 1.2, 1.5, 2.0])
def test_a_load_killed_at_any_moment_is_there_whole_or_not_at_all(
    folder: Path, large: Path, delay: float
) -> None:
    before = snapshots(folder)
    end = time.monotonic() + delay
    kill_when(start("lists", "add", large, workspace=folder), lambda: time.monotonic() > end)
    added = [item for item in snapshots(folder) if item not in before]
    assert [entities for _, entities in added] in ([], [LARGE])
    assert screens(folder)


def test_a_build_of_the_index_killed_midway_is_made_again(folder: Path, large: Path) -> None:
    with open_workspace(folder) as opened:
        opened.lists.add(large)
    table = folder.parent / "rows.csv"
    table.write_text(f"name\n{invented_name(1)}\n")

    def building() -> bool:
        return any(path.name.startswith(".writing-") for path in (folder / "index").iterdir())

    assert kill_when(start("screen", table, workspace=folder), building)
    with open_workspace(folder) as opened:
        assert [match.entity_id for match in opened.screen(table)] == ["inv-1"]


def test_an_output_killed_while_it_is_written_leaves_the_old_one(folder: Path) -> None:
    table, output = folder.parent / "rows.csv", folder.parent / "out.csv"
    table.write_text("name\n" + f"{invented_name(0)}\n" * 20_000)
    output.write_text("the old result\n")

    def writing() -> bool:
        return any(path.name.endswith(".part") for path in output.parent.iterdir())

    assert kill_when(start("screen", table, "-o", output, workspace=folder), writing)
    assert output.read_text() == "the old result\n"


def test_processes_load_and_screen_at_once(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(f"name\n{invented_name(0)}\n")
    lists = [
        write_ftm(tmp_path / f"{number}.json", 50, start=100 * number, dataset=f"list_{number}")
        for number in range(1, 4)
    ]
    running = [start("lists", "add", path, workspace=folder) for path in lists]
    running += [start("screen", table, workspace=folder) for _ in range(3)]
    for process in running:
        assert process.communicate()[1] == b""
        assert process.returncode == 0
    assert len(snapshots(folder)) == 5
    assert screens(folder)


def snapshots(folder: Path) -> list[tuple[str, int]]:
    with open_workspace(folder) as opened:
        return [(item.id, item.entities) for item in opened.lists]


def screens(folder: Path) -> bool:
    with open_workspace(folder) as opened:
        return len(opened.screen([{"name": invented_name(0)}])) == 1
