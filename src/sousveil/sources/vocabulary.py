"""The names that a format's elements, attributes and columns have, so that new ones are noticed.

Publishers add fields without notice. What is not known is not an error, but it must not be
passed over in silence either: it is counted in the report with its first place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sousveil.model.locator import at_line
from sousveil.sources.base import ReadReport
from sousveil.sources.xml import Element, XmlRecord, children, local

Vocabulary = Mapping[str, Collection[str]]
"""Known children of each known element, by local names; attributes are written `@name`."""


def words(text: str) -> frozenset[str]:
    """Return the words of a blank-separated list."""
    return frozenset(text.split())


def note_unknown(record: XmlRecord, known: Vocabulary, report: ReadReport) -> None:
    """Count the elements and attributes of a record that the vocabulary does not have.

    Below an unknown element nothing more is counted.
    """
    pending: list[Element] = [record.element]
    while pending:
        element = pending.pop()
        expected = known.get(local(element), ())
        for name in element.attrib:
            attribute = str(name).rpartition("}")[2]
            if f"@{attribute}" not in expected:
                report.note(
                    f"unknown attribute {attribute} of {local(element)}",
                    record.place(element, attribute),
                )
        for child in children(element):
            if local(child) in expected:
                pending.append(child)
            else:
                report.note(
                    f"unknown element {local(child)} in {local(element)}", record.place(child)
                )


def note_unknown_columns(
    columns: Collection[str], known: Collection[str], *, file: str, line: int, report: ReadReport
) -> None:
    """Count the columns of a header that the format does not have."""
    for column in columns:
        if column and column not in known:
            report.note(f"unknown column {column[:64]}", at_line(file, line, column[:64]))
