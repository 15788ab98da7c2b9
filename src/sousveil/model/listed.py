"""What the lists say of one entity, folded from its statements for matching and for reading."""

from __future__ import annotations

from dataclasses import dataclass

NAME_KINDS = ("name", "alias", "previousName", "abbreviation", "weakAlias")
"""FollowTheMoney properties that hold names of an entity, strongest first."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name as a list publishes it. `kind` is one of `NAME_KINDS`."""

    text: str
    kind: str = "name"
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that a registry, tax office or standards body gave out.

    `kind` is the FollowTheMoney property (`leiCode`, `imoNumber`, `registrationNumber`,
    `taxNumber`, `passportNumber`, …); `country` an ISO 3166-1 alpha-2 code in lower case.
    """

    kind: str
    value: str
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One restriction on an entity: a FollowTheMoney `Sanction`, flattened.

    `since` and `until` are ISO date prefixes, or None where the list does not say.
    """

    dataset: str
    program: str | None = None
    authority: str | None = None
    since: str | None = None
    until: str | None = None
    reason: str | None = None
    provisions: str | None = None
    source_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntity:
    """An entity on a list, with all that matching compares and a match cites.

    `birth_dates` and `founding_dates` are the texts as published (`circa 1971`, `1970 to 1973`,
    `1970-05`): `sousveil.names.dates` reads them with their precision. `countries` are
    ISO 3166-1 alpha-2 codes in lower case (nationality, citizenship, jurisdiction, flag).
    """

    id: str
    schema: str
    caption: str
    names: tuple[ListedName, ...]
    datasets: tuple[str, ...]
    countries: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    founding_dates: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    source_urls: tuple[str, ...] = ()
