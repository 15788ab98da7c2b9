"""OFSI's Consolidated List of financial sanctions targets as CSV, in its format of 2022.

Frozen on 28 January 2026 and still found in archives. Much of it is tagged text in one column:
`(UK Sanctions List Ref):SYR9001. (Phone number):(1) +963 11 000.`
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from sousveil.sources.base import ReadReport
from sousveil.sources.text import Record
from sousveil.sources.uk_party import Designation, UkParty, new_party
from sousveil.sources.uk_rows import GIVEN, Group, UkRowsReader

_PAGE = (
    "https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets"
)
_SANCTION = {
    "regime": "Regime",
    "group_id": "Group ID",
    "listed": "Listed On",
    "designated": "UK Sanctions List Date Designated",
    "updated": "Last Updated",
}
_TAGS = {
    "phone number": "Phone number",
    "email address": "Email address",
    "website": "Website",
    "gender": "Gender",
    "imo number": "IMO number",
    "type of entity": "Type of entity",
    "subsidiaries": "Subsidiaries",
    "parent company": "Parent company",
    "business reg no": "Business registration number (s)",
    "current owners": "Current owner/operator (s)",
    "previous owners": "Previous owner/operator (s)",
    "flag of vessel": "Current believed flag of ship",
    "current believed flag of ship": "Current believed flag of ship",
    "previous flags": "Previous flags",
    "type of ship": "Type of ship",
    "type of vessel": "Type of ship",
    "tonnage of ship": "Tonnage of ship",
    "length of ship": "Length of ship",
    "year built": "Year Built",
    "hull identification number": "Hull identification number (HIN)",
}
_SANCTION_TAGS = {
    "uk sanctions list ref": "reference",
    "un ref": "un_reference",
    "uk statement of reasons": "reasons",
}
_TAG = re.compile(r"\(([A-Za-z][A-Za-z /]*)\):")


class UkConlistReader(UkRowsReader):
    """Reads OFSI's Consolidated List as CSV, format of 2022 (36 columns)."""

    format = "uk-conlist-csv"
    title = "UK OFSI Consolidated List (CSV, 2022 format)"
    dataset = "gb_hmt_sanctions"
    key = "Group ID"
    required = ("Group ID", "Name 6", "Group Type", "Alias Type", "Regime")
    name = ("Alias Type", "Alias Quality", "Name 6", *GIVEN)
    script = ("Name Non-Latin Script", "Non-Latin Script Language")
    address = (*(f"Address {number}" for number in range(1, 7)), "Post/Zip Code")
    country = "Country"
    passport = ("Passport Number", "Passport Details")
    national = ("National Identification Number", "National Identification Details")
    values: ClassVar[Mapping[str, str]] = {
        "Title": "Title",
        "DOB": "D.O.B",
        "Town of Birth": "Town of birth",
        "Country of Birth": "Country of birth",
        "Nationality": "Nationality(/ies)",
        "Position": "Position",
    }
    known = frozenset(
        (
            *values, *name, *script, *address, country, *passport, *national, *_SANCTION.values(),
            "Group Type", "Other Information", "Non-Latin Script Type",
        )
    )  # fmt: skip

    def start(self, record: Record, dataset: str, report: ReadReport) -> UkParty:
        """Return the empty party of a row's Group ID and Group Type."""
        told = read_tagged(record.get("Other Information"))
        party = new_party(
            f"gb-hmt-{record.get(self.key).lower()}",
            record.get("Group Type"),
            " ".join(text for tag, text in told if tag.casefold() == "type of entity"),
            dataset=dataset,
            at=record.at(),
            report=report,
        )
        return UkParty(party, "Office of Financial Sanctions Implementation", _PAGE)

    def take_sanction(self, record: Record, group: Group) -> None:
        """Add the sanction, and what Other Information says under its tags."""
        column = "Other Information"
        if not (cells := group.fresh(record, (*_SANCTION.values(), column))):
            return
        said, columns = dict(zip(_SANCTION, cells, strict=False)), dict(_SANCTION)
        for tag, text in read_tagged(cells[-1]):
            key = tag.casefold()
            if key in _SANCTION_TAGS:
                said[_SANCTION_TAGS[key]] = text
                columns[_SANCTION_TAGS[key]] = column
            elif key in _TAGS:
                group.party.value(_TAGS[key], text, at=record.at(column))
            else:
                group.party.party.note(tag, text, at=record.at(column))
        if "reference" not in said:
            said["reference"], columns["reference"] = said["group_id"], columns["group_id"]
        group.party.designation(
            Designation(**said), lambda field: record.at(columns.get(field, column))
        )


def read_tagged(text: str) -> list[tuple[str, str]]:
    """Return the parts of `(Tag):text. (Tag):text.`, without the full stop that ends each.

    What stands before the first tag comes under an empty one.
    """
    before, *rest = _TAG.split(text)
    pairs = [("", before), *zip(rest[::2], rest[1::2], strict=True)]
    told = [(tag.strip(), value.strip().removesuffix(".").strip()) for tag, value in pairs]
    return [(tag, value) for tag, value in told if value]
