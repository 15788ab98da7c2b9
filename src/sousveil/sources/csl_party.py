"""One row of the Consolidated Screening List, turned into statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sousveil.model.statement import Statement
from sousveil.sources import csl_text
from sousveil.sources.base import Draft, ReadReport
from sousveil.sources.csl_lists import TOPICS, CslList, read_source
from sousveil.sources.csl_text import CslAddress, CslId
from sousveil.sources.ofac_party import ofac_id
from sousveil.sources.parties import Document, Party
from sousveil.sources.slugs import entity_id

SCHEMATA = {
    "individual": "Person",
    "entity": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "": "LegalEntity",
}
"""By `type`, which the lists of Commerce and State leave blank: people and companies alike."""

_SINGLE = {
    "title": "position",
    "call_sign": "callSign",
    "vessel_type": "type",
    "gross_tonnage": "tonnage",
    "gross_registered_tonnage": "grossRegisteredTonnage",
    "vessel_flag": "flag",
    "country": "country",
}
_SEVERAL = {
    "citizenships": "citizenship",
    "nationalities": "nationality",
    "places_of_birth": "birthPlace",
}
_PROVISIONS = {
    "standard_order": "Standard order: {}",
    "license_requirement": "{}",
    "license_policy": "{}",
}
_DATED = {"listing date": "listingDate", "effective date": "startDate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CslRow:
    """A row of either file format.

    Attributes:
        text: cells with one value, by column; blank ones may be missing.
        several: cells with several values, by column.
        addresses: the addresses, read.
        ids: the identifiers, read.
        at: gives the locator of a column, or of the row for None.
    """

    text: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]
    addresses: tuple[CslAddress, ...]
    ids: tuple[CslId, ...]
    at: Callable[[str | None], str]

    def get(self, column: str) -> str:
        """Return a cell with one value, an empty string if it is blank."""
        return self.text.get(column, "")

    def all(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell with several."""
        return self.several.get(column, ())


class CslParties:
    """Turns the rows of one edition into statements; numbers the restrictions of one party."""

    def __init__(self, dataset: str, report: ReadReport) -> None:
        self._dataset, self._report = dataset, report
        self._rows_of: Counter[str] = Counter()

    def statements(self, row: CslRow) -> Iterator[Statement]:
        """Yield the statements of the row's party and its restriction."""
        listed = read_source(row.get("source"))
        where = row.at("source")
        if listed.code not in TOPICS:
            self._report.note(f"unknown list {listed.title[:64]}", where)
        party_id = _entity_id(row, listed)
        kind = row.get("type").lower()
        if kind not in SCHEMATA:
            self._report.note(f"unknown type {kind[:64]}", row.at("type"))
        party = Party(
            party_id,
            SCHEMATA.get(kind, "LegalEntity"),
            dataset=self._dataset,
            at=row.at(None),
            report=self._report,
            topics=listed.topics,
        )
        self._report.records += 1
        self._rows_of[party_id] += 1
        inverted = listed.is_ofac and kind == "individual"
        self._names(party, row, inverted=inverted)
        _facts(party, row)
        number = self._rows_of[party_id]
        suffix = "" if number == 1 else f"-{number}"
        sanction = party.attach(f"{party_id}-sanction{suffix}", "Sanction", row.at(None))
        _restriction(sanction, party, row, listed)
        for entry in row.ids:
            self._identifier(party, sanction, entry, row.at("ids"))
        yield from party.statements()

    def _names(self, party: Party, row: CslRow, *, inverted: bool) -> None:
        """Add the name and the aliases; what is published beside a name becomes a note."""
        turn = csl_text.given_name_first if inverted else str
        published, at = row.get("name"), row.at("name")
        if not published:
            self._report.note("row without a name", at)
        name, phrases = csl_text.without_phrases(published)
        party.add("name", turn(name), at=at, original=published)
        for phrase in phrases:
            party.note("name", phrase, at=at)
        for alias in row.all("alt_names"):
            name, phrases = csl_text.without_phrases(csl_text.read_alias(alias))
            party.add("alias", turn(name), at=row.at("alt_names"), original=alias)
            for phrase in phrases:
                party.note("alias", phrase, at=row.at("alt_names"))
        if any("?" in text for text in (published, *row.all("alt_names"))):
            self._report.note("question mark in a name, as published", at)

    def _identifier(self, party: Party, sanction: Draft, entry: CslId, at: str) -> None:
        """Add one of `ids`: a number, a fact, a word on the restriction, or a note."""
        key = entry.key
        if key in csl_text.NUMBERS:
            prop = "imoNumber" if entry.imo else csl_text.NUMBERS[key]
            party.document(
                Document(
                    prop=prop,
                    number=entry.imo or entry.value,
                    at=at,
                    kind=entry.kind,
                    original=entry.original,
                    country=entry.country,
                    issued=entry.issued,
                    expires=entry.expires,
                )
            )
        elif (prop := csl_text.FACTS.get(key, "")).endswith("Date"):
            party.add_date(prop, entry.value, at=at)
        elif prop:
            party.add(prop, entry.value, at=at)
        elif key.startswith(csl_text.PROVISIONS):
            _provision(sanction, entry, at)
        else:
            if not csl_text.is_known_kind(entry.kind):
                self._report.note(f"unknown id type {entry.kind[:64]}".rstrip(), at)
            party.note(entry.kind, entry.value, at=at)


