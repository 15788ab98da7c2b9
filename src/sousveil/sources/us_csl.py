"""The Consolidated Screening List of the US International Trade Administration, CSV and JSON.

One file joins the restriction lists of Treasury, Commerce and State
(https://www.trade.gov/consolidated-screening-list). Parties of Treasury's lists get the ids that
they have in OFAC's own files, so that both say what they say of the same party.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sousveil.model.locator import at_pointer
from sousveil.model.statement import Statement
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.csl_party import CslParties, CslRow
from sousveil.sources.csl_text import CslAddress, CslId, read_address, read_id, split_values
from sousveil.sources.csv_reader import CsvReader
from sousveil.sources.jsonarray import read_array
from sousveil.sources.one_file import OneFileReader
from sousveil.sources.text import Record

DATASET = "us_trade_csl"

_LISTS = (
    "programs",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
)
_TEXTS = frozenset(
    {"_id", "source", "entity_number", "type", "name", "title", "federal_register_notice"}
    | {"start_date", "end_date", "standard_order", "license_requirement", "license_policy"}
    | {"call_sign", "vessel_type", "gross_tonnage", "gross_registered_tonnage", "vessel_flag"}
    | {"vessel_owner", "remarks", "source_list_url", "source_information_url", "country"}
)
_KNOWN = _TEXTS | {*_LISTS, "addresses", "ids", "id"}
_ADDRESS_PARTS = ("address", "city", "state", "postal_code")


class UsCslCsvReader(CsvReader):
    """The list as one CSV file with a header."""

    format = "us-csl-csv"
    title = "US Consolidated Screening List, CSV"
    dataset = DATASET
    required = ("source", "entity_number", "type", "programs", "name", "alt_names", "ids")
    telling = ("federal_register_notice", "license_requirement")
    known = _KNOWN

    def parties(
        self, records: Iterator[Record], *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements row by row."""
        parties = CslParties(dataset, report)
        for record in records:
            yield from parties.statements(_csv_row(record))


class UsCslJsonReader(OneFileReader):
    """The list as one JSON document, read element by element."""

    format = "us-csl-json"
    title = "US Consolidated Screening List, JSON"
    dataset = DATASET

    def is_mine(self, file: SourceFile) -> bool:
        """Tell whether it is a JSON object with results from those lists."""
        start = file.head.removeprefix(b"\xef\xbb\xbf").lstrip()
        keys = (b'"results"', b'"source"', b'"source_list_url"', b'"programs"')
        return start.startswith(b"{") and all(key in start for key in keys)

    def statements(
        self, file: SourceFile, *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements element by element, holding one at a time.

        Raises:
            UnreadableError: the document is empty, breaks off or is not UTF-8.
            FormatError: it is not JSON, or not the list.
            HostileInputError: an element of absurd length.
        """
        parties = CslParties(dataset, report)
        for index, element in read_array(file, report, member="results"):
            row = _json_row(element, partial(_pointer, file.name, index))
            for key in sorted(element.keys() - _KNOWN):
                report.note(f"unknown key {key[:64]}", row.at(None))
            yield from parties.statements(row)


def _csv_row(record: Record) -> CslRow:
    return CslRow(
        text={column: record.get(column) for column in _TEXTS},
        several={column: tuple(split_values(record.get(column))) for column in _LISTS},
        addresses=tuple(read_address(text) for text in split_values(record.get("addresses"))),
        ids=tuple(read_id(text) for text in split_values(record.get("ids"))),
        at=record.at,
    )


def _json_row(element: dict[str, Any], at: Callable[[str | None], str]) -> CslRow:
    text = {column: _text(element.get(column)) for column in _TEXTS}
    text["_id"] = text["_id"] or _text(element.get("id"))
    return CslRow(
        text=text,
        several={column: tuple(_texts(element.get(column))) for column in _LISTS},
        addresses=tuple(_json_address(address) for address in _listed(element.get("addresses"))),
        ids=tuple(_json_id(entry) for entry in _listed(element.get("ids"))),
        at=at,
    )


def _json_address(address: object) -> CslAddress:
    if not isinstance(address, dict):
        return read_address(_text(address))
    parts = (_text(address.get(part)) for part in _ADDRESS_PARTS)
    return CslAddress(", ".join(part for part in parts if part), _text(address.get("country")))


def _json_id(entry: object) -> CslId:
    if not isinstance(entry, dict):
        return read_id(_text(entry))
    kind, value, country = (_text(entry.get(key)) for key in ("type", "number", "country"))
    return CslId(
        kind=kind,
        value=value,
        original=", ".join(part for part in (kind, value, country) if part),
        country=country,
        issued=_text(entry.get("issue_date")),
        expires=_text(entry.get("expiration_date")),
    )


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _texts(value: object) -> list[str]:
    texts = (_text(item) for item in _listed(value))
    return [text for text in texts if text]


def _text(value: object) -> str:
    """Return a JSON value as trimmed text; null is an empty string."""
    return "" if value is None else str(value).strip()


def _pointer(file: str, index: int, column: str | None) -> str:
    where = f"/results/{index}"
    return at_pointer(file, where if column is None else f"{where}/{column}")
