"""The cells of the Consolidated Screening List that hold several things in one text.

Addresses are `street, city, state, postal code, CC` joined by `; `; identifiers `CC, number, Type`
in older files and `Type, number, CC` in newer ones; names of the Entity List carry legal phrases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sousveil.sources import ofac_kinds

MAX_NAME = 1000
"""Characters up to which a name is searched for legal phrases; OFAC's names end at 350."""

NUMBERS = {
    "passport": "passportNumber",
    "diplomatic passport": "passportNumber",
    "stateless person passport": "passportNumber",
    "ssn": "socialSecurityNumber",
    "tax id no": "taxNumber",
    "fiscal code": "taxNumber",
    "italian fiscal code": "taxNumber",
    "nit": "taxNumber",
    "ruc": "taxNumber",
    "rif": "taxNumber",
    "rtn": "taxNumber",
    "r.f.c": "taxNumber",
    "c.u.i.t": "taxNumber",
    "v.a.t. number": "vatCode",
    "registration id": "registrationNumber",
    "registration number": "registrationNumber",
    "registered charity no": "registrationNumber",
    "company number": "registrationNumber",
    "commercial registry number": "registrationNumber",
    "c.r. no": "registrationNumber",
    "business number": "registrationNumber",
    "business registration number": "registrationNumber",
    "business registration document": "registrationNumber",
    "enterprise number": "registrationNumber",
    "public registration number": "registrationNumber",
    "matricula mercantil no": "registrationNumber",
    "folio mercantil no": "registrationNumber",
    "chamber of commerce number": "registrationNumber",
    "certificate of incorporation number": "registrationNumber",
    "economic register number (cbls)": "registrationNumber",
    "trade license no": "licenseNumber",
    "tourism license no": "licenseNumber",
    "license": "licenseNumber",
    "afghan money service provider license number": "licenseNumber",
    "identification number": "idNumber",
    "national id no": "idNumber",
    "national foreign id number": "idNumber",
    "tarjeta de identificacion": "idNumber",
    "personal id card": "idNumber",
    "residency number": "idNumber",
    "driver's license no": "idNumber",
    "electoral registry no": "idNumber",
    "birth certificate number": "idNumber",
    "cartilla de servicio militar nacional": "idNumber",
    "cedula no": "idNumber",
    "c.u.r.p": "idNumber",
    "c.u.i.p": "idNumber",
    "d.n.i": "idNumber",
    "n.i.e": "idNumber",
    "government gazette number": "okpoCode",
    "legal entity number": "leiCode",
    "d-u-n-s number": "dunsCode",
    "unified social credit code (uscc)": "uscCode",
    "swift/bic": "swiftBic",
    "bik (ru)": "bikCode",
    "vessel registration identification": "imoNumber",
    "mmsi": "mmsi",
    "aircraft tail number": "registrationNumber",
    "aircraft manufacturer's serial number (msn)": "serialNumber",
    "aircraft construction number (also called l/n or s/n or f/n)": "serialNumber",
    "aircraft mode s transponder code": "icaoCode",
}
"""OFAC's id types, without trailing marks and in lower case, as FollowTheMoney properties."""

FACTS = {
    "isin": "isinCode",
    "equity ticker": "ticker",
    "website": "website",
    "email address": "email",
    "phone number": "phone",
    "gender": "gender",
    "target type": "classification",
    "organization type": "classification",
    "nationality of registration": "jurisdiction",
    "organization established date": "incorporationDate",
    "former vessel flag": "pastFlags",
    "other vessel flag": "flag",
    "other vessel type": "type",
    "other vessel call sign": "callSign",
    "vessel flag": "flag",
    "vessel type": "type",
    "vessel year of build": "buildDate",
    "aircraft model": "model",
    "aircraft manufacture date": "buildDate",
}
"""Id types that are no numbers of registries but facts of the party."""

NOTES = (
    "digital currency address",
    "issuer name",
    "previous aircraft",
    "aircraft operator",
    "un/lo",
)
PROVISIONS = (
    "additional sanctions information",
    "secondary sanctions risk",
    "executive order",
    "caatsa section",
    "ifca determination",
    "listing date",
    "effective date",
    "purchase/sales",
)
"""Beginnings of id types that qualify the restriction itself."""

