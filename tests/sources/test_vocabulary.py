"""What a format does not know is counted once, at its place."""

from __future__ import annotations

from pathlib import Path

from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.vocabulary import note_unknown, note_unknown_columns, words
from sousveil.sources.xml import records

KNOWN = {"record": words("name @id"), "name": words("@lang")}


def test_elements_and_attributes(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_text(
        '<list xmlns:x="urn:x"><record id="1" x:shoe="2"><name lang="en">A</name><name hat="1"/>'
        "<new><name/><newer/></new></record></list>"
    )
    report = ReadReport()
    for record in records(SourceFile(path), ("record",)):
        note_unknown(record, KNOWN, report)
    assert {note.kind: note.first for note in report.notes} == {
        "unknown attribute shoe of record": "list.xml#xpath=/list/record[1]/@shoe",
        "unknown attribute hat of name": "list.xml#xpath=/list/record[1]/name[2]/@hat",
        "unknown element new in record": "list.xml#xpath=/list/record[1]/new[1]",
    }


def test_columns() -> None:
    report = ReadReport()
    note_unknown_columns(["a", "b", ""], {"a"}, file="f.csv", line=2, report=report)
    assert [(note.kind, note.first) for note in report.notes] == [
        ("unknown column b", "f.csv#line=2&column=b")
    ]
