"""What the tests of OFAC's four formats share: reading a set of files into small dictionaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sousveil.model.statement import EXISTENCE, Statement
from sousveil.sources.base import Reader, ReadReport, SourceFile

DATA = Path(__file__).parents[1] / "sources" / "data" / "ofac"


@dataclass(slots=True)
class Outcome:
    """What reading gave: statements, their entities, and the report."""

    dataset: str
    statements: list[Statement]
    report: ReadReport
    entities: dict[str, dict[str, list[str]]] = field(init=False)
    schemata: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.entities = defaultdict(lambda: defaultdict(list))
        self.schemata = {}
        for found in self.statements:
            self.schemata[found.entity_id] = found.schema
            if found.prop != EXISTENCE:
                self.entities[found.entity_id][found.prop].append(found.value)

    def one(self, entity: str, prop: str) -> Statement:
        """Return the only statement of a property."""
        (found,) = (s for s in self.statements if (s.entity_id, s.prop) == (entity, prop))
        return found

    @property
    def notes(self) -> dict[str, int]:
        """Kinds of notes with their counts."""
        return {note.kind: note.count for note in self.report.notes}


def outcome(reader: Reader, paths: Iterable[Path]) -> Outcome:
    """Recognise and read the files."""
    source = reader.recognise([SourceFile(path) for path in paths])
    assert source is not None
    assert source.format == reader.format
    report = ReadReport()
    return Outcome(source.dataset, list(reader.read(source, report)), report)
