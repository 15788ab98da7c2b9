"""Entities in FollowTheMoney's JSON shape, turned into statements: fast, and nothing lost.

`sousveil.sources.base.Draft` cleans every value through FollowTheMoney, which is right for raw
lists, but less than half as fast, and these values FollowTheMoney has cleaned already. Here
what to do with a property is decided once per schema, and only values of closed vocabularies are
cleaned again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import orjson

from sousveil.errors import FormatError, HostileInputError
from sousveil.model.ftm import WITHHELD, clean_value, get_property, get_schema, party_schemata
from sousveil.model.locator import at_line
from sousveil.model.statement import EXISTENCE, Statement
from sousveil.sources.base import ReadReport

FALLBACK_PARTY = "LegalEntity"
"""Schema of entities with a name whose own is not known to the FollowTheMoney in use, so that
they are screened against; the others become a `Thing`."""

_CHECKED = frozenset({"country", "date", "gender", "language", "mimetype", "topic"})
_MAX_NESTED_KNOWN = 1_000_000
_TIME = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class _Treatment:
    """What is done with the values of one property of one schema.

    Attributes:
        kind: `plain`, `checked`, `withheld`, `reverse` (a stub: the link stands on the other
            entity) or `unknown`.
        max_length: longest value that FollowTheMoney allows, in characters.
        link: for `reverse`, the property of the other entity that holds the link.
    """

    kind: str
    max_length: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class _Subject:
    """The entity whose statements are being made, with what they share."""

    id: str
    schema: str
    dataset: str
    where: str


class EntityStatements:
    """Turns entities of one file into statements, and remembers which nested ones it has seen."""

    def __init__(self, dataset: str, file: str, report: ReadReport) -> None:
        self._dataset, self._file, self._report = dataset, file, report
        self._nested: set[bytes] = set()
        self._line = 0

    def top_level(self, record: dict[str, Any], line: int) -> list[Statement]:
        """Return the statements of the entity on a line and of all entities nested in it.

        Raises:
            FormatError: it, or an entity nested in it, lacks an id, a schema or properties.
            HostileInputError: entities are nested in entities without end.
        """
        self._line = line
        out: list[Statement] = []
        try:
            schema = self._add(record, out)
        except (RecursionError, orjson.JSONEncodeError) as error:
            message = "the entity is nested deeper than any is"
            raise HostileInputError(message, path=self._file, line=line) from error
        if schema in party_schemata():
            self._report.records += 1
        return out

    def _add(self, record: dict[str, Any], out: list[Statement]) -> str:
        """Append the statements of one entity, and return its schema."""
        subject, datasets = self._subject(record)
        holders = datasets or (self._dataset,)
        out.extend(_statement(subject, EXISTENCE, subject.id, dataset=name) for name in holders)
        others = (text for text in _texts(record.get("referents")) if text != subject.id)
        out.extend(_statement(subject, EXISTENCE, other) for other in others)
        for prop, values in record["properties"].items():
            listed = values if isinstance(values, list) else (values,)
            self._property(subject, prop, listed, out)
        return subject.schema

    def _subject(self, record: dict[str, Any]) -> tuple[_Subject, list[str]]:
        """Return the entity's id, schema and dataset, and all its datasets."""
        entity_id, schema = record.get("id"), record.get("schema")
        if not isinstance(entity_id, str) or not entity_id.strip():
            raise self._broken("the entity has no id")
        if not isinstance(schema, str):
            raise self._broken(f"the entity {entity_id[:64]!r} has no schema")
        if not isinstance(record.get("properties"), dict):
            raise self._broken(f"the entity {entity_id[:64]!r} has no properties")
        where = at_line(self._file, self._line)
        if not is_known_schema(schema):
            self._report.note(f"unknown schema {schema[:64]}", where)
            schema = FALLBACK_PARTY if record["properties"].get("name") else "Thing"
        datasets = list(dict.fromkeys(_texts(record.get("datasets"))))
        dataset = datasets[0] if len(datasets) == 1 else self._dataset
        return _Subject(entity_id, schema, dataset, where), datasets

    def _property(
        self, subject: _Subject, prop: str, values: Iterable[object], out: list[Statement]
    ) -> None:
        """Append the statements of one property."""
        treatment = _treatment(subject.schema, prop)
        kind, limit = treatment.kind, treatment.max_length
        if kind == "withheld":
            self._report.note(f"property {prop} withheld", subject.where)
            return
        for value in values:
            if not isinstance(value, str):
                self._not_text(subject, prop, value, out)
            elif kind == "plain" and len(value) <= limit:
                if value and not value.isspace():
                    out.append(_statement(subject, prop, value))
            elif kind == "checked":
                self._checked(subject, prop, value, out)
            else:
                self._keep(subject, prop, value, out)

    def _checked(self, subject: _Subject, prop: str, value: str, out: list[Statement]) -> None:
        """Append a value of a closed vocabulary, or a note where it is none of it."""
        cleaned = clean_value(subject.schema, prop, value)
        if cleaned is None:
            self._keep(subject, prop, value, out)
        else:
            original = value if value != cleaned else None
            out.append(_statement(subject, prop, cleaned, original=original))

    def _not_text(self, subject: _Subject, prop: str, value: object, out: list[Statement]) -> None:
        """Append a value that is no string: a nested entity, or what JSON makes of a number."""
        if value is None:
            return
        if isinstance(value, dict) and "schema" in value:
            self._nest(subject, prop, value, out)
        else:
            text = orjson.dumps(value).decode()
            if isinstance(value, (dict, list)):
                self._keep(subject, prop, text, out)
            else:
                self._property(subject, prop, [text], out)

    def _nest(
        self, subject: _Subject, prop: str, nested: dict[str, Any], out: list[Statement]
    ) -> None:
        """Append the link to a nested entity, and its statements unless they were seen before."""
        treatment = _treatment(subject.schema, prop)
        if treatment.kind == "reverse":
            nested = _with_link(nested, treatment.link, subject.id)
        digest = blake2b(orjson.dumps(nested, option=orjson.OPT_SORT_KEYS), digest_size=12)
        if digest.digest() not in self._nested:
            if len(self._nested) >= _MAX_NESTED_KNOWN:
                self._nested.clear()  # memory stays bounded; some may be said twice
            self._nested.add(digest.digest())
            self._add(nested, out)
        if treatment.kind != "reverse":
            self._property(subject, prop, [nested.get("id")], out)

    def _keep(self, subject: _Subject, prop: str, value: str, out: list[Statement]) -> None:
        """Append what the schema has no place for as a note, and count it."""
        if not value.strip():
            return
        kind = _treatment(subject.schema, prop).kind
        known = kind in {"plain", "checked"}
        what = f"{prop} kept as a note only" if known else f"{kind} property {prop[:64]}"
        self._report.note(what, subject.where)
        holder = _holder(subject.schema)
        if holder:
            out.append(_statement(subject, holder, f"{prop}: {value}", original=value))

    def _broken(self, message: str) -> FormatError:
        return FormatError(message, path=self._file, line=self._line)


