"""The report of a reader stays small whatever it reads."""

from __future__ import annotations

from sousveil.sources.base import ReadReport
from sousveil.tables.notes import MAX_KINDS


def test_kinds_that_a_hostile_file_makes_up_do_not_fill_the_memory() -> None:
    report = ReadReport()
    report.note("first", "f#line=1")
    for number in range(MAX_KINDS * 3):
        report.note(f"unknown key {number}", f"f#line={number}")
    report.note("first", "f#line=2")
    notes = {note.kind: note.count for note in report.notes}
    assert len(notes) == MAX_KINDS + 1
    assert notes["first"] == 2
    assert sum(notes.values()) == MAX_KINDS * 3 + 2
    assert report.notes[0].kind == "oddities of further kinds"
