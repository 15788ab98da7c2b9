"""JSON lines: one object per line (jsonlines.org), and FollowTheMoney's entities in that shape.

Numbers keep the digits that were written: a tax number of twenty digits is not rounded. The first
pass over the file collects the keys, because an object may be the first to have one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from sousveil.errors import FormatError, InputError, UnreadableError
from sousveil.tables.header import check_width
from sousveil.tables.notes import Notes
from sousveil.tables.table import Content, Record
from sousveil.tables.text import TextFile
from sousveil.tables.values import as_cell, flat, is_entity

_DECODER = json.JSONDecoder(
    parse_float=lambda text: text.removesuffix(".0"), parse_int=str, parse_constant=lambda _: ""
)


def read_json_lines(text: TextFile, notes: Notes) -> Content:
    """Collect the keys and return them as columns with the records still to come.

    An object with `schema` and `properties` is an FtM entity: its properties are columns, and
    their values are tuples. Where both kinds occur, the columns are those of both.

    Raises:
        UnreadableError: there is no object in the file.
        FormatError: a line is no JSON object; it is named.
        HostileInputError: there are more keys than a table has columns.
    """
    columns: dict[str, int] = {}
    kinds = set()
    for _, data in _objects(text, Notes()):
        kinds.add(is_entity(data))
        for key in flat(data):
            columns.setdefault(key, len(columns))
        check_width(len(columns), text.raw.name)
    if not kinds:
        raise UnreadableError("the file holds no rows", path=text.raw.name)
    kind = "ftm-json" if kinds == {True} else "jsonl"
    return Content(kind, tuple(columns), _records(text, tuple(columns), notes))


def _records(text: TextFile, columns: tuple[str, ...], notes: Notes) -> Iterator[Record]:
    for row, (line, data) in enumerate(_objects(text, notes), start=1):
        members = flat(data)
        yield Record(row, line, tuple([as_cell(members.get(column)) for column in columns]))


def _objects(text: TextFile, notes: Notes) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, raw in enumerate(chain.from_iterable(text.lines(notes)), start=1):
        stripped = raw.strip()
        if not stripped:
            continue
        try:
            data = _DECODER.decode(stripped)
        except json.JSONDecodeError as error:
            where = f"line {line}, character {error.colno}"
            raise _broken(f"{where}: this is not JSON: {error.msg}", text) from error
        except RecursionError as error:
            raise _broken(f"line {line}: nested too deeply", text) from error
        if not isinstance(data, dict):
            raise _broken(f"line {line}: a JSON {_kind(data)} where an object must be", text)
        yield line, data


def _broken(message: str, text: TextFile) -> InputError:
    return FormatError(
        message,
        path=text.raw.name,
        hint="JSON lines hold one object on each line, without brackets or commas around them",
    )


def _kind(data: object) -> str:
    return "list" if isinstance(data, list) else "value"
