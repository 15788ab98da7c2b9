"""The EU's consolidated list of financial sanctions, as XML 1.1, where data stands in attributes.

Published by the European Commission as `xmlFullSanctionsList_1_1`.
"""

from __future__ import annotations

from collections.abc import Iterator

from sousveil.model.statement import Statement
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.eu_party import Entity, Part, statements
from sousveil.sources.one_file import OneFileReader
from sousveil.sources.vocabulary import note_unknown, words
from sousveil.sources.xml import (
    Element,
    XmlRecord,
    child,
    children,
    content,
    head_root,
    local,
    records,
)

_DETAIL = "remark regulationSummary @regulationLanguage @logicalId "
_COUNTRY = "@countryIso2Code @countryDescription @region "
_VOCABULARY = {
    "sanctionEntity": words(
        "remark additionalInformation regulation subjectType nameAlias citizenship birthdate "
        "address identification @logicalId @euReferenceNumber @unitedNationId @designationDate "
        "@designationDetails @delistingDate"
    ),
    "additionalInformation": words(_DETAIL + "@key @value"),
    "regulation": words(
        "remark publicationUrl @regulationType @organisationType @publicationDate "
        "@entryIntoForceDate @numberTitle @programme @logicalId"
    ),
    "regulationSummary": words("@regulationType @publicationDate @numberTitle @publicationUrl"),
    "subjectType": words("@code @classificationCode"),
    "nameAlias": words(
        _DETAIL + "@firstName @middleName @lastName @wholeName @function @gender @title "
        "@nameLanguage @strong"
    ),
    "citizenship": words(_DETAIL + _COUNTRY + "@acquisitionDate @disenfranchisementDate"),
    "birthdate": words(
        _DETAIL + _COUNTRY + "@circa @calendarType @birthdate @dayOfMonth @monthOfYear @year "
        "@yearRangeFrom @yearRangeTo @city @zipCode @place"
    ),
    "address": words(
        _DETAIL + _COUNTRY + "contactInfo @street @poBox @zipCode @city @place @asAtListingTime"
    ),
    "contactInfo": words(_DETAIL + "@key @value"),
    "identification": words(
        _DETAIL + _COUNTRY + "@identificationTypeCode @identificationTypeDescription @number "
        "@latinNumber @nameOnDocument @diplomatic @knownExpired @knownFalse @reportedLost "
        "@revokedByIssuer @issuedBy @issueDate @validFrom @validTo"
    ),
}


class EuXmlReader(OneFileReader):
    """Reads the EU's financial sanctions file as XML 1.1."""

    format = "eu-fsf-xml"
    title = "EU consolidated financial sanctions list (XML 1.1)"
    dataset = "eu_fsf"

    def is_mine(self, file: SourceFile) -> bool:
        """Tell whether the root is the export of the EU's sanctions database."""
        root = head_root(file)
        return (
            root is not None
            and root.tag == "export"
            and ("/fsd/export" in root.namespace or "globalFileId" in root.attributes)
        )

    def statements(
        self, file: SourceFile, *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements of every sanctionEntity."""
        root = head_root(file)
        if root is not None:
            report.published_at = root.attributes.get("generationDate")
        for record in records(file, ("sanctionEntity",)):
            note_unknown(record, _VOCABULARY, report)
            if not record.element.get("logicalId", "").strip():
                report.note("sanctionEntity without logicalId", record.at)
                continue
            report.records += 1
            yield from statements(_entity(record), dataset=dataset, report=report)


def _entity(record: XmlRecord) -> Entity:
    subject = child(record.element, "subjectType")
    fields = {} if subject is None else _attributes(subject)
    parts = tuple(
        _part(record, element)
        for element in children(record.element)
        if local(element) not in {"remark", "subjectType"}
    )
    kind = fields.get("code") or fields.get("classificationCode", "")
    return Entity(_part(record, record.element), kind, parts)


def _part(record: XmlRecord, element: Element) -> Part:
    fields = _attributes(element)
    for url in children(element, "publicationUrl"):
        fields["publicationUrl"] = content(url)
    contacts = tuple(
        (contact.get("key", ""), contact.get("value", ""))
        for contact in children(element, "contactInfo")
    )
    remarks = "; ".join(content(remark) for remark in children(element, "remark"))

    here = record.place(element)

    def place(name: str | None) -> str:
        if name == "publicationUrl" and (url := child(element, name)) is not None:
            return record.place(url)
        return here if name is None else f"{here}/@{name}"

    return Part(local(element), fields, place, remarks, contacts)


def _attributes(element: Element) -> dict[str, str]:
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}
