"""Countries as people write them, to ISO 3166-1 alpha-2 codes."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rigour.territories import get_territories, lookup_territory
from rigour.territories.territory import Territory

_SEVERAL = re.compile(r"\s*[,/;|&]\s*|\s+and\s+")


@lru_cache(maxsize=65536)
def country_codes(text: str) -> tuple[str, ...]:
    """Return the codes, in lower case, that a cell states; none where it cannot be read.

    Codes and English names are looked up in a small table first: the large one, with names in all
    languages, takes a second to load. Parts of a country give the country; a cell may hold several
    countries, but then each must be readable.
    """
    if not text.strip():
        return ()
    whole = _code(text)
    if whole:
        return (whole,)
    parts = [part for part in _SEVERAL.split(text) if part]
    if len(parts) < 2:
        return ()
    codes = [_code(part) for part in parts]
    return tuple(dict.fromkeys(code for code in codes if code)) if all(codes) else ()


def _code(text: str) -> str | None:
    territory = _common().get(text.strip().casefold()) or lookup_territory(text)
    return None if territory is None else territory.ftm_country


@cache
def _common() -> dict[str, Territory]:
    """Map codes and English names to territories; codes win."""
    territories = get_territories()
    table = {name.casefold(): each for each in territories for name in (each.name, each.full_name)}
    table |= {code: each for each in territories for code in each.other_codes}
    table |= {each.alpha3: each for each in territories if each.alpha3}
    return table | {each.code: each for each in territories}
