"""Identifiers: how they are written the same, and when two of them are one.

`STRONG` kinds are unique in the world and an entity has one of each, so that two different values
speak against: ISO 17442 (LEI), IMO Resolution A.1117(30) (ship identification numbers).
"""

from __future__ import annotations

import re
from functools import lru_cache

from sousveil.model.listed import Identifier

STRONG = frozenset({"leiCode", "imoNumber"})
LEAST_LENGTH = 6
"""Least length of a number whose kind is not known to decide on its own."""

TAX = frozenset({"taxNumber", "vatCode", "innCode", "uscCode"})
REGISTRATION = frozenset(
    {"registrationNumber", "idNumber", "ogrnCode", "okpoCode", "innCode", "uscCode"}
)
"""Families of kinds: what one writer files under the general kind, another files under a special
one. China's Unified Social Credit Code (GB 32100-2015) serves the register and the tax office;
Russia's INN, given out by the tax office, stands in its register too."""

_NOT_WRITTEN = re.compile(r"[\W_]+")
_IMO = re.compile(r"^(?:IMO)?(\d{7})$")


@lru_cache(maxsize=65536)
def normal_value(value: str) -> str:
    """Return the value in upper case without blanks and punctuation; an IMO number's figures."""
    plain = _NOT_WRITTEN.sub("", value).upper()
    imo = _IMO.match(plain)
    return imo[1] if imo else plain


def is_decisive(identifier: Identifier) -> bool:
    """Tell whether the value is long enough, and has figures enough, to decide on its own."""
    value = normal_value(identifier.value)
    return len(value) >= LEAST_LENGTH and any(char.isdigit() for char in value)


def kinds_agree(left: str, right: str) -> bool:
    """Tell whether two kinds can name one number: equal, of one family, or one unknown (`""`)."""
    return (
        not left
        or not right
        or left == right
        or any(left in family and right in family for family in (TAX, REGISTRATION))
    )


def same_identifier(left: Identifier, right: Identifier) -> bool:
    """Tell whether two identifiers are one.

    Kinds must agree (`kinds_agree`), and countries where both are stated.
    Short values (fewer than six characters, or without a figure) never decide.
    """
    if not kinds_agree(left.kind, right.kind):
        return False
    if left.country and right.country and left.country != right.country:
        return False
    return is_decisive(left) and normal_value(left.value) == normal_value(right.value)


def contradicts(left: Identifier, right: Identifier) -> bool:
    """Tell whether both give a different value of a kind of which an entity has but one."""
    return (
        left.kind in STRONG
        and left.kind == right.kind
        and normal_value(left.value) != normal_value(right.value)
    )
