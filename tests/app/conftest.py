"""A workspace of the test's own; lists come from `support.lists`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sousveil.app.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "workspace") as opened:
        yield opened
