"""How an index artefact lies on disk: its files, its manifest, and the checks when it is opened.

An artefact is a folder of numpy arrays (`.npy`, memory-mapped), Arrow tables (IPC, uncompressed,
memory-mapped) and `manifest.json`. It is written once and never changed; equal input gives equal
bytes.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sousveil.errors import WorkspaceError
from sousveil.names.schemata import Mode

FORMAT = 3
"""Version of the layout and of all that is computed at build time: raised when either changes."""
MANIFEST = "manifest.json"
MODES: tuple[Mode, ...] = ("organisation", "person")
_REBUILD = "the index is built anew from the loaded lists by the next command that needs it"

Array = npt.NDArray[Any]


class IndexDamagedError(WorkspaceError):
    """The index artefact cannot be used: of another version, incomplete or altered."""

    default_hint = _REBUILD


def write_arrays(folder: Path, arrays: dict[str, Array]) -> None:
    """Write each array as `NAME.npy`."""
    for name, array in sorted(arrays.items()):
        np.save(folder / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)


def write_table(folder: Path, name: str, table: pa.Table) -> None:
    """Write a table as `NAME.arrow`."""
    with (
        pa.OSFile(str(folder / f"{name}.arrow"), "wb") as sink,
        pa.ipc.new_file(sink, table.schema) as out,
    ):
        out.write_table(table.combine_chunks())


def write_manifest(folder: Path, counts: dict[str, int]) -> None:
    """Write the manifest: format, counts, and size and hash of every file."""
    files = {
        path.name: {"size": path.stat().st_size, "sha256": _sha256(path)}
        for path in sorted(folder.iterdir())
    }
    content = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
    manifest = {"format": FORMAT, "counts": counts, "sha256": content, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of an artefact whose files are all there in their full size.

    The hashes are not computed again on opening; `verify` does that.

    Raises:
        IndexDamagedError: no artefact, of another version, or with files missing or cut off.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        version = manifest["format"]
        sizes = {str(name): int(stated["size"]) for name, stated in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(f"{folder} is no index, or a damaged one") from error
    if version != FORMAT:
        raise IndexDamagedError(
            f"{folder} is an index of version {version}; this program reads {FORMAT}"
        )
    for name, size in sizes.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise IndexDamagedError(f"{path} is missing or cut off")
    found: dict[str, Any] = manifest
    return found


def verify(folder: Path) -> None:
    """Compute all hashes again.

    Raises:
        IndexDamagedError: a file is not what was written.
    """
    for name, stated in read_manifest(folder)["files"].items():
        if _sha256(folder / name) != stated["sha256"]:
            raise IndexDamagedError(f"{folder / name} was altered after it was written")


def open_array(folder: Path, name: str) -> Array:
    """Return an array, memory-mapped.

    Raises:
        IndexDamagedError: the file is not such an array.
    """
    try:
        found: Array = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise IndexDamagedError(f"{folder / name}.npy cannot be read: {error}") from error
    return found


def open_table(folder: Path, name: str) -> pa.Table:
    """Return a table, memory-mapped.

    Raises:
        IndexDamagedError: the file is not such a table.
    """
    try:
        with pa.memory_map(str(folder / f"{name}.arrow")) as source:
            return pa.ipc.open_file(source).read_all()
    except (OSError, pa.ArrowException) as error:
        raise IndexDamagedError(f"{folder / name}.arrow cannot be read: {error}") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
