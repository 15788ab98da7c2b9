"""FollowTheMoney entities as JSON lines: what OpenSanctions and Aleph publish.

`entities.ftm.json` is flat, its links being ids; `targets.nested.json` holds linked entities as
objects inside `properties`, links in the opposite direction included (`sanctions` of a person).
The publisher has cleaned the values, so names and texts are taken as they stand; what has a closed
vocabulary (countries, dates, topics) is checked against FollowTheMoney all the same.

Not taken over: `caption` (one of the names), `target` (the topics say why an entity is listed),
`first_seen`, `last_seen` and `last_change` (when OpenSanctions knew it; ours is the snapshot's
time), save that the newest `last_seen` dates the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from sousveil.model.locator import at_line
from sousveil.model.statement import Statement
from sousveil.sources.base import Reader, ReadReport, Recognition, SourceFile
from sousveil.sources.ftm_entities import EntityStatements, date_file
from sousveil.sources.jsonlines import read_objects
from sousveil.sources.slugs import slug

_KNOWN = frozenset(
    {"id", "caption", "schema", "properties", "referents", "datasets", "target"}
    | {"first_seen", "last_seen", "last_change"}
)
_OPENING = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"')


class FtmJsonReader(Reader):
    """Entities of FollowTheMoney, one JSON object a line, flat or nested."""

    format = "ftm-json"
    title = "FollowTheMoney JSON lines (OpenSanctions, Aleph)"

    def recognise(self, files: Sequence[SourceFile]) -> Recognition | None:
        """Claim the first file whose first line is an entity, and others of the same dataset."""
        mine = [(file, _dataset(file)) for file in files if _is_ftm(file.head)]
        if not mine:
            return None
        dataset = mine[0][1]
        return Recognition(self.format, dataset, tuple(f for f, name in mine if name == dataset))

    def read(self, source: Recognition, report: ReadReport) -> Iterator[Statement]:
        """Yield the statements line by line, holding one line at a time.

        Values stand in the entity's only dataset, or in `source.dataset` when it has several or
        none; for each dataset of the entity and each referent there is a statement that it exists.

        Raises:
            UnreadableError: a file is empty or breaks off.
            FormatError: a line is no entity; its number is named.
            HostileInputError: a line of absurd length.
        """
        self.require(source)
        for file in source.files:
            entities = EntityStatements(source.dataset, file.name, report)
            for line, record in read_objects(file, report):
                unknown = record.keys() - _KNOWN
                if unknown:
                    for key in sorted(unknown):
                        report.note(f"unknown key {key[:64]}", at_line(file.name, line))
                date_file(record.get("last_seen"), report)
                yield from entities.top_level(record, line)


def _is_ftm(head: bytes) -> bool:
    """Tell whether the content begins with an entity, even if its line is longer than the head."""
    if not _OPENING.match(head):
        return False
    first, newline, _ = head.lstrip(b"\xef\xbb\xbf \r\n\t").partition(b"\n")
    if not newline and len(first) > 65000:
        return all(key in first for key in (b'"id"', b'"schema"', b'"properties"'))
    record = _load(first)
    return (
        record is not None
        and isinstance(record.get("schema"), str)
        and isinstance(record.get("properties"), dict)
        and "id" in record
    )


def _dataset(file: SourceFile) -> str:
    """Return the one dataset that all entities in the head name, or the file's stem."""
    named: set[str] = set()
    for line in file.head.split(b"\n"):
        record = _load(line)
        names = record.get("datasets") if record else None
        if isinstance(names, list):
            named.update(name for name in names if isinstance(name, str))
    single = named.pop() if len(named) == 1 else file.name.partition(".")[0]
    return slug(single, otherwise="ftm")


def _load(line: bytes) -> dict[str, Any] | None:
    """Return the line's object, or None where it is none (as the head's last line may be)."""
    try:
        parsed = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return None
    return parsed if isinstance(parsed, dict) else None
