"""A supplier file cannot exhaust the memory: numpy's allocations are traced while screening."""

from __future__ import annotations

import string
import time
import tracemalloc
from pathlib import Path

import pytest

from sousveil.index import build_index, open_index
from sousveil.screening import screen
from support.parties import listed, row

HOSTILE = {
    "initials": [f"J. A. B. Mohammed Ali {string.ascii_letters[at % 52]}" for at in range(100)],
    "repeated": ["ahmad al " * 120] * 300,
    "letters": [" ".join(string.ascii_lowercase * 8)] * 1500,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index of names that begin with every letter, many with one frequent word."""
    found = tmp_path_factory.mktemp("cost") / "index"
    letters = string.ascii_lowercase
    names = [f"{a}{b}rov {b}elan{a} {c}" for a in letters for b in letters for c in ("Tarn", "Ali")]
    build_index([listed(f"p{at}", "Person", name) for at, name in enumerate(names)], found)
    return found


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_names_cost_little(folder: Path, kind: str) -> None:
    index = open_index(folder)
    asked = [row(name, number=at) for at, name in enumerate(HOSTILE[kind])]
    tracemalloc.start()
    began = time.process_time()
    try:
        assert len(list(screen(index, asked))) == len(asked)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 400e6
    assert time.process_time() - began < 20
