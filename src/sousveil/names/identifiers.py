"""Identifiers: how they are written the same, and when two of them are one.

`STRONG` kinds are unique in the world and an entity has one of each, so that two different values
speak against: ISO 17442 (LEI), IMO Resolution A.1117(30) (ship identification numbers).
"""

from __future__ import annotations

import re
from functools import lru_cache

from sousveil.model.listed import Identifier

STRONG = frozenset({"leiCode", "imoNumber"})
WORLDWIDE = frozenset(
    {"leiCode", "imoNumber", "isinCode", "swiftBic", "mmsi", "dunsCode", "uscCode", "permId"}
)
"""Kinds whose numbers are given out once in the world, so that no country is needed to tell them
apart."""
ONE_REGISTER = frozenset({"innCode", "ogrnCode", "okpoCode", "bikCode", "cikCode", "cageCode"})
"""Kinds of one country's one register: where both sides name the kind, both name the country."""
SHARED = frozenset({"kppCode"})
"""Kinds whose numbers many parties bear: a KPP names a tax office and a reason (Federal Tax Service
of Russia, order MMV-7-6/435@ of 29 June 2012)."""
LEAST_LENGTH = 6
"""Least length of a number whose kind is not known to decide on its own."""
SHORT_LENGTH = 8
"""Length up to which registers of different countries give out the same numbers."""

TAX = frozenset({"taxNumber", "vatCode", "innCode", "uscCode"})
REGISTRATION = frozenset(
    {"registrationNumber", "idNumber", "ogrnCode", "okpoCode", "innCode", "uscCode"}
)
"""Families of kinds: what one writer files under the general kind, another files under a special
one. China's Unified Social Credit Code (GB 32100-2015) serves the register and the tax office;
Russia's INN, given out by the tax office, stands in its register too."""

_NOT_WRITTEN = re.compile(r"[\W_]+")
_PROSE = re.compile(r"^(\S*\d\S*)[\s,;]+(?:[^\W\d_]{4,}|and)\b")
_IMO = re.compile(r"^(?:IMO)?(\d{7})$")


@lru_cache(maxsize=65536)
def normal_value(value: str) -> str:
    """Return the value in upper case without blanks and punctuation; an IMO number's figures.

    Lists write `405885 Bogota` and `OR801168 and National ID No. 281020505755`: where a word
    follows a whole number, what counts is the number.
    """
    prose = _PROSE.match(value.strip())
    plain = _plain(value)
    if prose and len(number := _plain(prose[1])) >= LEAST_LENGTH:
        plain = number
    imo = _IMO.match(plain)
    return imo[1] if imo else plain


def _plain(value: str) -> str:
    return _NOT_WRITTEN.sub("", value).upper()


def is_decisive(identifier: Identifier) -> bool:
    """Tell whether the value is one party's own, long enough and with a figure in it."""
    value = normal_value(identifier.value)
    own = identifier.kind not in SHARED
    return own and len(value) >= LEAST_LENGTH and any(char.isdigit() for char in value)


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
    decisive = is_decisive(left) and is_decisive(right)
    return decisive and normal_value(left.value) == normal_value(right.value)


def needs_country(left: Identifier, right: Identifier) -> bool:
    """Tell whether two equal identifiers are one only if their countries are."""
    if left.kind in WORLDWIDE or right.kind in WORLDWIDE:
        return False
    return left.kind != right.kind or left.kind not in ONE_REGISTER


def is_short(identifier: Identifier) -> bool:
    """Tell whether parties of several countries are likely to bear the same number."""
    return len(normal_value(identifier.value)) <= SHORT_LENGTH


def contradicts(left: Identifier, right: Identifier) -> bool:
    """Tell whether both give a different value of a kind of which an entity has but one."""
    return (
        left.kind in STRONG
        and left.kind == right.kind
        and normal_value(left.value) != normal_value(right.value)
    )
