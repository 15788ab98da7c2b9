"""Rules for every test: a clean environment, no network but loopback, real data only where it is.

Fixtures that more than one folder needs live here; those of one folder in its own conftest.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from sousveil.index import Index, build_index, open_index
from support.parties import PARTIES

SHARED = Path(__file__).resolve().parents[2] / "shared"
_connect = socket.socket.connect


@pytest.fixture
def shared() -> Path:
    """Folder of the real published files, or skip."""
    if not SHARED.is_dir():
        pytest.skip("the real published files are not beside this checkout")
    return SHARED


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the user's settings out, and the tests' workspaces apart."""
    for name in list(os.environ):
        if name.startswith("SOUSVEIL_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SOUSVEIL_WORKSPACE", str(tmp_path / "workspace"))


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave the machine."""

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {
            "127.0.0.1",
            "::1",
            "localhost",
        }:
            raise AssertionError(f"a test tried to reach {address}")
        _connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def artefact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an index of the invented parties."""
    folder = tmp_path_factory.mktemp("indexes") / "index"
    build_index(PARTIES, folder)
    return folder


@pytest.fixture(scope="session")
def index(artefact: Path) -> Index:
    """Return the index of the invented parties, open."""
    return open_index(artefact)
