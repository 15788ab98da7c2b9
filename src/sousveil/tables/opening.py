"""Opening a table of any format, recognised by its content."""

from __future__ import annotations

import os
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

from sousveil.errors import FormatError
from sousveil.tables.delimited import read_delimited
from sousveil.tables.jsonlines import read_json_lines
from sousveil.tables.notes import Notes
from sousveil.tables.raw import RawFile
from sousveil.tables.table import Content, Table
from sousveil.tables.text import TextFile

_FORMATS_HINT = "save the table as CSV, TSV, XLSX, Parquet or JSON lines"
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel file (.xls) or an encrypted workbook"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ\x00", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ARROW1", "an Arrow IPC file"),
    (b"{\\rtf", "a rich text document"),
)
_MARKUP = (b"<?xml", b"<!doctype", b"<html")


def open_table(path: str | os.PathLike[str], *, name: str | None = None) -> Table:
    """Open a table and read its header.

    The content says what the file is: CSV with any usual delimiter and encoding, XLSX, Parquet,
    JSON lines or FollowTheMoney JSON, each also packed with gzip. The extension only decides
    what the content leaves open.

    Args:
        path: the file.
        name: what to call it in messages, where that is not its name on the disk.

    Raises:
        UnreadableError: it is missing, empty, cut off, or in no encoding we know.
        FormatError: it is no table, or breaks its format; the place is named.
        HostileInputError: it is an attack on its reader, or beyond all sizes.
    """
    where = Path(path)
    raw = RawFile.find(where, name)
    notes = Notes()
    head = raw.head(64)
    with ExitStack() as stack:
        content = _content(raw, head, notes, stack)
        return Table(raw.name, content, notes=notes, close=stack.pop_all().close)


def _content(raw: RawFile, head: bytes, notes: Notes, stack: ExitStack) -> Content:
    _refuse_foreign(head, raw.name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from sousveil.tables.xlsx import read_xlsx  # noqa: PLC0415 (openpyxl takes 100 ms)

        return read_xlsx(stack.enter_context(raw.seekable()), raw.name, notes)
    if head.startswith(b"PAR1"):
        from sousveil.tables.parquet import read_parquet  # noqa: PLC0415 (pyarrow takes 200 ms)

        return read_parquet(stack.enter_context(raw.seekable()), raw.name)
    text = TextFile.open(raw, notes)
    name = raw.name.lower().removesuffix(".gz")
    first = _first_line(text)
    if first.startswith("{") or (first.startswith("[") and name.endswith((".json", ".jsonl"))):
        return read_json_lines(text, notes)
    prefer = "\t" if name.endswith((".tsv", ".tab")) else ","
    return read_delimited(text, notes, prefer=prefer)


def _first_line(text: TextFile) -> str:
    lines = chain.from_iterable(text.lines(Notes()))
    return next((line.strip() for line in lines if line.strip()), "")


def _refuse_foreign(head: bytes, name: str) -> None:
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise FormatError(f"this is {what}, not a table", path=name, hint=_FORMATS_HINT)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise FormatError("this is XML or HTML, not a table", path=name, hint=_FORMATS_HINT)
