"""Features of Senzing's entity specification, gathered from a record of any of its three shapes.

A record may list objects under `FEATURES`, group them in lists of any name (`NAMES`,
`ADDRESSES`), or hold all attributes in one flat object, with a usage in front of some
(`PRIMARY_NAME_LAST`, `HOME_ADDR_LINE1`). In all of them the attributes of one object with one
usage are one feature, so everything is walked and the list names do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

ADDRESS_LINES = tuple(f"ADDR_LINE{number}" for number in range(1, 7))
NAME_PARTS = ("NAME_PREFIX", "NAME_FIRST", "NAME_MIDDLE", "NAME_LAST", "NAME_SUFFIX")
PLACE_PARTS = ("ADDR_CITY", "ADDR_STATE", "ADDR_POSTAL_CODE")

TEXTS = {
    "GENDER": "gender",
    "NATIONALITY": "nationality",
    "CITIZENSHIP": "citizenship",
    "PLACE_OF_BIRTH": "birthPlace",
    "REGISTRATION_COUNTRY": "jurisdiction",
    "COUNTRY_OF_ASSOCIATION": "country",
    "PHONE_NUMBER": "phone",
    "EMAIL_ADDRESS": "email",
    "WEBSITE_ADDRESS": "website",
    "TOPIC": "topics",
    "URL": "sourceUrl",
    "SOURCE_URL": "sourceUrl",
    "CALL_SIGN": "callSign",
}
"""Attributes that stand for themselves, as FollowTheMoney properties."""

DATES = {
    "DATE_OF_BIRTH": "birthDate",
    "DATE_OF_DEATH": "deathDate",
    "REGISTRATION_DATE": "incorporationDate",
}

NUMBERS = {
    "PASSPORT": "passportNumber",
    "NATIONAL_ID": "idNumber",
    "TAX_ID": "taxNumber",
    "SSN": "socialSecurityNumber",
    "DRIVERS_LICENSE": "idNumber",
    "LEI": "leiCode",
    "DUNS": "dunsCode",
    "NPI": "npiCode",
    "IMO": "imoNumber",
    "MMSI": "mmsi",
    "TRUSTED_ID": "idNumber",
    "OTHER_ID": "idNumber",
}
"""Families of `X_NUMBER`, with `X_COUNTRY`, `X_STATE` and `X_TYPE` beside it."""

WITHHELD_KEYS = frozenset(
    {"ETHNICITY", "RACE", "RELIGION", "HEIGHT", "WEIGHT", "EYE_COLOR", "HAIR_COLOR"}
    | {"COMPLEXION", "BUILD", "PHOTO", "IMAGE", "FACE", "FINGERPRINT", "POLITICAL_AFFILIATION"}
)
"""Attributes that are never read in, as in `sousveil.model.ftm.WITHHELD`."""

_HEAD = {"DATA_SOURCE", "RECORD_ID", "RECORD_TYPE", "LAST_CHANGE", "ENTITY_TYPE", "DSRC_ACTION"}
_OTHERS = {
    "NAME_TYPE", "NAME_FULL", "NAME_ORG", "ADDR_TYPE", "ADDR_FULL", "ADDR_COUNTRY", "PHONE_TYPE",
    "REL_ANCHOR_DOMAIN", "REL_ANCHOR_KEY",
    "REL_POINTER_DOMAIN", "REL_POINTER_KEY", "REL_POINTER_ROLE",
}  # fmt: skip
_MEMBERS = ("NUMBER", "COUNTRY", "STATE", "TYPE")
ATTRIBUTES = frozenset(
    _HEAD
    | _OTHERS
    | {*TEXTS, *DATES, *ADDRESS_LINES, *NAME_PARTS, *PLACE_PARTS}
    | {f"{family}_{member}" for family in NUMBERS for member in _MEMBERS}
)
"""Every attribute that is read, without usages."""

MAX_DEPTH = 64
MAX_KEY = 100
"""Characters up to which a key is searched for a usage."""


@dataclass(frozen=True, slots=True)
class Feature:
    """Attributes of one object with one usage, by name; `pointer` is the object's JSON pointer."""

    pointer: str
    usage: str
    values: dict[str, str]

    def get(self, attribute: str) -> str:
        """Return the attribute, or an empty string."""
        return self.values.get(attribute, "")

    def joined(self, attributes: tuple[str, ...], separator: str) -> str:
        """Return those of the attributes that are there, in order, as one text."""
        return separator.join(filter(None, map(self.get, attributes)))


def features(record: dict[str, object], pointer: str = "") -> Iterator[Feature]:
    """Yield all features of a record, its own attributes first.

    Attributes that the specification does not have come with their whole name.

    Raises:
        ValueError: the record is nested more than `MAX_DEPTH` deep.
    """
    grouped: dict[str, dict[str, str]] = {}
    nested: list[tuple[str, object]] = []
    for key, value in record.items():
        if isinstance(value, (dict, list)):
            nested.append((f"{pointer}/{_escaped(key)}", value))
        elif text := _text(value):
            usage, attribute = split_usage(key.upper()) if len(key) <= MAX_KEY else ("", key)
            grouped.setdefault(usage, {})[attribute] = text
    for usage, values in grouped.items():
        yield Feature(pointer, usage, values)
    for path, value in nested:
        yield from _walk(value, path)


@lru_cache(maxsize=8192)
def split_usage(key: str) -> tuple[str, str]:
    """Split `HOME_ADDR_LINE1` into `HOME` and `ADDR_LINE1`; an unknown key has no usage."""
    if key in ATTRIBUTES or key in WITHHELD_KEYS:
        return "", key
    start = key.find("_")
    while start >= 0:
        if key[start + 1 :] in ATTRIBUTES or key[start + 1 :] in WITHHELD_KEYS:
            return key[:start], key[start + 1 :]
        start = key.find("_", start + 1)
    return "", key


def _walk(value: object, path: str) -> Iterator[Feature]:
    """Yield the features of a list or object below the record; texts in a list go by its key."""
    if path.count("/") > MAX_DEPTH:
        raise ValueError(f"nested more than {MAX_DEPTH} deep")
    if isinstance(value, dict):
        yield from features(value, path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, (dict, list)):
                yield from _walk(item, f"{path}/{index}")
            elif text := _text(item):
                yield Feature(f"{path}/{index}", "", {_list_key(path): text})


def _list_key(path: str) -> str:
    """Return the key of the list at the path: the last step that is no index."""
    steps = [step for step in path.split("/") if not step.isdigit()]
    return steps[-1].upper()


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _escaped(key: str) -> str:
    """Escape a key for a JSON pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")
