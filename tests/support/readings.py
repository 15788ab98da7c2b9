"""Reading a file with one reader, and asking what came out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sousveil.model.statement import EXISTENCE, Statement
from sousveil.sources.base import Reader, ReadReport, Recognition, SourceFile


@dataclass(frozen=True)
class Reading:
    """The statements that a reader made of a file, and its report."""

    statements: list[Statement]
    report: ReadReport

    def values(self, entity_id: str, prop: str) -> list[str]:
        return [s.value for s in self.statements if (s.entity_id, s.prop) == (entity_id, prop)]

    def one(self, entity_id: str, prop: str) -> Statement:
        (found,) = [s for s in self.statements if (s.entity_id, s.prop) == (entity_id, prop)]
        return found

    def ids(self, *schemata: str) -> list[str]:
        return [
            s.entity_id
            for s in self.statements
            if s.prop == EXISTENCE and (not schemata or s.schema in schemata)
        ]

    def notes(self) -> dict[str, int]:
        return {note.kind: note.count for note in self.report.notes}

    def content(self) -> set[tuple[str, str, str, str, str | None]]:
        """What is said, without where it is said."""
        return {(s.entity_id, s.schema, s.prop, s.value, s.lang) for s in self.statements}


def recognised(reader: Reader, path: Path) -> Recognition:
    claim = reader.recognise([SourceFile(path)])
    assert claim is not None, f"{reader.format} does not recognise {path.name}"
    return claim


def read_list(reader: Reader, path: Path) -> Reading:
    """Recognise and read a file."""
    report = ReadReport()
    return Reading(list(reader.read(recognised(reader, path), report)), report)


def read_as(reader: Reader, path: Path) -> Reading:
    """Read a file as the reader's format without asking whether it recognises it."""
    report = ReadReport()
    claim = Recognition(reader.format, "test", (SourceFile(path),))
    return Reading(list(reader.read(claim, report)), report)
