"""The EU's consolidated list of financial sanctions, as semicolon CSV 1.1 (118 columns).

Published by the European Commission as `csvFullSanctionsList_1_1`. Each row holds one detail of
an entity beside the entity's own columns, which are repeated. There is no mark of strong aliases:
only remarks tell the weak ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sousveil.model.statement import Statement
from sousveil.names.dates import parse_date
from sousveil.sources.base import ReadReport
from sousveil.sources.csv_reader import CsvReader, by_party
from sousveil.sources.eu_party import Entity, Part, statements
from sousveil.sources.text import Record

_KEY = "Entity_LogicalId"
_GROUPS = {
    "NameAlias": "nameAlias",
    "Address": "address",
    "BirthDate": "birthdate",
    "Identification": "identification",
    "Citizenship": "citizenship",
}
_REGULATION = (
    "Type",
    "OrganisationType",
    "PublicationDate",
    "EntryIntoForceDate",
    "NumberTitle",
    "Programme",
    "PublicationUrl",
)
_COLUMNS = {
    "Entity": "LogicalId EU_ReferenceNumber UnitedNationId DesignationDate DesignationDetails "
    "Remark SubjectType SubjectType_ClassificationCode",
    "NameAlias": "LastName FirstName MiddleName WholeName NameLanguage Gender Title Function "
    "LogicalId RegulationLanguage Remark",
    "Address": "City Street PoBox ZipCode Region Place AsAtListingTime ContactInfo "
    "CountryIso2Code CountryDescription LogicalId RegulationLanguage Remark",
    "BirthDate": "BirthDate Day Month Year YearRangeFrom YearRangeTo Circa CalendarType ZipCode "
    "Region Place City CountryIso2Code CountryDescription LogicalId RegulationLanguage Remark",
    "Identification": "Number Diplomatic KnownExpired KnownFalse ReportedLost RevokedByIssuer "
    "IssuedBy IssuedDate ValidFrom ValidTo LatinNumber NameOnDocument TypeCode TypeDescription "
    "Region CountryIso2Code CountryDescription LogicalId RegulationLanguage Remark",
    "Citizenship": "Region CountryIso2Code CountryDescription LogicalId RegulationLanguage Remark",
}
_ATTRIBUTES = {
    "EU_ReferenceNumber": "euReferenceNumber",
    "BirthDate": "birthdate",
    "Day": "dayOfMonth",
    "Month": "monthOfYear",
    "IssuedDate": "issueDate",
    "TypeCode": "identificationTypeCode",
    "TypeDescription": "identificationTypeDescription",
}
_CONTACT = re.compile(r"\b(PHONE|FAX|EMAIL|WEB)\b[\s:=\[]*([^;\[\]]*[^;\[\]\s])", re.IGNORECASE)


def _attribute(column: str) -> str:
    """Return the XML attribute that has the meaning of a column without its prefix."""
    return _ATTRIBUTES.get(column, column[0].lower() + column[1:])


FIELDS = {
    group: {_attribute(column): f"{group}_{column}" for column in columns.split()}
    for group, columns in _COLUMNS.items()
}
"""Per column group, the column for each attribute."""

REGULATION = {_attribute(column): f"Entity_Regulation_{column}" for column in _REGULATION}
HEADER = (
    "fileGenerationDate",
    *(
        column
        for group, fields in FIELDS.items()
        for column in (*fields.values(), *(f"{group}_Regulation_{part}" for part in _REGULATION))
    ),
)
"""The 118 columns in the order in which they are published."""


class EuCsvReader(CsvReader):
    """Reads the EU's financial sanctions file as semicolon CSV 1.1."""

    format = "eu-fsf-csv"
    title = "EU consolidated financial sanctions list (CSV 1.1)"
    dataset = "eu_fsf"
    delimiter = ";"
    required = (_KEY,)
    telling = ("fileGenerationDate", "NameAlias_WholeName")
    known = frozenset(HEADER)

    def parties(
        self, records: Iterator[Record], *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements of every entity, when the last of its consecutive rows is read."""
        for first, rows in by_party(records, _KEY, report, what="entity"):
            if report.published_at is None:
                date = parse_date(first.get("fileGenerationDate"))
                report.published_at = date.prefixes[0] if date else None
            yield from statements(_entity(list(rows)), dataset=dataset, report=report)


def _entity(rows: list[Record]) -> Entity:
    own = _part("sanctionEntity", FIELDS["Entity"], rows[0])
    # Published files have the two subject columns the wrong way round: the longer word is the type.
    subject = max(own.get("subjectType"), own.get("subjectType_ClassificationCode"), key=len)
    distinct = {tuple(row.get(column) for column in REGULATION.values()): row for row in rows[::-1]}
    regulations = [row for cells, row in reversed(distinct.items()) if any(cells)]
    parts = [_part("regulation", REGULATION, row) for row in regulations]
    for row in rows:
        for group, kind in _GROUPS.items():
            if _says(row, FIELDS[group]):
                parts.append(_part(kind, FIELDS[group], row))
    return Entity(own, subject, tuple(parts))


def _says(row: Record, fields: dict[str, str]) -> bool:
    return any(row.get(column) for column in fields.values())


def _part(kind: str, fields: dict[str, str], row: Record) -> Part:
    contacts = _contacts(row.get(fields["contactInfo"])) if "contactInfo" in fields else ()
    remark = row.get(fields["remark"]) if "remark" in fields else ""
    values = {attribute: row.get(column) for attribute, column in fields.items()}
    return Part(kind, values, _place(fields, row), remark, contacts)


def _place(fields: dict[str, str], row: Record) -> Callable[[str | None], str]:
    def place(attribute: str | None) -> str:
        return row.at(fields.get(attribute) if attribute else None)

    return place


def _contacts(text: str) -> tuple[tuple[str, str], ...]:
    """Return the key and value of each contact in a cell; what has no known key is `contact`."""
    found = tuple((match[1].upper(), match[2]) for match in _CONTACT.finditer(text))
    return found or ((("contact", text),) if text else ())
