"""The Denied Persons List of the US Bureau of Industry and Security: two shapes of one list.

The tab-separated `dpl.txt` was published until 2025; the CSV that the Bureau's page exports since
joins name and address in one cell. Neither gives its parties ids, so these are made from name
and address: the same party at the same address stays the same when its order is renewed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from sousveil.model.statement import Statement
from sousveil.sources.base import Draft, ReadReport
from sousveil.sources.csl_text import read_citations
from sousveil.sources.csv_reader import CsvReader
from sousveil.sources.parties import Party
from sousveil.sources.text import Record

DATASET = "us_bis_denied"
AUTHORITY = "Bureau of Industry and Security"
PROGRAM = "Denied Persons List (DPL)"

_OLD = (
    "Name",
    "Street_Address",
    "City",
    "State",
    "Country",
    "Postal_Code",
    "Effective_Date",
    "Expiration_Date",
    "Standard_Order",
    "Last_Update",
    "Action",
    "FR_Citation",
)
_PLACE = ("Street_Address", "City", "State", "Postal_Code")
_NEW = {
    "name_and_address": "party",
    "effective_date": "from",
    "beginning_date": "from",
    "expiration_date": "until",
    "ending_date": "until",
    "type_of_denial": "terms",
    "appropriate_federal_register_citations": "notices",
}
_US_DATE = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_OTHER_NAME = re.compile(r" ?,? ?\b([ADFN]\.?/?[KB]\.?/?A\b\.?)[:,]? ", re.IGNORECASE)
_NAME_INSIDE = re.compile(r"\((?:A\.?/?K\.?/?A\b\.?)[:,]? ([^()]+)\) ?", re.IGNORECASE)
_LEGAL_FORM = re.compile(
    r"^(?:inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|co|company|gmbh|s\.?a|s\.?l"
    r"|pte|pty|b\.?v|jr|sr|ii|iii)\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """One order that denies a party export privileges; cells as published, keyed by what they are.

    `cells` holds `name`, `address`, `country`, `from`, `until`, `terms`, `updated`, `action` and
    `notices`, as far as the file has them; `columns` says which column each stands in.
    """

    record: Record
    cells: Mapping[str, str]
    columns: Mapping[str, str]
    original_name: str

    def get(self, key: str) -> str:
        """Return a cell, an empty string where there is none."""
        return self.cells.get(key, "")

    def at(self, key: str | None = None) -> str:
        """Return the locator of a cell, or of the row."""
        return self.record.at(self.columns.get(key) if key else None)


class UsBisDplReader(CsvReader):
    """The list as it was published until 2025: tabs between quoted cells."""

    format = "us-bis-dpl"
    title = "US Denied Persons List, dpl.txt"
    dataset = DATASET
    delimiter = "\t"
    required = _OLD
    known = frozenset(_OLD)

    def parties(
        self, records: Iterator[Record], *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements row by row."""
        yield from _statements(map(_old_denial, records), dataset, report)


