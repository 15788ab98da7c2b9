"""The bridge to FollowTheMoney: schemata, properties and how their values are cleaned.

Importing FollowTheMoney takes about half a second, so nothing else imports it, and the rooms that
must start fast (names, index, screening) do not import this module.
"""

from __future__ import annotations

from functools import lru_cache

from followthemoney import model
from followthemoney.property import Property
from followthemoney.schema import Schema

from sousveil.errors import FormatError

_BODY = ("appearance", "images", "eyeColor", "hairColor", "height", "weight")
_BELIEF = ("ethnicity", "religion", "political")
WITHHELD = frozenset((*_BODY, *_BELIEF))
"""Person properties that are never read in: the program does not sort people by them."""


@lru_cache(maxsize=512)
def get_schema(name: str) -> Schema:
    """Return the FollowTheMoney schema of that name.

    Raises:
        FormatError: there is no such schema.
    """
    schema = model.get(name)
    if schema is None:
        raise FormatError(f"{name!r} is not a FollowTheMoney schema")
    return schema


@lru_cache(maxsize=4096)
def get_property(schema: str, prop: str) -> Property | None:
    """Return the property, or None where the schema has none of that name or it is a stub."""
    found = get_schema(schema).get(prop)
    return None if found is None or found.stub else found


@lru_cache(maxsize=65536)
def clean_value(schema: str, prop: str, text: str) -> str | None:
    """Return `text` as the property's type writes it, or None where the type cannot read it.

    Countries become lower-case ISO codes, dates ISO prefixes, e-mail and web addresses their
    normal form; names and free text lose surplus blanks only.

    Raises:
        FormatError: the schema has no such property.
    """
    found = get_property(schema, prop)
    if found is None:
        raise FormatError(f"{schema} has no property {prop!r}")
    cleaned = found.type.clean(text)
    if cleaned is None or len(cleaned) > found.max_length:
        return None
    return cleaned


@lru_cache(maxsize=512)
def is_a(schema: str, ancestor: str) -> bool:
    """Tell whether `schema` is `ancestor` or descends from it."""
    return get_schema(schema).is_a(ancestor)


@lru_cache(maxsize=1)
def party_schemata() -> tuple[str, ...]:
    """Return the schemata of what can be screened: legal entities, vessels and aircraft."""
    roots = ("LegalEntity", "Vehicle")
    return tuple(sorted(s.name for s in model if any(s.is_a(root) for root in roots)))


@lru_cache(maxsize=32)
def properties_of_type(type_name: str) -> tuple[str, ...]:
    """Return the names of all properties of parties with that type (`identifier`, `country`, …)."""
    found = {
        prop.name
        for schema in party_schemata()
        for prop in get_schema(schema).properties.values()
        if prop.type.name == type_name and not prop.stub
    }
    return tuple(sorted(found))


def narrower(first: str, second: str) -> str:
    """Return the more specific of two schemata that are said of one entity, else the first."""
    return second if is_a(second, first) else first
