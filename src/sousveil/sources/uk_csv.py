"""The UK Sanctions List as CSV.

Published at https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv; since 28 January 2026
the only list of the United Kingdom.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from sousveil.sources.base import ReadReport
from sousveil.sources.text import Record
from sousveil.sources.uk_party import (
    AUTHORITY,
    PAGE,
    VALUES,
    Designation,
    UkParty,
    new_party,
)
from sousveil.sources.uk_rows import GIVEN, Group, UkRowsReader

_SANCTION = {
    "regime": "Regime Name",
    "reference": "Unique ID",
    "un_reference": "UN Reference Number",
    "group_id": "OFSI Group ID",
    "source": "Designation source",
    "imposed": "Sanctions Imposed",
    "reasons": "UK Statement of Reasons",
    "designated": "Date Designated",
    "updated": "Last Updated",
}


class UkCsvReader(UkRowsReader):
    """Reads the UK Sanctions List as CSV (58 columns)."""

    format = "uk-csv"
    title = "UK Sanctions List (CSV)"
    dataset = "gb_fcdo_sanctions"
    key = "Unique ID"
    required = ("Unique ID", "Name 6", "Name type", "Regime Name", "Designation Type")
    name = ("Name type", "Alias strength", "Name 6", *GIVEN)
    script = ("Name non-latin script", "Non-latin script language")
    address = (*(f"Address Line {number}" for number in range(1, 7)), "Address Postal Code")
    country = "Address Country"
    passport = ("Passport number", "Passport additional information")
    national = ("National Identifier number", "National Identifier additional information")
    values: ClassVar[Mapping[str, str]] = {heading: heading for heading in VALUES}
    known = frozenset(
        (
            *values, *name, *script, *address, country, *passport, *national, *_SANCTION.values(),
            "Designation Type", "Non-latin script type",
        )
    )  # fmt: skip

    def start(self, record: Record, dataset: str, report: ReadReport) -> UkParty:
        """Return the empty party of a row's Unique ID and Designation Type."""
        party = new_party(
            f"gb-fcdo-{record.get(self.key).lower()}",
            record.get("Designation Type"),
            record.get("Type of entity"),
            dataset=dataset,
            at=record.at(),
            report=report,
        )
        return UkParty(party, AUTHORITY, PAGE)

    def take_sanction(self, record: Record, group: Group) -> None:
        """Add the designation of a row."""
        if cells := group.fresh(record, _SANCTION.values()):
            said = Designation(**dict(zip(_SANCTION, cells, strict=True)))
            group.party.designation(said, lambda field: record.at(_SANCTION[field]))
