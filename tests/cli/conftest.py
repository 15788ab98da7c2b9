"""The command line run in this process, with a workspace of the test's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sousveil.app.workspace import open_workspace
from sousveil.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program with arguments, as from a pipe of 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    runner = CliRunner()

    def call(*arguments: object) -> Result:
        workspace = ("--workspace", str(tmp_path / "workspace"))
        return runner.invoke(main, [*workspace, *map(str, arguments)], prog_name="sousveil")

    return call


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the bundled register and its index, to be copied."""
    folder = tmp_path_factory.mktemp("furnished") / "workspace"
    with open_workspace(folder) as opened:
        assert len(opened.screen([{"name": "Hikvision"}])) == 1
    return folder


@pytest.fixture
def workspace(furnished: Path, tmp_path: Path) -> Path:
    """The test's own workspace, furnished: the one that `run` works in."""
    return shutil.copytree(furnished, tmp_path / "workspace")
