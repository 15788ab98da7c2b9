"""The zip archive and the XML inside a spreadsheet, looked at before any library opens them.

Refused are bombs (sizes by the zip directory, which `zipfile` holds the content to), and document
type declarations: ECMA-376 part 2, 6.2.5 forbids them in every part, and they are what entity
expansion needs.
"""

from __future__ import annotations

import zipfile
from typing import IO
from xml.parsers import expat

from sousveil.errors import FormatError, HostileInputError, SousveilError, UnreadableError
from sousveil.tables.limits import (
    MAX_PART_IN_MEMORY,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_FLOOR_BYTES,
)

_STREAMED = "worksheets/"  # parts that are read row by row; all others are held in memory
_KINDS = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("content.xml", "an OpenDocument file"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a presentation"),
)


def check_workbook(stream: IO[bytes], name: str) -> None:
    """Make sure that a stream holds a workbook that is safe to open.

    Raises:
        UnreadableError: the archive is cut off or damaged.
        FormatError: it is another kind of archive.
        HostileInputError: it is a bomb or declares entities.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _check_kind({member.filename for member in members}, name)
            _check_sizes(members, name)
            for member in members:
                with archive.open(member) as part:
                    _check_prolog(part, f"{name}, {member.filename}")
    except SousveilError:
        raise
    except Exception as error:  # each of the packing methods has errors of its own
        raise UnreadableError(f"the archive is cut off or damaged: {error}", path=name) from error


def _check_kind(names: set[str], name: str) -> None:
    if any(part.lower().endswith("workbook.xml") for part in names):
        return
    kinds = [kind for part, kind in _KINDS if part in names]
    what = kinds[0] if kinds else "a zip archive without a workbook"
    raise FormatError(
        f"this is {what}", path=name, hint="save the table as .xlsx or .csv; unpack archives first"
    )


def _check_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    total = sum(member.file_size for member in members)
    if total > MAX_UNPACKED_BYTES:
        raise HostileInputError(f"the parts unpack to {total:,} bytes", path=name)
    for member in members:
        size, packed = member.file_size, max(1, member.compress_size)
        bomb = size > RATIO_FLOOR_BYTES and size > MAX_RATIO * packed
        if bomb or (size > MAX_PART_IN_MEMORY and _STREAMED not in member.filename):
            raise HostileInputError(
                f"{member.filename}: {packed:,} packed bytes unpack to {size:,}", path=name
            )


def _check_prolog(part: IO[bytes], where: str) -> None:
    """Read a part up to its first element, and refuse a document type declaration."""
    state = {"begun": False}

    def begin(*_: object) -> None:
        state["begun"] = True

    def refuse(*_: object) -> None:
        raise HostileInputError("declares a document type, as only attacks do", path=where)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    while not state["begun"] and (block := part.read(4096)):
        try:
            parser.Parse(block)
        except expat.ExpatError:
            return  # a picture, or broken: what reads the part will say so
