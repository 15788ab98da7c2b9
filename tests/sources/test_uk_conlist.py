"""OFSI's older list: tagged text in one column."""

from __future__ import annotations

from pathlib import Path

import pytest

from sousveil.sources.uk_conlist import UkConlistReader, read_tagged
from support.readings import Reading, read_list

FIXTURE = Path(__file__).parent / "data" / "uk_conlist.csv"
PERSON, COMPANY = "gb-hmt-99002", "gb-hmt-99001"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_list(UkConlistReader(), FIXTURE)


def test_parties(reading: Reading) -> None:
    assert reading.ids("Person") == [PERSON]
    assert reading.ids("Company") == [COMPANY]
    assert (reading.report.records, reading.report.published_at) == (2, "2026-06-03")
    assert reading.notes() == {}


def test_names(reading: Reading) -> None:
    assert reading.values(PERSON, "name") == ["Samir SAMPLE", "سمير"]
    assert reading.values(PERSON, "weakAlias") == ["Samir SAMPEL"]
    assert reading.values(PERSON, "previousName") == ["Samir OLDNAME"]
    assert reading.values(COMPANY, "alias") == ["SAMPLE CO"]


def test_numbered_cells(reading: Reading) -> None:
    assert reading.values(PERSON, "passportNumber") == ["A000001", "B000002"]
    assert reading.values(PERSON, "birthPlace") == ["Exampleton", "Sampletown"]
    assert reading.values(PERSON, "nationality") == ["sy", "tr"]
    first, second = reading.ids("Passport")
    assert reading.values(first, "startDate") == ["2010-02-01"]
    assert reading.values(second, "endDate") == ["2030-03-03"]


def test_tagged_text(reading: Reading) -> None:
    assert reading.values(PERSON, "gender") == ["male"]
    assert reading.values(PERSON, "phone") == ["+963113333333"]
    assert reading.values(PERSON, "notes") == ["Seen rarely", "Shoe size: 44"]
    assert reading.values(COMPANY, "legalForm") == ["Public Limited Company"]


def test_the_sanction(reading: Reading) -> None:
    sanction = f"{PERSON}-sanction"
    stated = {
        prop: reading.one(sanction, prop).value
        for prop in ("authorityId", "unscId", "recordId", "reason", "listingDate", "startDate")
    }
    assert stated == {
        "authorityId": "SYR9004",
        "unscId": "QDi.998",
        "recordId": "99002",
        "reason": "Example. Twice",
        "listingDate": "2015-08-04",
        "startDate": "2020-12-31",
    }
    assert reading.one(sanction, "unscId").locator.endswith("column=Other Information")
    fallback = reading.one(f"{COMPANY}-sanction", "authorityId")
    assert (fallback.value, fallback.locator.partition("&")[2]) == ("99001", "column=Group ID")


def test_read_tagged() -> None:
    assert read_tagged("") == []
    assert read_tagged("Plain.") == [("", "Plain")]
    assert read_tagged("(A b):x (1) y. (C/D):z") == [("A b", "x (1) y"), ("C/D", "z")]
