"""Comparing two parties: the same function of the two alone that screening uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sousveil.errors import FormatError
from sousveil.model.ftm import get_schema, properties_of_type
from sousveil.model.listed import NAME_KINDS, Identifier, ListedEntity, ListedName
from sousveil.model.match import Comparison
from sousveil.screening import compare
from sousveil.tables import query_from_ftm

FtmDict = Mapping[str, Any]
"""A FollowTheMoney entity as JSON has it: `{"schema": …, "properties": {name: [values]}}`."""


def compare_entities(query: FtmDict, candidate: FtmDict) -> Comparison:
    """Compare two FollowTheMoney entities: names, dates, countries, identifiers.

    The same score that screening gives a row with the query's values against a listed entity
    with the candidate's.

    Raises:
        FormatError: one of them is no FollowTheMoney entity, or its schema is unknown.
    """
    return compare(query_from_ftm(query, row=1), listed_from_ftm(candidate))


def listed_from_ftm(entity: FtmDict) -> ListedEntity:
    """Return the entity as lists are folded into, without listings.

    Raises:
        FormatError: it is no FollowTheMoney entity, or its schema is unknown.
    """
    schema, properties = entity.get("schema"), entity.get("properties", {})
    if not isinstance(schema, str) or not isinstance(properties, Mapping):
        raise FormatError("a FollowTheMoney entity has a `schema` and `properties`")
    get_schema(schema)
    names = tuple(
        ListedName(text, kind) for kind in NAME_KINDS for text in _texts(properties, [kind])
    )
    return ListedEntity(
        id=str(entity.get("id") or ""),
        schema=schema,
        caption=names[0].text if names else str(entity.get("caption") or ""),
        names=names,
        datasets=tuple(entity.get("datasets", ())),
        countries=_texts(properties, properties_of_type("country")),
        birth_dates=_texts(properties, ["birthDate"]),
        founding_dates=_texts(properties, ["incorporationDate"]),
        identifiers=tuple(
            Identifier(kind, value)
            for kind in properties_of_type("identifier")
            for value in _texts(properties, [kind])
        ),
        addresses=_texts(properties, ["address"]),
        topics=_texts(properties, ["topics"]),
    )


def _texts(properties: Mapping[str, Any], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of some properties, once each; a lone text stands for a list of one."""
    found: dict[str, None] = {}
    for name in wanted:
        values = properties.get(name, ())
        for value in [values] if isinstance(values, str) else values:
            if isinstance(value, str) and value.strip():
                found[value.strip()] = None
    return tuple(found)