_CODE = re.compile(r"[A-Z]{2}")
_IMO = re.compile(r"^IMO\s*(\d{7})$")
_TAIL = re.compile(
    r"[\s,;(]*\b(?:(?:and|or|including)\s+)?(?:any|all|its|their)\s+(?:[\w,/-]+\s+){0,8}?"
    r"(?:successors?|sub-?units?|subsidiar(?:y|ies)|affiliates?|subordinates?)\b[^;]*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:affiliated|subordinate)\s+(?:entit(?:y|ies)|institutions?))\s*[:–-]\s*", re.IGNORECASE
)
_ALIAS_LEAD = re.compile(r"^(?:and\s+|-\s*|a\.?k\.?a\.?[,:]?\s+)+", re.IGNORECASE)
_CITATION = re.compile(r"[,;]? (?=\d{2,3} F\.? ?R\.? \d)")
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CslAddress:
    """An address on one line, and its ISO 3166-1 alpha-2 country in upper case, empty if unsaid."""

    text: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CslId:
    """An identifier: `kind` as published (empty where none is recognised), dates in any shape."""

    kind: str
    value: str
    original: str
    country: str = ""
    issued: str = ""
    expires: str = ""

    @property
    def key(self) -> str:
        """The kind as `NUMBERS` and `FACTS` write it."""
        return ofac_kinds.key(self.kind)

    @property
    def imo(self) -> str:
        """The seven digits where the value is an IMO number written out, else an empty string."""
        found = _IMO.match(self.value)
        return found[1] if found else ""


def split_values(text: str) -> list[str]:
    """Return the values of a cell, joined by `; `, without blank ones."""
    parts = (part.strip() for part in text.split("; "))
    return [part for part in parts if part.strip("; ")]


def read_address(text: str) -> CslAddress:
    """Read `street, city, state, postal code, CC`; any part may be missing or hold commas."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    country = parts.pop() if parts and _CODE.fullmatch(parts[-1]) else ""
    return CslAddress(", ".join(parts), country)


def read_id(text: str) -> CslId:
    """Read `CC, number, Type`, `number, Type` or `Type, number, CC`."""
    parts = [part.strip() for part in text.split(", ") if part.strip()]
    if len(parts) < 2:
        return CslId(kind="", value=text, original=text)
    if _kind_leads(parts):
        kind, rest = parts[0], parts[1:]
        country = rest.pop() if len(rest) > 1 and _CODE.fullmatch(rest[-1]) else ""
    else:
        kind, rest = parts[-1], parts[:-1]
        country = rest.pop(0) if len(rest) > 1 and _CODE.fullmatch(rest[0]) else ""
    return CslId(kind=kind, value=", ".join(rest), original=text, country=country)


@lru_cache(maxsize=4096)
def is_known_kind(kind: str) -> bool:
    """Tell whether the text is an id type that Treasury uses."""
    key = ofac_kinds.key(kind)
    return key in NUMBERS or key in FACTS or key.startswith((*NOTES, *PROVISIONS))


def without_phrases(name: str) -> tuple[str, list[str]]:
    """Return the name without the legal phrases around it, and those phrases.

    `Example Institute; and any successor, sub-unit, or subsidiary thereof` is the name `Example
    Institute`. A name that is nothing but a phrase stays whole.
    """
    if len(name) > MAX_NAME:
        return name, []
    phrases = []
    core = name
    if found := _LEAD.search(core):
        phrases.append(found[0].strip(" :–-"))
        core = core[found.end() :]
    if found := _TAIL.search(core):
        phrases.append(found[0].strip(" ,;()"))
        core = core[: found.start()]
    core = core.strip(" ,;")
    return (core, phrases) if core else (name, [])


def read_alias(text: str) -> str:
    """Return an alias without the `and` or `a.k.a.,` that a list in prose leaves before it."""
    return _ALIAS_LEAD.sub("", text) or text


def read_citations(text: str) -> list[str]:
    """Return the Federal Register citations of `67 F.R. 56530 9/4/02 71 F.R. 38843 7/10/06`."""
    return [part for part in _CITATION.split(" ".join(text.split())) if part]


def given_name_first(text: str) -> str:
    """Turn `SAMPLE, Ivan, Jr.` into `Ivan SAMPLE Jr.`; a name without comma stays."""
    surname, comma, given = (part.strip() for part in text.partition(","))
    if not (comma and surname and given):
        return text
    first, _, last = given.rpartition(",")
    if first and _SUFFIX.match(last.strip()):
        return f"{first.strip()} {surname} {last.strip()}"
    return f"{given} {surname}"


def _kind_leads(parts: list[str]) -> bool:
    """Tell whether the type stands first, as newer files have it, and not last."""
    if is_known_kind(parts[-1]):
        return False
    if is_known_kind(parts[0]):
        return True
    if len(parts) > 2 and (_CODE.fullmatch(parts[0]) or _CODE.fullmatch(parts[-1])):
        return _CODE.fullmatch(parts[-1]) is not None
    return any(character.isdigit() for character in parts[-1])