def _provision(sanction: Draft, entry: CslId, at: str) -> None:
    """Say a term of the restriction, and from when it holds if that is the term."""
    provision = f"{entry.kind.rstrip(' :-')}: {entry.value}"
    sanction.add("provisions", provision, at=at, original=entry.original)
    dated = next((prop for start, prop in _DATED.items() if entry.key.startswith(start)), None)
    if dated:
        sanction.add_date(dated, entry.value, at=at)


def _entity_id(row: CslRow, listed: CslList) -> str:
    """Return OFAC's own id for its parties; for others the row's id, or a hash of what it says."""
    uid = row.get("entity_number") or row.get("_id")
    if listed.is_ofac and uid.isdigit():
        return ofac_id(str(int(uid)))
    code = (listed.code or "other").lower()
    given = row.get("_id") or row.get("entity_number") or _row_hash(row)
    return entity_id(f"us-csl-{code}", given)


def _row_hash(row: CslRow) -> str:
    """Return 20 hex digits over what tells the row from others (older files give no ids)."""
    addresses = [f"{address.text}, {address.country}" for address in row.addresses]
    notice = (row.get("federal_register_notice"), row.get("start_date"))
    telling = (row.get("source"), row.get("name"), *notice, *addresses)
    return sha256("\0".join(telling).encode()).hexdigest()[:20]


def _facts(party: Party, row: CslRow) -> None:
    """Add addresses, dates and places of birth, nationalities and what else the row states."""
    at = row.at("addresses")
    for address in row.addresses:
        full = f"{address.text}, {address.country}" if address.country else address.text
        party.add("address", address.text, at=at, original=full)
        party.add("country", address.country, at=at)
    for column, prop in _SINGLE.items():
        party.add(prop, row.get(column), at=row.at(column))
    for column, prop in _SEVERAL.items():
        for value in row.all(column):
            party.add(prop, value, at=row.at(column))
    for date in row.all("dates_of_birth"):
        party.add_date("birthDate", date, at=row.at("dates_of_birth"))
    party.note("vessel owner", row.get("vessel_owner"), at=row.at("vessel_owner"))
    party.note("", row.get("remarks"), at=row.at("remarks"))


def _restriction(sanction: Draft, party: Party, row: CslRow, listed: CslList) -> None:
    """Say what the listing is: the list, its programs, its dates and its terms."""
    sanction.add("entity", party.draft.id)
    sanction.add("authority", listed.authority, at=row.at("source"))
    sanction.add("country", "us", at=row.at("source"))
    sanction.add("program", listed.title, at=row.at("source"))
    for program in row.all("programs"):
        sanction.add("program", program.strip("[] "), at=row.at("programs"), original=program)
    notice = "federal_register_notice"
    for citation in csl_text.read_citations(row.get(notice)):
        sanction.add("authorityId", citation, at=row.at(notice))
    sanction.add_date("startDate", row.get("start_date"), at=row.at("start_date"))
    sanction.add_date("endDate", row.get("end_date"), at=row.at("end_date"))
    for column, wording in _PROVISIONS.items():
        if text := row.get(column):
            sanction.add("provisions", wording.format(text), at=row.at(column))
    for column in ("source_list_url", "source_information_url"):
        sanction.add("sourceUrl", row.get(column), at=row.at(column))
