"""CSV files with a header: recognised by their columns, whatever is wrong with the header."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sousveil.errors import FormatError, UnreadableError
from sousveil.model.statement import Statement
from sousveil.sources.base import Draft, ReadReport, Recognition, SourceFile
from sousveil.sources.csv_reader import CsvReader
from sousveil.sources.registry import READERS
from sousveil.sources.text import Record

CSV = [reader for reader in READERS if isinstance(reader, CsvReader)]


class Folded(CsvReader):
    """A format whose columns are written in any case."""

    format = "folded"
    title = "a folded list"
    dataset = "xx_folded"
    delimiter = ";"
    required = ("id", "name")
    telling = ("colour",)
    known = frozenset({"id", "name", "colour"})

    def spelling(self, column: str) -> str:
        return column.strip().casefold()

    def parties(
        self, records: Iterator[Record], *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        for record in records:
            yield from Draft(
                record.get("ID"), "Company", dataset=dataset, at=record.at("ID"), report=report
            ).statements()


def source(folder: Path, content: str) -> SourceFile:
    path = folder / "list.csv"
    path.write_bytes(content.encode())
    return SourceFile(path)


def read(file: SourceFile, report: ReadReport | None = None) -> list[Statement]:
    claim = Recognition("folded", "xx_folded", (file,))
    return list(Folded().read(claim, report or ReadReport()))


@pytest.mark.parametrize(
    ("header", "is_mine"),
    [
        ("ID;Name;Colour", True),
        ("\ufeffid ; name;colour;more", True),
        ('"ID";"Na""me";"x;name";"name";colour', True),
        ("ID;Name", False),
        ("ID,Name,Colour", False),
        ("", False),
    ],
)
def test_a_file_is_recognised_by_its_columns(tmp_path: Path, header: str, is_mine: bool) -> None:
    assert Folded().is_mine(source(tmp_path, f"{header}\r\n1;a;b\r\n")) is is_mine


def test_columns_keep_their_published_names(tmp_path: Path) -> None:
    report = ReadReport()
    found = read(source(tmp_path, "ID;Name;Colour;Mood\nx-1;a;b;c\n"), report)
    assert [statement.locator for statement in found] == ["list.csv#line=2&column=ID"]
    assert [(note.kind, note.first) for note in report.notes] == [
        ("unknown column Mood", "list.csv#line=1&column=Mood")
    ]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="line 1: no column 'name'"):
        read(source(tmp_path, "ID;Colour\nx-1;b\n"))


def test_a_file_without_rows_is_empty(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"list\.csv: the file is empty"):
        read(source(tmp_path, "\n\n"))


@pytest.mark.parametrize("reader", CSV, ids=lambda reader: reader.format)
@pytest.mark.parametrize("content", ["a\rb;c\n", 'a;"b\n', '"a"b;c\n', f"{'x' * 200_000}\n", "\n"])
def test_a_broken_header_is_no_header(tmp_path: Path, reader: CsvReader, content: str) -> None:
    assert not reader.is_mine(source(tmp_path, content))
