from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sousveil.errors import WorkspaceError
from sousveil.index import IndexDamagedError, open_index, verify
from sousveil.index.layout import FORMAT, MANIFEST


@pytest.fixture
def copy(artefact: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(artefact, tmp_path / "copy"))


def test_another_version_is_refused(copy: Path) -> None:
    manifest = json.loads((copy / MANIFEST).read_text())
    manifest["format"] = FORMAT + 1
    (copy / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(WorkspaceError, match="version") as caught:
        open_index(copy)
    assert "built anew" in caught.value.hint


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', '{"format": 1, "files": 3}'])
def test_a_damaged_manifest_is_refused(copy: Path, content: str) -> None:
    (copy / MANIFEST).write_text(content)
    with pytest.raises(IndexDamagedError):
        open_index(copy)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="no index"):
        open_index(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["person.key_hash.npy", "entities.arrow"])
def test_missing_and_cut_files_are_refused(copy: Path, name: str) -> None:
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[:-1])
    with pytest.raises(IndexDamagedError, match="missing or cut off"):
        open_index(copy)
    (copy / name).unlink()
    with pytest.raises(IndexDamagedError, match="missing or cut off"):
        open_index(copy)


@pytest.mark.parametrize("name", ["person.key_hash.npy", "entities.arrow"])
def test_files_of_other_content_are_refused(copy: Path, name: str) -> None:
    (copy / name).write_bytes(b"\xff" * (copy / name).stat().st_size)
    with pytest.raises(IndexDamagedError, match="cannot be read"):
        open_index(copy)
    with pytest.raises(IndexDamagedError, match="altered"):
        verify(copy)
