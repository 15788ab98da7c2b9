"""What the bundled register holds, as values: each fact with its place in the files.

What the keys of the files mean is written in `docs/register.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

BASES = ("named", "subsidiary", "described")
"""How a restriction meets a party: by name, as a subsidiary of a named one, by description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The register itself: `date` is an ISO day, `version` a number that grows."""

    version: str
    date: str
    title: str
    publisher: str
    note: str
    warning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A published document: `date` an ISO prefix of its publication, or of the state used."""

    id: str
    publisher: str
    title: str
    date: str
    url: str

    @property
    def citation(self) -> str:
        """The source in one line, as reports print it."""
        return f"{self.title}. {self.publisher}, {self.date}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of the FollowTheMoney property `prop`, and where it stands."""

    prop: str
    text: str
    at: str
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A share in a party: percent from `low` to `high`, both as written, at the `dates`."""

    owner: str
    low: str
    high: str
    dates: tuple[str, ...]
    source: str
    at: str
    note: str | None = None
    verify: str | None = None

    @property
    def percentage(self) -> str:
        """The share as text: `42-100`, or `100` where both ends are the same."""
        return self.low if self.low == self.high else f"{self.low}-{self.high}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterParty:
    """A company or body. `values` hold names, identifiers and the other plain properties."""

    id: str
    schema: str
    country: str
    at: str
    values: tuple[Value, ...]
    brands: tuple[Value, ...]
    parents: tuple[Value, ...]
    holdings: tuple[Holding, ...]
    sources: tuple[str, ...]
    note: str | None = None
    verify: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a law with its own date; the one part of a law without parts has the id `""`."""

    id: str
    since: str | None
    provisions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Parties that a restriction meets in the same way, at the same time, by the same source."""

    id: str
    source: str
    parties: tuple[Value, ...]
    covers: str
    basis: str
    since: str | None = None
    reason: str | None = None
    verify: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """A law or list: `program` is its short title, `topics` those of whoever it meets."""

    id: str
    program: str
    title: str
    authority: str
    country: str
    topics: tuple[str, ...]
    url: str
    parts: tuple[Part, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The whole register, its references checked."""

    about: About
    sources: dict[str, Source]
    restrictions: tuple[Restriction, ...]
    parties: dict[str, RegisterParty]
