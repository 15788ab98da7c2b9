"""The index artefact: built once from listed entities, memory-mapped by whoever screens."""

from sousveil.index.build import build_index
from sousveil.index.layout import IndexDamagedError, verify
from sousveil.index.store import Index, open_index

__all__ = ["Index", "IndexDamagedError", "build_index", "open_index", "verify"]
