"""From a comparison to a match: what the list says of the entity at the date that was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sousveil.model.listed import ListedEntity, Listing
from sousveil.model.match import Comparison, Match, Restriction
from sousveil.model.query import Query
from sousveil.names.dates import parse_date
from sousveil.screening import sentence
from sousveil.sources.publishers import publisher


@dataclass(frozen=True, slots=True)
class Scope:
    """Which listings count: those that hold on a day, or all of them."""

    as_of: date | None = None

    def allows(self, entity: ListedEntity) -> bool:
        """Tell whether the entity is listed on that day.

        A list that states no dates cannot say since when, so its entries count on any day.
        """
        return not entity.listings or any(self.holds(listing) for listing in entity.listings)

    def holds(self, listing: Listing) -> bool:
        """Tell whether a listing holds, or may hold, on the day."""
        if self.as_of is None:
            return True
        since = parse_date(listing.since) if listing.since else None
        until = parse_date(listing.until) if listing.until else None
        begun = since is None or since.earliest <= self.as_of
        return begun and (until is None or self.as_of <= until.latest)


def to_match(query: Query, entity: ListedEntity, comparison: Comparison, scope: Scope) -> Match:
    """Return the match with the listings that the scope lets count."""
    listings = [listing for listing in entity.listings if scope.holds(listing)]
    ends = [listing.until for listing in listings]
    return Match(
        row=query.row,
        query_id=query.id,
        query_name=comparison.left or (query.names[0] if query.names else ""),
        score=round(comparison.score, 4),
        entity_id=entity.id,
        entity_name=entity.caption,
        matched_name=comparison.right or entity.caption,
        schema=entity.schema,
        datasets=entity.datasets,
        programs=_distinct(listing.program for listing in listings),
        listed_since=min((listing.since for listing in listings if listing.since), default=""),
        listed_until=max((end for end in ends if end), default="") if all(ends) else "",
        reason=sentence(comparison),
        source_url=_source_url(entity, listings),
        reasons=comparison.reasons,
        restrictions=_restrictions(entity, listings),
    )


def _source_url(entity: ListedEntity, listings: list[Listing]) -> str:
    """Return the most particular address at which the listing can be read."""
    own = [listing.source_url for listing in listings]
    pages = [publisher(dataset).page for dataset in entity.datasets]
    return next((url for url in (*own, *entity.source_urls, *pages) if url), "")


def _restrictions(entity: ListedEntity, listings: list[Listing]) -> tuple[Restriction, ...]:
    """Say what being listed means: what the lists say of this entry, then of all their entries."""
    told = [
        Restriction(
            text=_sentence(listing.provisions),
            program=listing.program or listing.dataset,
            since=listing.since or "",
            source_url=listing.source_url or "",
        )
        for listing in listings
        if listing.provisions
    ]
    means = _distinct(publisher(dataset).means for dataset in entity.datasets)
    return (*dict.fromkeys(told), *(Restriction(text=_sentence(text)) for text in means))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "。")) else f"{text}."


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