class UsBisDplCsvReader(CsvReader):
    """The list as the Bureau's page exports it since 2025: CSV, name and address in one cell."""

    format = "us-bis-dpl-csv"
    title = "US Denied Persons List, CSV export"
    dataset = DATASET
    required = ("name_and_address",)
    telling = ("type_of_denial",)
    known = frozenset(_NEW)

    def spelling(self, column: str) -> str:
        """Return the column's name in lower case, with one underscore for all but letters."""
        return _plain(column)

    def parties(
        self, records: Iterator[Record], *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements row by row."""
        yield from _statements(map(_new_denial, records), dataset, report)


def read_names(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the name, and further names as pairs of FollowTheMoney property and name.

    `FUYI SAMPLE A/K/A FRANK SAMPLE`, `PEARL (A.K.A. NEI SAMPLE) SAMPLE`, `X D/B/A Y`, `X F/K/A Z`.
    """
    plain = " ".join(text.split())
    others = [("alias", found[1].strip()) for found in _NAME_INSIDE.finditer(plain)]
    parts = _OTHER_NAME.split(_NAME_INSIDE.sub("", plain))
    for mark, name in zip(parts[1::2], parts[2::2], strict=True):
        prop = "previousName" if mark[0] in "Ff" else "alias"
        others.append((prop, name.strip(" ,()")))
    main = parts[0].strip(" ,(" if len(parts) > 1 else " ,")
    return (main, [(prop, name) for prop, name in others if name]) if main else (plain, [])


def split_address(text: str) -> tuple[str, str]:
    """Split `NAME, ADDRESS` at the first comma that no legal form follows."""
    parts = [part.strip() for part in text.split(",")]
    end = 1
    while end < len(parts) and _LEGAL_FORM.match(parts[end]):
        end += 1
    return ", ".join(parts[:end]), ", ".join(part for part in parts[end:] if part)


def _old_denial(record: Record) -> Denial:
    columns = {
        "name": "Name",
        "address": "Street_Address",
        "country": "Country",
        "from": "Effective_Date",
        "until": "Expiration_Date",
        "terms": "Standard_Order",
        "updated": "Last_Update",
        "action": "Action",
        "notices": "FR_Citation",
    }
    cells = {key: record.get(column) for key, column in columns.items()}
    cells["address"] = ", ".join(part for part in map(record.get, _PLACE) if part)
    if cells["terms"]:
        cells["terms"] = f"Standard order: {cells['terms'].upper()}"
    return Denial(record=record, cells=cells, columns=columns, original_name=cells["name"])


def _new_denial(record: Record) -> Denial:
    plain = {_plain(column): column for column in record.cells}
    columns = {key: plain[name] for name, key in _NEW.items() if name in plain}
    cells = {key: record.get(column) for key, column in columns.items()}
    cells["name"], cells["address"] = split_address(cells["party"])
    places = {**columns, "name": columns["party"], "address": columns["party"]}
    return Denial(record=record, cells=cells, columns=places, original_name=cells["party"])


def _statements(denials: Iterator[Denial], dataset: str, report: ReadReport) -> Iterator[Statement]:
    """Yield the statements of each denial; those of one party count its sanctions up."""
    orders: Counter[str] = Counter()
    for denial in denials:
        if not denial.get("name"):
            report.note("row without a name", denial.at())
        telling = (" ".join(denial.get(key).split()) for key in ("name", "address", "country"))
        digest = sha256("\0".join(telling).casefold().encode()).hexdigest()[:20]
        entity_id = f"us-bis-dpl-{digest}"
        orders[entity_id] += 1
        report.records += 1
        party = Party(
            entity_id,
            "LegalEntity",
            dataset=dataset,
            at=denial.at(),
            report=report,
            topics=("export.control",),
        )
        _describe(party, denial)
        suffix = "" if orders[entity_id] == 1 else f"-{orders[entity_id]}"
        sanction = party.attach(f"{entity_id}-sanction{suffix}", "Sanction", denial.at())
        sanction.add("entity", entity_id)
        _order(sanction, denial)
        yield from party.statements()


def _describe(party: Party, denial: Denial) -> None:
    name, others = read_names(denial.get("name"))
    at = denial.at("name")
    party.add("name", name, at=at, original=denial.original_name)
    for prop, other in others:
        party.add(prop, other, at=at, original=denial.original_name)
    party.add("address", denial.get("address"), at=denial.at("address"))
    party.add("country", denial.get("country"), at=denial.at("country"))


def _order(sanction: Draft, denial: Denial) -> None:
    sanction.add("authority", AUTHORITY)
    sanction.add("program", PROGRAM)
    sanction.add("country", "us")
    _add_date(sanction, "startDate", denial, "from")
    _add_date(sanction, "endDate", denial, "until")
    _add_date(sanction, "modifiedAt", denial, "updated")
    sanction.add("provisions", denial.get("terms"), at=denial.at("terms"))
    sanction.add("summary", denial.get("action"), at=denial.at("action"))
    for citation in read_citations(denial.get("notices")):
        sanction.add("authorityId", citation, at=denial.at("notices"))


def _add_date(sanction: Draft, prop: str, denial: Denial, key: str) -> None:
    """Add a date; between slashes the month comes first, as Americans write it."""
    text, at = denial.get(key), denial.at(key)
    if found := _US_DATE.match(text):
        iso = f"{found[3]}-{int(found[1]):02d}-{int(found[2]):02d}"
        sanction.add(prop, iso, at=at, original=text)
    else:
        sanction.add_date(prop, text, at=at)


@lru_cache(maxsize=64)
def _plain(column: str) -> str:
    return re.sub(r"[^a-z]+", "_", column.strip().lower()).strip("_")
