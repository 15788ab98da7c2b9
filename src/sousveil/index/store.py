"""An open index artefact: its entities, and the halves in which candidates are found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sousveil.index.candidates import Candidates, Half
from sousveil.index.entities import from_row
from sousveil.index.keys import stable_hash
from sousveil.index.layout import MODES, Array, open_array, open_table, read_manifest
from sousveil.model.listed import Identifier, ListedEntity
from sousveil.model.query import Query
from sousveil.names.analysis import analyse
from sousveil.names.identifiers import is_decisive, normal_value
from sousveil.names.schemata import Mode

_KEPT = 50_000


class Index:
    """The listed entities of one artefact, memory-mapped and read only.

    Opened by `open_index`; several processes may have the same one open.
    """

    __slots__ = (
        "_entities",
        "_identifier_hash",
        "_identifier_of",
        "_known",
        "directory",
        "halves",
        "manifest",
        "years",
    )

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.manifest: dict[str, Any] = read_manifest(directory)
        self._entities = open_table(directory, "entities")
        self._known: dict[int, ListedEntity] = {}
        self._identifier_hash: Array = open_array(directory, "identifier_hash")
        self._identifier_of: Array = open_array(directory, "identifier_of")
        self.years: Array = open_array(directory, "years")
        self.halves: dict[Mode, Half] = {mode: Half(directory, mode) for mode in MODES}

    def __len__(self) -> int:
        """Return the number of entities."""
        return int(self._entities.num_rows)

    @property
    def sha256(self) -> str:
        """Hash (hex) over the hashes of all files of the artefact."""
        return str(self.manifest["sha256"])

    def entity(self, number: int) -> ListedEntity:
        """Return the entity at a place, 0 the first.

        Raises:
            IndexError: there is none.
        """
        found = self._known.get(number)
        if found is None:
            if not 0 <= number < len(self):
                raise IndexError(number)
            found = from_row(self._entities.slice(number, 1).to_pylist()[0])
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[number] = found
        return found

    def with_identifiers(self, queries: Sequence[Query]) -> list[tuple[int, int]]:
        """Return places of queries and of entities that have an identifier of the same value."""
        keys = [
            (stable_hash(normal_value(identifier.value)), place)
            for place, query in enumerate(queries)
            for identifier in query.identifiers
            if is_decisive(identifier)
        ]
        hashes = np.array([key for key, _ in keys], dtype=np.uint64)
        first = np.searchsorted(self._identifier_hash, hashes, side="left")
        behind = np.searchsorted(self._identifier_hash, hashes, side="right")
        return [
            (place, int(self._identifier_of[at]))
            for (_, place), start, end in zip(keys, first, behind, strict=True)
            for at in range(start, end)
        ]

    def candidates(self, texts: Sequence[str], mode: Mode, least: Array) -> Candidates:
        """Return the names that may score `least` or more against each of the texts."""
        return self.halves[mode].candidates([analyse(text, mode) for text in texts], least)

    def search(self, text: str, limit: int = 20) -> list[tuple[ListedEntity, float]]:
        """Look up a name, part of one, or an identifier.

        Entities are ranked by the share of the text's words that one of their names has.

        Returns:
            Entities with the share, 0..1, most first; names without further words before longer
            ones. The share is no match score.
        """
        number_given = Query(row=0, names=(), identifiers=(Identifier("", text),))
        best = {number: (1.0, 0.0) for _, number in self.with_identifiers([number_given])}
        for mode in MODES:
            half = self.halves[mode]
            for name, share, extra in half.overlaps(analyse(text, mode)):
                number = int(half.name_entity[name])
                best[number] = max(best.get(number, (0.0, -1e9)), (share, -extra))
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
        return [(self.entity(number), round(share, 3)) for number, (share, _) in ranked[:limit]]


def open_index(directory: Path) -> Index:
    """Open an artefact that `build_index` wrote; nothing is rebuilt.

    Raises:
        WorkspaceError: it is of another version, incomplete or damaged.
    """
    return Index(directory)
