"""A party of OFAC's lists under construction: what all four of its formats have in common.

One main entity, one `Sanction` for each programme, and what hangs on them: identity documents,
wallets, links to other parties. The ids come from OFAC's own number of the party, so the same
party has the same ids in every format.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sousveil.model.ftm import WITHHELD, clean_value, get_property, is_a
from sousveil.model.statement import Statement
from sousveil.sources.base import Draft, ReadReport
from sousveil.sources.ofac_kinds import (
    AUTHORITY,
    CONSOLIDATED,
    DETAILS_URL,
    DIGITAL_CURRENCY,
    IDENTIFIER_OF,
    LINK,
    MEASURE_OF,
    NOTE,
    PROPERTY_OF,
    WEAK_ALIAS,
    key,
    topic_of,
)
from sousveil.sources.ofac_remarks import Fact
from sousveil.sources.parties import Party
from sousveil.sources.slugs import id_part

ALIAS_KINDS = {"aka": "alias", "fka": "previousName", "nka": "alias"}
_MEASURE_SCOPE = re.compile(r"CMIC|CAATSA|IFCA|(?:EO|Executive Order) ?(\d{5})", re.IGNORECASE)
_ORDER = re.compile(r"^executive order \d+ (?:directive )?(?:information|determination)$")
_IMO = re.compile(r"^(?:IMO\s*)?(\d{7})$", re.IGNORECASE)
_LEI = re.compile(r"^[A-Z0-9]{18}\d{2}$")
_VESSEL_REGISTRATION = "vessel registration identification"
_LEGAL_ENTITY_NUMBER = "legal entity number"
_RUSSIAN = {
    ("taxNumber", 10): "innCode",
    ("taxNumber", 12): "innCode",
    ("registrationNumber", 13): "ogrnCode",
    ("registrationNumber", 15): "ogrnCode",
    ("registrationNumber", 8): "okpoCode",
}
"""What Russia's numbers are, by OFAC's kind and their length (the state registers' rules)."""


@dataclass(slots=True)
class Primaries:
    """The primary names of a list, by which remarks refer to other parties."""

    _ids: dict[str, set[tuple[str, bool]]] = field(default_factory=lambda: defaultdict(set))

    def put(self, name: str, uid: str, *, legal: bool) -> None:
        """Enter a party; `legal` if it can own and operate (is no vessel or aircraft)."""
        self._ids[_folded(name)].add((uid, legal))

    def find(self, name: str, *, legal: bool = False) -> str | None:
        """Return the number of the one party of that primary name, or None."""
        found = self._ids.get(_folded(name), set())
        fitting = [uid for uid, can_own in found if can_own or not legal]
        return fitting[0] if len(fitting) == 1 else None


@dataclass(frozen=True, slots=True)
class Listing:
    """What holds for all parties of one list: its dataset, its names, and the report."""

    dataset: str
    report: ReadReport
    primaries: Primaries = field(default_factory=Primaries)


def ofac_id(uid: str) -> str:
    """Return the id of the party with that number: ent_num, uid, FixedRef and entity id are one."""
    return f"ofac-{uid}"


def inverted(surname: str, given: str) -> str:
    """Return a name as OFAC writes it in running text: `SURNAME, Given`, or the half there is."""
    return ", ".join(half for half in (surname, given) if half)


def person_name(published: str) -> tuple[str, str, str]:
    """Turn `SURNAME, Given` round; return the name in reading order, surname and given name.

    Only the first comma parts them: what follows a second one (`Jr.`) is put last.
    """
    surname, comma, rest = (part.strip() for part in published.partition(","))
    given, _, suffix = (part.strip() for part in rest.partition(","))
    if not comma or not surname or not given:
        return published, "", ""
    name = f"{given} {surname}"
    return (f"{name}, {suffix}" if suffix else name), surname, given


class OfacParty:
    """Collects what is said of one party; `statements` gives all of it.

    It stands on the `Party` of all lists for what hangs on it. Its rules are its own: a sanction
    for each programme, ids and properties by OFAC's labels.
    """

    def __init__(self, uid: str, schema: str, *, at: str, listing: Listing) -> None:
        self.uid, self.at, self.listing = uid, at, listing
        dataset, report = listing.dataset, listing.report
        self._party = Party(ofac_id(uid), schema, dataset=dataset, at=at, report=report, topics=())
        self.main = self._party.draft
        self._sanctions: dict[str, Draft] = {}

    def statements(self) -> Iterator[Statement]:
        """Yield the statements on the party and on all that hangs on it."""
        return self._party.statements()

    def add_programs(self, programs: Iterable[str], *, at: str | None = None) -> None:
        """Add one `Sanction` for each programme tag; one without any, if there is none."""
        for program in [tag for tag in programs if tag] or [""]:
            self.sanction(program, at=at)

    def sanction(self, program: str, *, at: str | None = None) -> Draft:
        """Return the `Sanction` of a programme, made where there is none yet."""
        if program in self._sanctions:
            return self._sanctions[program]
        tail = id_part(program) or "1"
        if self.listing.dataset == CONSOLIDATED:
            tail = f"cons-{tail}"
        draft = self._attach(f"sanction-{tail}", "Sanction", at)
        draft.add("entity", self.main.id)
        draft.add("authority", AUTHORITY)
        draft.add("country", "us")
        draft.add("sourceUrl", DETAILS_URL.format(self.uid))
        draft.add("program", program)
        self.main.add("topics", topic_of(program), at=draft.at)
        self._sanctions[program] = draft
        return draft

    def add_name(self, prop: str, published: str, *, at: str | None = None) -> None:
        """Add a name as OFAC writes it (`SURNAME, Given` for persons)."""
        if self.main.schema != "Person":
            self.main.add(prop, published, at=at)
            return
        name, surname, given = person_name(published)
        self.main.add(prop, name, at=at, original=published)
        if prop == "name":
            self.main.add("lastName", surname, at=at)
            self.main.add("firstName", given, at=at)

    def add_address(self, parts: Iterable[str], country: str, *, at: str | None = None) -> None:
        """Add an address as one line, and its country; the country alone is no address."""
        known = [part for part in parts if part]
        if known:
            self.main.add("address", ", ".join((*known, country) if country else known), at=at)
        self.main.add("country", country, at=at)

    def add_note(self, text: str, *, at: str | None = None) -> None:
        """Keep text that says more than we can read."""
        self.main.add("notes", text, at=at)

    def add_fact(self, fact: Fact, *, at: str | None = None) -> None:
        """Add what a fact says where FollowTheMoney has a place for it, else as a note."""
        label = key(fact.label)
        if fact.label == NOTE or not fact.value:
            self.add_note(fact.text, at=at)
        elif fact.label == WEAK_ALIAS:
            self.add_name("weakAlias", fact.value, at=at)
        elif fact.label == LINK:
            self._add_link(fact, at)
        elif fact.label.casefold().startswith(DIGITAL_CURRENCY.casefold()):
            self._add_wallet(fact, at)
        elif label in MEASURE_OF or _ORDER.match(label):
            self._add_measure(MEASURE_OF.get(label, "provisions"), fact, at)
        elif label in PROPERTY_OF:
            self._add_property(PROPERTY_OF[label], fact, at)
        elif label in IDENTIFIER_OF or any(map(str.isdigit, fact.value)):
            self._add_identifier(IDENTIFIER_OF.get(label, "idNumber"), fact, at)
        else:
            self.add_note(fact.text, at=at)

    def add_link(self, target: str, role: str, *, at: str | None = None) -> Draft:
        """Add a link to another party by its number; `role` in OFAC's words."""
        tail = target if role == LINK else f"{target}-{id_part(role)}"
        draft = self._attach(f"link-{tail}", "UnknownLink", at)
        draft.add("subject", self.main.id)
        draft.add("object", ofac_id(target))
        draft.add("role", role)
        return draft

    def _add_link(self, fact: Fact, at: str | None) -> None:
        target = self.listing.primaries.find(fact.value)
        if target is None:
            self.listing.report.note("link to a name that is not one primary name", at or self.at)
            self.add_note(fact.text, at=at)
        else:
            self.add_link(target, LINK, at=at)

    def _add_wallet(self, fact: Fact, at: str | None) -> None:
        """Add a wallet held by the party; vessels and aircraft cannot hold one."""
        if not is_a(self.main.schema, "LegalEntity"):
            self.add_note(fact.text, at=at)
            return
        currency = fact.label[len(DIGITAL_CURRENCY) :].strip()
        wallet = self._attach(f"wallet-{id_part(currency)}-{fact.value}", "CryptoWallet", at)
        wallet.add("cryptoAddress", fact.value)
        wallet.add("publicKey", fact.value)
        wallet.add("currencySymbol", currency)
        wallet.add("holder", self.main.id)
        wallet.add("topics", "sanction")

    def _add_measure(self, prop: str, fact: Fact, at: str | None) -> None:
        """Add a fact to the sanctions it speaks of: those whose programme it names, else all."""
        scope = _MEASURE_SCOPE.search(fact.text)
        wanted = (scope[1] or scope[0]).upper() if scope else ""
        named = [draft for tag, draft in self._sanctions.items() if wanted in tag.upper()]
        for draft in named or list(self._sanctions.values()):
            if prop == "provisions":
                draft.add(prop, fact.text, at=at)
            elif prop.endswith("Date"):
                draft.add_date(prop, fact.value, at=at)
            else:
                draft.add(prop, fact.value.rstrip("."), at=at, original=fact.value)

    def _add_property(self, prop: str, fact: Fact, at: str | None) -> None:
        if prop in WITHHELD:
            self.main.add(prop, fact.value, at=at)
            return
        prop = _fitting(self.main.schema, prop)
        if not prop or prop == "notes":
            self.add_note(fact.text, at=at)
        elif prop in {"owner", "operator"}:
            self._add_holder(prop, fact, at)
        elif prop.endswith("Date"):
            self.main.add_date(prop, fact.value, at=at)
        elif prop in {"alias", "previousName"}:
            self.add_name(prop, fact.value, at=at)
        elif prop.lower().endswith("tonnage"):
            self.main.add(prop, fact.value.replace(",", ""), at=at, original=fact.value)
        else:
            self.main.add(prop, fact.value, at=at)

    def _add_holder(self, prop: str, fact: Fact, at: str | None) -> None:
        """Add who owns or operates: the party of that name, where the list has exactly one."""
        holder = self.listing.primaries.find(fact.value, legal=True)
        if holder is None:
            self.add_note(fact.text, at=at)
        else:
            self.main.add(prop, ofac_id(holder), at=at, original=fact.value)

    def _add_identifier(self, prop: str, fact: Fact, at: str | None) -> None:
        """Add a number, with a document of its own where country, office or dates are known."""
        country = clean_value("Identification", "country", fact.country) if fact.country else None
        prop, number = refined(prop, fact, self.main.schema, country=country)
        self.main.add(prop, number, at=at, original=fact.text)
        known = (fact.country, fact.authority, fact.issued, fact.expires)
        if not any(known) or not is_a(self.main.schema, "LegalEntity"):
            return
        schema = "Passport" if "passport" in fact.label.casefold() else "Identification"
        tail = f"document-{id_part(fact.label)}-{id_part(fact.value)}"
        document = self._attach(tail, schema, at)
        document.add("holder", self.main.id)
        document.add("number", fact.value)
        document.add("type", fact.label)
        document.add("country", fact.country)
        document.add("authority", fact.authority)
        document.add_date("startDate", fact.issued)
        document.add_date("endDate", fact.expires)

    def _attach(self, tail: str, schema: str, at: str | None) -> Draft:
        """Return the draft of something that hangs on the party, made where there is none yet."""
        return self._party.attach(f"{self.main.id}-{tail}", schema, at or self.at)


def refined(prop: str, fact: Fact, schema: str, *, country: str | None) -> tuple[str, str]:
    """Return the property that a number fits best, among those of the schema, and the number.

    OFAC's labels are broader than FollowTheMoney's: IMO numbers stand among registrations, LEIs
    among legal entity numbers, Russia's tax and register numbers among all others.
    """
    value, bare = fact.value, fact.value.replace(" ", "")
    stated = value.upper().startswith("IMO") or key(fact.label) == _VESSEL_REGISTRATION
    if stated and (imo := _IMO.match(value)) and _fitting(schema, "imoNumber"):
        return "imoNumber", imo[1]
    if key(fact.label) == _LEGAL_ENTITY_NUMBER and _LEI.match(bare):
        prop = "leiCode"
    if country == "ru" and bare.isdigit():
        prop = _RUSSIAN.get((prop, len(bare)), prop)
    fitting = _fitting(schema, prop) or _fitting(schema, "idNumber") or "registrationNumber"
    return fitting, value


def _fitting(schema: str, prop: str) -> str:
    """Return the property if the schema has it, else its nearest kin, else nothing."""
    kin = {"nationality": "country", "citizenship": "country", "jurisdiction": "country"}
    for candidate in (prop, kin.get(prop, "")):
        if candidate and get_property(schema, candidate):
            return candidate
    return ""


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).rstrip(".")
