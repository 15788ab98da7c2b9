"""The UK Sanctions List as CSV.

Published at https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv; since 28 January 2026
the only list of the United Kingdom.
"""

from __future__ import annotations

from sousveil.sources.base import ReadReport
from sousveil.sources.text import Record
from sousveil.sources.uk_party import (
    AUTHORITY,
    PAGE,
    VALUES,
    Designation,
    NameCells,
    UkParty,
    new_party,
)
from sousveil.sources.uk_rows import GIVEN, Group, UkRowsReader, first_filled

_ADDRESS = (*(f"Address Line {number}" for number in range(1, 7)), "Address Postal Code")
_NAME = ("Name type", "Alias strength", "Name 6", *GIVEN)
_SCRIPT = ("Name non-latin script", "Non-latin script language")
_PASSPORT = ("Passport number", "Passport additional information")
_NATIONAL = ("National Identifier number", "National Identifier additional information")
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
    known = frozenset(
        (
            *VALUES, *_NAME, *_SCRIPT, *_ADDRESS, *_PASSPORT, *_NATIONAL, *_SANCTION.values(),
            "Address Country", "Designation Type", "Non-latin script type",
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

    def take(self, record: Record, group: Group) -> None:
        """Add what a row says anew."""
        party = group.party
        if (cells := group.fresh(record, _NAME)) and not (name := NameCells.of(cells)).is_blank:
            party.name(name, record.at)
        if cells := group.fresh(record, _SCRIPT):
            party.script(cells[0], cells[1], at=record.at(_SCRIPT[0]))
        if cells := group.fresh(record, (*_ADDRESS, "Address Country")):
            *lines, country = cells
            party.address(
                lines,
                country,
                at=record.at(first_filled(_ADDRESS, lines)),
                country_at=record.at("Address Country"),
            )
        for prop, columns in (("passportNumber", _PASSPORT), ("idNumber", _NATIONAL)):
            if cells := group.fresh(record, columns):
                party.document(prop, cells[0], cells[1], at=record.at(columns[0]))
        for heading in VALUES:
            if cells := group.fresh(record, (heading,)):
                party.value(heading, cells[0], at=record.at(heading))
        if cells := group.fresh(record, _SANCTION.values()):
            said = Designation(**dict(zip(_SANCTION, cells, strict=True)))
            party.designation(said, lambda field: record.at(_SANCTION[field]))
