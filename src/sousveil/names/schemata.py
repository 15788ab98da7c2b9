"""Which FollowTheMoney schemata can be one and the same thing, without loading FollowTheMoney."""

from __future__ import annotations

from typing import Literal

Mode = Literal["person", "organisation"]
"""How a name is read: as that of a person, or as that of anything else."""

ORGANISATIONS = frozenset({"Organization", "Company", "PublicBody"})
SCREENED = (
    *("Person", "Company", "Organization", "PublicBody", "LegalEntity"),
    *("Vessel", "Airplane", "Vehicle", "Asset", "Security", "CryptoWallet"),
)
"""Schemata of what names can be compared as."""
OBJECTS = frozenset({"Vessel", "Airplane", "Vehicle", "Asset", "Security", "CryptoWallet"})


def family(schema: str) -> str:
    """Return `person`, `organisation`, `unknown` (either of the two), or the schema of a thing.

    A schema not named here is taken as unknown, so that it is compared rather than passed over.
    """
    if schema == "Person":
        return "person"
    if schema in ORGANISATIONS:
        return "organisation"
    return schema if schema in OBJECTS else "unknown"


def compatible(left: str, right: str) -> bool:
    """Tell whether entities of two schemata can be the same.

    `LegalEntity` goes with people and organisations, not with ships and aircraft. A `Company` may
    be an `Asset` (FollowTheMoney has it descend from both).
    """
    one, two = family(left), family(right)
    if one == two:
        return True
    if "unknown" in {one, two}:
        return not {one, two} & OBJECTS
    return {one, two} == {"organisation", "Asset"} or (
        "Asset" in {one, two} and one in OBJECTS and two in OBJECTS
    )


def modes(schema: str) -> tuple[Mode, ...]:
    """Return the ways in which a name of such an entity is to be read."""
    kind = family(schema)
    if kind == "unknown":
        return ("person", "organisation")
    return ("person",) if kind == "person" else ("organisation",)