def date_file(last_seen: object, report: ReadReport) -> None:
    """Let the newest `last_seen` of a file's entities date the file; other things are ignored."""
    if (
        isinstance(last_seen, str)
        and last_seen > (report.published_at or "")
        and (found := _TIME.match(last_seen))
    ):
        report.published_at = found[0]


def _statement(
    subject: _Subject,
    prop: str,
    value: str,
    *,
    dataset: str | None = None,
    original: str | None = None,
) -> Statement:
    return Statement(
        entity_id=subject.id,
        schema=subject.schema,
        prop=prop,
        value=value,
        dataset=dataset or subject.dataset,
        locator=subject.where,
        original=original,
    )


def _with_link(nested: dict[str, Any], link: str, target: str) -> dict[str, Any]:
    """Return the nested entity with its link to the entity around it, which exporters leave out."""
    properties = nested.get("properties")
    if not isinstance(properties, dict):
        return nested
    values = properties.get(link) or []
    values = values if isinstance(values, list) else [values]
    ids = {value.get("id") if isinstance(value, dict) else value for value in values}
    if target in ids:
        return nested
    return {**nested, "properties": {**properties, link: [*values, target]}}


def _texts(values: object) -> list[str]:
    """Return the strings of a list, without blank ones; nothing for anything else."""
    if not isinstance(values, list):
        return []
    return [value for value in values if isinstance(value, str) and value.strip()]


@lru_cache(maxsize=512)
def is_known_schema(schema: str) -> bool:
    """Tell whether the FollowTheMoney in use has a schema of that name."""
    try:
        get_schema(schema)
    except FormatError:
        return False
    return True


@lru_cache(maxsize=512)
def _holder(schema: str) -> str | None:
    """Return the property of the schema that holds free text, if it has one."""
    named = (prop for prop in ("notes", "description", "summary") if get_property(schema, prop))
    return next(named, None)


@lru_cache(maxsize=8192)
def _treatment(schema: str, prop: str) -> _Treatment:
    if prop in WITHHELD:
        return _Treatment("withheld")
    found = get_schema(schema).get(prop)
    if found is None:
        return _Treatment("unknown")
    if found.stub:
        return _Treatment("reverse", link=found.reverse.name if found.reverse else "")
    kind = "checked" if found.type.name in _CHECKED else "plain"
    return _Treatment(kind, max_length=found.max_length)
