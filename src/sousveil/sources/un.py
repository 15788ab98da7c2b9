"""The Consolidated List of the United Nations Security Council, as XML.

Published at https://scsanctions.un.org/resources/xml/en/consolidated.xml; its schema is
https://www.un.org/sc/resources/sc-sanctions.xsd. Empty placeholder elements are the rule there
and are passed over. Order of name parts is not reliably given name first, so no part is claimed
to be a first or last name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rigour.ids.imo import IMO

from sousveil.model.statement import Statement
from sousveil.names.dates import parse_date
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.one_file import OneFileReader
from sousveil.sources.parties import Document, Party, expires_in, issued_in
from sousveil.sources.un_text import (
    COMMITTEES,
    document_number,
    is_own_document,
    read_alias,
    split_names,
)
from sousveil.sources.vocabulary import note_unknown, words
from sousveil.sources.xml import (
    Element,
    XmlRecord,
    child,
    children,
    content,
    descend,
    has_root,
    head_root,
    records,
    text,
)

PAGE = "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list"
AUTHORITY = "United Nations Security Council"

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_COMMON = (
    "DATAID VERSIONNUM FIRST_NAME UN_LIST_TYPE REFERENCE_NUMBER LISTED_ON NAME_ORIGINAL_SCRIPT "
    "COMMENTS1 LIST_TYPE LAST_DAY_UPDATED SORT_KEY SORT_KEY_LAST_MOD "
)
_ADDRESS = words("STREET CITY STATE_PROVINCE ZIP_CODE COUNTRY NOTE")
_ALIAS = words("QUALITY ALIAS_NAME DATE_OF_BIRTH CITY_OF_BIRTH COUNTRY_OF_BIRTH NOTE")
_VOCABULARY = {
    "INDIVIDUAL": words(
        _COMMON + "SECOND_NAME THIRD_NAME FOURTH_NAME GENDER TITLE DESIGNATION NATIONALITY "
        "INDIVIDUAL_ALIAS INDIVIDUAL_ADDRESS INDIVIDUAL_DATE_OF_BIRTH INDIVIDUAL_PLACE_OF_BIRTH "
        "INDIVIDUAL_DOCUMENT"
    ),
    "ENTITY": words(_COMMON + "ENTITY_ALIAS ENTITY_ADDRESS"),
    "INDIVIDUAL_ALIAS": _ALIAS,
    "ENTITY_ALIAS": _ALIAS,
    "INDIVIDUAL_ADDRESS": _ADDRESS,
    "ENTITY_ADDRESS": _ADDRESS,
    "INDIVIDUAL_DATE_OF_BIRTH": words("TYPE_OF_DATE NOTE DATE YEAR FROM_YEAR TO_YEAR"),
    "INDIVIDUAL_PLACE_OF_BIRTH": words("STREET CITY STATE_PROVINCE COUNTRY NOTE"),
    "INDIVIDUAL_DOCUMENT": words(
        "TYPE_OF_DOCUMENT TYPE_OF_DOCUMENT2 NUMBER ISSUING_COUNTRY DATE_OF_ISSUE CITY_OF_ISSUE "
        "COUNTRY_OF_ISSUE NOTE"
    ),
    **dict.fromkeys(
        ("TITLE", "DESIGNATION", "NATIONALITY", "LIST_TYPE", "LAST_DAY_UPDATED"), words("VALUE")
    ),
}
_IMO = re.compile(r"\bIMO\b[^\d.;]{0,12}(\d{7})\b")
_PASSPORT = re.compile(r"pass|pasap", re.IGNORECASE)  # Passport, passeport, pasaporte


class UnXmlReader(OneFileReader):
    """Reads the UN's Consolidated List."""

    format = "un-xml"
    title = "UN Security Council Consolidated List (XML)"
    dataset = "un_sc_sanctions"

    def is_mine(self, file: SourceFile) -> bool:
        """Tell whether the root is CONSOLIDATED_LIST."""
        return has_root(file, "CONSOLIDATED_LIST")

    def statements(
        self, file: SourceFile, *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements of every individual and entity."""
        root = head_root(file)
        if root is not None:
            report.published_at = root.attributes.get("dateGenerated")
        for record in records(file, ("INDIVIDUAL", "ENTITY")):
            note_unknown(record, _VOCABULARY, report)
            if not text(record.element, "DATAID"):
                report.note("record without DATAID", record.at)
                continue
            report.records += 1
            yield from _Record(record, dataset, report).statements()


class _Record:
    """One INDIVIDUAL or ENTITY on its way to statements."""

    def __init__(self, record: XmlRecord, dataset: str, report: ReadReport) -> None:
        self.record, self.element = record, record.element
        self.imo = _company_imo(text(self.element, "COMMENTS1"))
        schema = "Person" if record.tag == "INDIVIDUAL" else "Organization"
        data_id = text(self.element, "DATAID")
        self.party = Party(f"unsc-{data_id}", schema, dataset=dataset, at=record.at, report=report)

    def statements(self) -> Iterator[Statement]:
        """Yield what the record says."""
        self._names()
        for alias in self._groups("ALIAS"):
            self._alias(alias)
        for prop, tag in (("title", "TITLE"), ("position", "DESIGNATION")):
            self._values(prop, tag)
        self._values("nationality", "NATIONALITY")
        for tag, prop in (("GENDER", "gender"), ("COMMENTS1", "notes")):
            for found in children(self.element, tag):
                self.party.add(prop, content(found), at=self.record.place(found))
        for address in self._groups("ADDRESS"):
            self._address(address)
        for birth in self._groups("DATE_OF_BIRTH"):
            self._birth_date(birth)
        for place in self._groups("PLACE_OF_BIRTH"):
            self._birth_place(place)
        for document in self._groups("DOCUMENT"):
            self._document(document)
        if self.imo:
            at = self.record.place(_required(self.element, "COMMENTS1"))
            self.party.add("imoNumber", self.imo, at=at)
        self._sanction()
        yield from self.party.statements()

    def _groups(self, kind: str) -> Iterator[Element]:
        """Yield the group elements of a kind that say something."""
        for group in children(self.element, f"{self.record.tag}_{kind}"):
            if any(content(part) for part in children(group)):
                yield group

    def _values(self, prop: str, tag: str) -> None:
        for value in descend(self.element, tag, "VALUE"):
            self.party.add(prop, content(value), at=self.record.place(value))

    def _names(self) -> None:
        parts = [found for tag in _NAME_PARTS for found in children(self.element, tag)]
        spoken = [part for part in parts if content(part)]
        if spoken:
            whole = " ".join(content(part) for part in spoken)
            at = self.record.place(spoken[0])
            for name in split_names(whole):
                self.party.add("name", name, at=at, original=whole)
        for script in children(self.element, "NAME_ORIGINAL_SCRIPT"):
            self.party.add("name", content(script), at=self.record.place(script))

    def _alias(self, group: Element) -> None:
        holder = child(group, "ALIAS_NAME")
        published, note = text(group, "ALIAS_NAME"), text(group, "NOTE")
        at = self.record.place(group if holder is None else holder)
        alias = read_alias(published, note)
        quality = text(group, "QUALITY").casefold()
        kind = "previousName" if alias.former or quality == "f.k.a." else "alias"
        for name in alias.names:
            self.party.add(
                "weakAlias" if quality == "low" else kind, name, at=at, original=published
            )
        born = [("DATE_OF_BIRTH", "birthDate"), ("COUNTRY_OF_BIRTH", "birthCountry")]
        for tag, prop in (*born, ("CITY_OF_BIRTH", "birthPlace")):
            for found in children(group, tag):
                if prop == "birthDate":
                    self.party.add_date(prop, content(found), at=self.record.place(found))
                else:
                    self.party.add(prop, content(found), at=self.record.place(found))
        if said := _joined(group, "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"):
            self.party.note(f"alias {published}, born", said, at=at)
        self.party.note(f"alias {published}", note, at=at)

    def _address(self, group: Element) -> None:
        at, note = self.record.place(group), text(group, "NOTE")
        street = _joined(group, "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE")
        whole = _joined(group, "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
        if street:
            self.party.add("address", whole, at=at)
        elif not whole and "," in note:
            self.party.add("address", note, at=at)
            note = ""
        for country in children(group, "COUNTRY"):
            self.party.add("country", content(country), at=self.record.place(country))
        self.party.note(f"address {whole}".strip(), note, at=at)

    def _birth_date(self, group: Element) -> None:
        at, note = self.record.place(group), text(group, "NOTE")
        kind = text(group, "TYPE_OF_DATE").casefold()
        dated = text(group, "DATE") or text(group, "YEAR")
        if not dated and text(group, "FROM_YEAR"):
            dated = f"{text(group, 'FROM_YEAR')} to {text(group, 'TO_YEAR')}"
        if not dated:
            self.party.add_date("birthDate", note, at=at)
            return
        within = f"{note} {dated}"
        if text(group, "YEAR") and note and parse_date(within):
            dated, note = within, ""
        about = kind == "approximately" or note.casefold() == "approximately"
        self.party.add_date("birthDate", f"circa {dated}" if about else dated, at=at)
        if note.casefold() != "approximately":
            self.party.note(f"birthDate {dated}", note, at=at)

    def _birth_place(self, group: Element) -> None:
        at, note = self.record.place(group), text(group, "NOTE")
        place = _joined(group, "STREET", "CITY", "STATE_PROVINCE")
        self.party.add("birthPlace", place or note, at=at)
        for country in children(group, "COUNTRY"):
            self.party.add("birthCountry", content(country), at=self.record.place(country))
        if place:
            self.party.note(f"birthPlace {place}", note, at=at)

    def _document(self, group: Element) -> None:
        at = self.record.place(group)
        kind, detail = text(group, "TYPE_OF_DOCUMENT"), text(group, "TYPE_OF_DOCUMENT2")
        published, note = text(group, "NUMBER"), text(group, "NOTE")
        told = [part for part in (published, detail, note) if part]
        source = published or next((part for part in told if document_number(part)), "")
        whole = "; ".join((*told, *_place_of_issue(group)))
        if not source or not is_own_document(*told):
            self.party.note(kind or "document", whole, at=at)
            return
        self.party.document(
            Document(
                prop="passportNumber" if _PASSPORT.search(kind) else "idNumber",
                number=document_number(source) or source,
                original=source,
                at=at,
                kind=kind if source == detail else detail or kind,
                country=text(group, "ISSUING_COUNTRY"),
                issued=text(group, "DATE_OF_ISSUE") or issued_in(note),
                expires=expires_in(note) or expires_in(published),
                summary="" if whole == published else whole,
            )
        )

    def _sanction(self) -> None:
        sanction = self.party.sanction(AUTHORITY, at=self.record.at)
        reference, kind = text(self.element, "REFERENCE_NUMBER"), text(self.element, "UN_LIST_TYPE")
        committee = COMMITTEES.get(reference[:2])
        programme = f"{kind}: {committee}" if kind and committee else kind
        sanction.add("program", programme, original=kind)
        for prop in ("authorityId", "unscId"):
            sanction.add(prop, reference)
        for prop in ("listingDate", "startDate"):
            for found in children(self.element, "LISTED_ON"):
                sanction.add_date(prop, content(found), at=self.record.place(found))
        updates = [content(found) for found in descend(self.element, "LAST_DAY_UPDATED", "VALUE")]
        sanction.add_date("modifiedAt", max(updates, default=""))
        sanction.add("sourceUrl", PAGE)


def _company_imo(comment: str) -> str:
    """Return the IMO company number that a comment states, or an empty string.

    Ships are designated on a list of their own, so a number that fits a company is one.
    """
    numbers = set(_IMO.findall(comment))
    number = numbers.pop() if len(numbers) == 1 else ""
    return number if IMO.is_valid_company(number) else ""


def _joined(group: Element, *tags: str) -> str:
    return ", ".join(part for part in (text(group, tag).strip(" ,") for tag in tags) if part)


def _place_of_issue(group: Element) -> Iterator[str]:
    if place := _joined(group, "CITY_OF_ISSUE", "COUNTRY_OF_ISSUE"):
        yield f"place of issue: {place}"


def _required(element: Element, tag: str) -> Element:
    found = child(element, tag)
    return element if found is None else found
