"""Files for the tests of tables are made on the spot: `put` writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.tables import Put


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Return a function that writes a file and returns its path."""

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
