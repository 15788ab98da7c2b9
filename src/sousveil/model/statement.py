"""The statement: the one shape in which everything that the program knows is held."""

from __future__ import annotations

from dataclasses import dataclass

EXISTENCE = "id"
"""Property of the statement that says an entity exists, as in OpenSanctions' statement data.

Its value is an id under which the entity is known; its dataset is one that holds the entity.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One value of one property of one entity, with the place where its source says so.

    The time at which we learned it is that of the snapshot in which it stands (see `Snapshot`),
    so it is not repeated here; the time from which it holds is its own.

    Attributes:
        entity_id: id of the entity that the statement is about.
        schema: FollowTheMoney schema of the entity, e.g. `Company`.
        prop: FollowTheMoney property name, or `EXISTENCE`.
        value: the value, cleaned by the property's type: dates as ISO prefixes, countries as codes.
        original: the value as published, where it differs from `value`.
        lang: ISO 639-3 code of the value's language, where the source states it.
        dataset: name of the list or register that makes the statement.
        locator: place in the source, see `sousveil.model.locator`.
        valid_from: ISO date prefix from which the statement holds, where the source states it.
        valid_until: ISO date prefix on which it ceased to hold, where the source states it.
    """

    entity_id: str
    schema: str
    prop: str
    value: str
    dataset: str
    locator: str
    original: str | None = None
    lang: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
