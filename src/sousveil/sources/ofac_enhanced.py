"""OFAC's SDN_ENHANCED.XML and CONS_ENHANCED.XML: self-describing, one pass, no joins by number.

Names come in all scripts and already formatted; features and documents carry their type as text.
Dates of features repeat their text as days; the text is what keeps the precision (`1951`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from sousveil.errors import FormatError, InputError
from sousveil.model.statement import Statement
from sousveil.sources import xml
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.ofac_advanced import LATIN
from sousveil.sources.ofac_kinds import (
    AIRCRAFT,
    CONSOLIDATED,
    SCHEMATA,
    SDN,
    SDN_LIST,
    in_address_order,
    is_known,
    schema_of,
)
from sousveil.sources.ofac_party import ALIAS_KINDS, Listing, OfacParty, inverted
from sousveil.sources.ofac_remarks import Fact, free, parse_comment
from sousveil.sources.ofac_xml import check_count
from sousveil.sources.one_file import OneFileReader
from sousveil.sources.vocabulary import words
from sousveil.sources.xml import Element, XmlRecord

ROOT, ENTITY, INFORMATION = "sanctionsData", "entity", "publicationInfo"
_SAMPLE = 50
_PASSED_OVER = ("referenceValue", "featureType")
_ELEMENTS = words(
    "entity generalInfo sanctionsLists sanctionsPrograms sanctionsTypes legalAuthorities names "
    "addresses features identityDocuments relationships"
)
_GENERAL_NOTES = {
    "livingStatus": "Living status",
    "isUsCitizen": "US citizen",
    "isUsPerson": "US person",
}


class OfacEnhancedXml(OneFileReader):
    """Reads SDN_ENHANCED.XML and CONS_ENHANCED.XML."""

    format = "ofac-enhanced-xml"
    title = "OFAC SDN or consolidated list, enhanced XML"

    def is_mine(self, file: SourceFile) -> bool:
        """Tell whether it is an enhanced file; deltas, which have the same root, are left alone."""
        root = xml.head_root(file)
        return root is not None and root.tag == ROOT and "DeltaFile" not in root.namespace

    def dataset_of(self, file: SourceFile) -> str:
        """Return which list it is, by the lists of its first entities, else by its name."""
        listed: list[bool] = []
        with suppress(InputError):
            listed.extend(
                xml.content(found).casefold() == SDN_LIST
                for record in islice(xml.records(file, (ENTITY,)), _SAMPLE)
                for found in xml.descend(record.element, "sanctionsLists", "sanctionsList")
            )
        if not listed:
            return CONSOLIDATED if "cons" in file.name.casefold() else SDN
        return SDN if 2 * sum(listed) >= len(listed) else CONSOLIDATED

    def statements(
        self, file: SourceFile, *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements, party by party."""
        listing = Listing(dataset, report)
        for record in xml.records(file, (INFORMATION, ENTITY, *_PASSED_OVER)):
            if record.tag == INFORMATION:
                report.published_at = xml.text(record.element, "dataAsOf") or None
            elif record.tag == ENTITY:
                report.records += 1
                yield from _party(record, listing).statements()
        check_count(file.name, report)


def _party(record: XmlRecord, listing: Listing) -> OfacParty:
    """Build one party from its element."""
    entity = record.element
    uid = entity.get("id", "")
    if not (uid.isascii() and uid.isdigit()):
        raise FormatError(f"{uid[:40]!r} is no entity id", path=record.file, line=record.line)
    facts = list(_facts(record))
    schema = schema_of(_kind(record, listing), [(fact.label, fact.value) for fact, _ in facts])
    party = OfacParty(uid, schema, at=record.at, listing=listing)
    for name in xml.descend(entity, "names", "name"):
        _add_name(party, name, record)
    _add_listings(party, record)
    for address in xml.descend(entity, "addresses", "address"):
        _add_address(party, address, record.place(address))
    for fact, at in facts:
        party.add_fact(fact, at=at)
    for relation in xml.descend(entity, "relationships", "relationship"):
        _add_relation(party, relation, record.place(relation))
    for found in xml.children(entity):
        if (tag := xml.local(found)) not in _ELEMENTS:
            listing.report.note(f"unknown element {tag} in {ENTITY}", record.place(found))
    return party


def _kind(record: XmlRecord, listing: Listing) -> str:
    for found in xml.descend(record.element, "generalInfo", "entityType"):
        kind = xml.content(found).casefold()
        if kind in SCHEMATA or kind == AIRCRAFT:
            return kind
    listing.report.note("party of unknown type", record.at)
    return "entity"


