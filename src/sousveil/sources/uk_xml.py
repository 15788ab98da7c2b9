"""The UK Sanctions List as XML, which does not multiply details as the CSV does.

Published at https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml. Elements are told by
their own names wherever they stand, so a new container around them changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from sousveil.model.statement import Statement
from sousveil.names.dates import parse_date
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.one_file import OneFileReader
from sousveil.sources.uk_party import AUTHORITY, PAGE, Designation, NameCells, UkParty, new_party
from sousveil.sources.xml import (
    Element,
    XmlRecord,
    child,
    children,
    content,
    has_root,
    local,
    records,
    text,
)

_VALUES = {
    "Title": "Title",
    "OtherInformation": "Other Information",
    "PhoneNumber": "Phone number",
    "EmailAddress": "Email address",
    "Website": "Website",
    "DOB": "D.O.B",
    "Nationality": "Nationality(/ies)",
    "Position": "Position",
    "Gender": "Gender",
    "TownOfBirth": "Town of birth",
    "CountryOfBirth": "Country of birth",
    "TypeOfEntity": "Type of entity",
    "BusinessRegistrationNumber": "Business registration number (s)",
    "ParentCompany": "Parent company",
    "Subsidiary": "Subsidiaries",
    "IMONumber": "IMO number",
    "CurrentOwnerOperator": "Current owner/operator (s)",
    "PreviousOwnerOperator": "Previous owner/operator (s)",
    "CurrentBelievedFlagOfShip": "Current believed flag of ship",
    "PreviousFlag": "Previous flags",
    "TypeOfShip": "Type of ship",
    "TonnageOfShip": "Tonnage of ship",
    "LengthOfShip": "Length of ship",
    "YearBuilt": "Year Built",
    "HullIdentificationNumber": "Hull identification number (HIN)",
}
_SANCTION = {
    "RegimeName": "regime",
    "UniqueID": "reference",
    "UNReferenceNumber": "un_reference",
    "OFSIGroupID": "group_id",
    "DesignationSource": "source",
    "SanctionsImposed": "imposed",
    "UKStatementofReasons": "reasons",
    "DateDesignated": "designated",
    "LastUpdated": "updated",
}
_NAME = ("NameType", "AliasStrength", "Name6", "Name1", "Name2", "Name3", "Name4", "Name5")
_SCRIPT = ("NameNonLatinScript", "NonLatinScriptType", "NonLatinScriptLanguage")
_LINES = (*(f"AddressLine{number}" for number in range(1, 7)), "AddressPostalCode")
_PASSPORT = ("PassportNumber", "PassportAdditionalInformation")
_NATIONAL = ("NationalIdentifierNumber", "NationalIdentifierAdditionalInformation")
_GROUPS = {
    "Name": _NAME,
    "NonLatinName": _SCRIPT,
    "Address": (*_LINES, "AddressCountry"),
    "Passport": _PASSPORT,
    "NationalIdentifier": _NATIONAL,
}
_SAID_ELSEWHERE = frozenset({"IndividualEntityShip", "SanctionsImposedIndicators"})


class UkXmlReader(OneFileReader):
    """Reads the UK Sanctions List as XML."""

    format = "uk-xml"
    title = "UK Sanctions List (XML)"
    dataset = "gb_fcdo_sanctions"

    def is_mine(self, file: SourceFile) -> bool:
        """Tell whether the root is Designations."""
        return has_root(file, "Designations")

    def statements(
        self, file: SourceFile, *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements of every designation."""
        for record in records(file, ("DateGenerated", "Designation")):
            if record.tag == "DateGenerated":
                date = parse_date(content(record.element))
                report.published_at = date.prefixes[0] if date else None
            elif not text(record.element, "UniqueID"):
                report.note("designation without UniqueID", record.at)
            else:
                report.records += 1
                yield from _Record(record, dataset, report).statements()


class _Record:
    """One Designation on its way to statements."""

    def __init__(self, record: XmlRecord, dataset: str, report: ReadReport) -> None:
        self.record, self.report = record, report
        self.places: dict[str, str] = {}
        self.said: dict[str, str] = {"regime": ""}
        types = record.element.iterfind(".//{*}TypeOfEntity")
        party = new_party(
            f"gb-fcdo-{text(record.element, 'UniqueID').lower()}",
            text(record.element, "IndividualEntityShip"),
            "; ".join(content(found) for found in types),
            dataset=dataset,
            at=record.at,
            report=report,
        )
        self.party = UkParty(party, AUTHORITY, PAGE)

    def statements(self) -> Iterator[Statement]:
        """Yield what the designation says."""
        self._walk(self.record.element)
        self.party.designation(
            Designation(**self.said), lambda field: self.places.get(field, self.record.at)
        )
        yield from self.party.statements()

    def _walk(self, holder: Element) -> None:
        for element in children(holder):
            tag = local(element)
            if tag in _SAID_ELSEWHERE:
                continue
            if tag in _GROUPS:
                self._group(tag, element)
            elif len(element):
                self._walk(element)
            elif content(element):
                self._leaf(tag, element)

    def _leaf(self, tag: str, element: Element) -> None:
        at = self.record.place(element)
        if tag in _VALUES:
            self.party.value(_VALUES[tag], content(element), at=at)
        elif tag in _SANCTION:
            self.said[_SANCTION[tag]] = content(element)
            self.places[_SANCTION[tag]] = at
        else:
            self.report.note(f"unknown element {tag}", at)

    def _group(self, tag: str, element: Element) -> None:
        for part in children(element):
            if local(part) not in _GROUPS[tag]:
                self.report.note(f"unknown element {local(part)}", self.record.place(part))
        cells = {name: text(element, name) for name in _GROUPS[tag]}
        at = self.record.place(element)
        if not any(cells.values()):
            return
        if tag == "Name":
            self._name(element, NameCells.of(tuple(cells.values())))
        elif tag == "NonLatinName":
            script, _, language = cells.values()
            self.party.script(script, language, at=at)
        elif tag == "Address":
            *lines, country = cells.values()
            self.party.address(lines, country, at=at, country_at=at)
        else:
            number, detail = cells.values()
            prop = "passportNumber" if tag == "Passport" else "idNumber"
            self.party.document(prop, number, detail, at=at)

    def _name(self, element: Element, name: NameCells) -> None:
        def where(column: str) -> str:
            part = child(element, column.replace(" ", ""))
            return self.record.place(element if part is None else part)

        if not name.is_blank:
            self.party.name(name, where)
