"""One index of the invented parties for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from sousveil.index import Index, build_index, open_index
from support.parties import PARTIES


@pytest.fixture(scope="session")
def artefact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an index of the invented parties."""
    folder = tmp_path_factory.mktemp("indexes") / "index"
    build_index(PARTIES, folder)
    return folder


@pytest.fixture(scope="session")
def index(artefact: Path) -> Index:
    """Return the index, open."""
    return open_index(artefact)
