"""The command line run in this process, with a workspace of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

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