def _add_name(party: OfacParty, name: Element, record: XmlRecord) -> None:
    """Add a name in all its scripts: in Latin as OFAC writes it, in others as formatted."""
    kind = xml.text(name, "aliasType").casefold().replace(".", "")
    prop = ALIAS_KINDS.get(kind, "alias")
    if xml.text(name, "isPrimary").casefold() == "true":
        prop = "name"
    if xml.text(name, "isLowQuality").casefold() == "true":
        prop = "weakAlias"
    for found in xml.descend(name, "translations", "translation"):
        at = record.place(found)
        family, given = (xml.text(found, f"formatted{part}Name") for part in ("Last", "First"))
        whole = xml.text(found, "formattedFullName")
        if xml.text(found, "script").casefold() in LATIN:
            party.add_name(prop, inverted(family, given) or whole, at=at)
        else:
            party.main.add(prop, whole or f"{given} {family}", at=at)


def _add_listings(party: OfacParty, record: XmlRecord) -> None:
    """Add a sanction for each programme, with the dates, kinds and legal bases of the listing."""
    entity = record.element
    programs = list(xml.descend(entity, "sanctionsPrograms", "sanctionsProgram"))
    if not programs:
        party.listing.report.note("party without a programme", record.at)
        party.add_programs(())
    for program in programs:
        sanction = party.sanction(xml.content(program), at=record.place(program))
        for listed in xml.descend(entity, "sanctionsLists", "sanctionsList"):
            sanction.add_date("listingDate", listed.get("datePublished"), at=record.place(listed))
        for kind in xml.descend(entity, "sanctionsTypes", "sanctionsType"):
            sanction.add("provisions", xml.content(kind), at=record.place(kind))
        for basis in xml.descend(entity, "legalAuthorities", "legalAuthority"):
            sanction.add("reason", xml.content(basis), at=record.place(basis))


def _add_address(party: OfacParty, address: Element, at: str) -> None:
    country = xml.text(address, "country")
    translations = list(xml.descend(address, "translations", "translation"))
    for found in translations:
        parts = [
            (xml.text(part, "type"), xml.text(part, "value"))
            for part in xml.descend(found, "addressParts", "addressPart")
        ]
        party.add_address(in_address_order(parts), country, at=at)
    if not translations:
        party.add_address((), country, at=at)


def _facts(record: XmlRecord) -> Iterator[tuple[Fact, str]]:
    """Yield what the entity says beside names and addresses, each with its locator."""
    entity = record.element
    for general in xml.children(entity, "generalInfo"):
        yield from _general(general, record)
    for feature in xml.descend(entity, "features", "feature"):
        label, value = xml.text(feature, "type"), _value(feature)
        at = record.place(feature)
        if value:
            yield Fact(label if is_known(label) else "", value, f"{label} {value}"), at
        if comment := xml.text(feature, "comments"):
            yield free(f"{label}: {comment}"), at
    for document in xml.descend(entity, "identityDocuments", "identityDocument"):
        for fact in _document(document):
            yield fact, record.place(document)


def _value(feature: Element) -> str:
    """Return the value; approximate dates say so, in the words of OFAC's other formats."""
    value = xml.text(feature, "value")
    about = any(
        xml.text(found, "isApproximate").casefold() == "true"
        for found in xml.children(feature, "valueDate")
    )
    return f"circa {value}" if about and value and "circa" not in value.casefold() else value


def _general(general: Element, record: XmlRecord) -> Iterator[tuple[Fact, str]]:
    for title in xml.children(general, "title"):
        value = xml.content(title)
        yield Fact("Title", value, value), record.place(title)
    for remarks in xml.children(general, "remarks"):
        for fact in parse_comment(xml.content(remarks)):
            yield fact, record.place(remarks)
    for name, label in _GENERAL_NOTES.items():
        for found in xml.children(general, name):
            if value := xml.content(found):
                yield free(f"{label}: {value}"), record.place(found)


def _document(document: Element) -> Iterator[Fact]:
    """Read an identity document; an invalid one is kept and said to be so."""
    label, number = xml.text(document, "type"), xml.text(document, "documentNumber")
    text = f"{label} {number}".strip()
    yield Fact(
        label if number else "",
        number or text,
        text,
        country=xml.text(document, "issuingCountry") or None,
        authority=xml.text(document, "issuingAuthority")
        or xml.text(document, "issuingLocation")
        or None,
        issued=xml.text(document, "issueDate") or None,
        expires=xml.text(document, "expirationDate") or None,
    )
    if xml.text(document, "isValid").casefold() == "false":
        yield free(f"{text}: not valid")
    if comment := xml.text(document, "comments"):
        yield free(f"{text}: {comment}")


def _add_relation(party: OfacParty, relation: Element, at: str) -> None:
    related = xml.child(relation, "relatedEntity")
    target = "" if related is None else related.get("entityId", "")
    role = xml.text(relation, "type")
    if not (target.isascii() and target.isdigit()):
        party.listing.report.note("relation to nobody", at)
        party.add_note(f"{role} {xml.text(relation, 'relatedEntity')}".strip(), at=at)
        return
    link = party.add_link(target, role, at=at)
    link.add("summary", xml.text(relation, "comments"), at=at)
