"""Cells of the Consolidated Screening List, one shape at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.sources.csl_lists import TOPICS, read_source
from sousveil.sources.csl_text import (
    given_name_first,
    read_address,
    read_alias,
    read_citations,
    read_id,
    split_values,
    without_phrases,
)

SOURCES = {
    "Capta List (CAP) - Treasury Department": "CAP",
    "Denied Persons List (DPL) - Bureau of Industry and Security": "DPL",
    "Entity List (EL) - Bureau of Industry and Security": "EL",
    "Foreign Sanctions Evaders (FSE) - Treasury Department": "FSE",
    "ITAR Debarred (DTC) - State Department": "DTC",
    "Military End User (MEU) List - Bureau of Industry and Security": "MEU",
    "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department": (
        "CMIC"
    ),
    "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department": "NS-MBS",
    "Nonproliferation Sanctions (ISN) - State Department": "ISN",
    "Palestinian Legislative Council List (PLC) - Treasury Department": "PLC",
    "Sectoral Sanctions Identifications List (SSI) - Treasury Department": "SSI",
    "Specially Designated Nationals (SDN) - Treasury Department": "SDN",
    "Unverified List (UVL) - Bureau of Industry and Security": "UVL",
}


def test_every_published_source_is_a_list_with_topics() -> None:
    assert {text: read_source(text).code for text in SOURCES} == SOURCES
    assert set(SOURCES.values()) == set(TOPICS)
    assert {read_source(text).code for text in SOURCES if read_source(text).is_ofac} == {
        "CAP", "FSE", "CMIC", "NS-MBS", "PLC", "SSI", "SDN"
    }  # fmt: skip
    assert read_source("Something else").title == "Something else"
    assert read_source("").code == ""


@pytest.mark.parametrize(
    ("text", "kind", "value", "country"),
    [
        ("US, 80-0890696, Tax ID No.", "Tax ID No.", "80-0890696", "US"),
        ("Tax ID No., 80-0890696, US", "Tax ID No.", "80-0890696", "US"),
        ("5030056754, Tax ID No.", "Tax ID No.", "5030056754", ""),
        ("Passport, A1234567, IR", "Passport", "A1234567", "IR"),
        ("Gender, Male", "Gender", "Male", ""),
        ("CO, 1978075, Matricula Mercantil No", "Matricula Mercantil No", "1978075", "CO"),
        ("PA, 1164157-1-574556, RUC #", "RUC #", "1164157-1-574556", "PA"),
        (
            "Example Regulations, sections 510.201 and 510.210, Secondary sanctions risk:",
            "Secondary sanctions risk:",
            "Example Regulations, sections 510.201 and 510.210",
            "",
        ),
        ("Lottery Ticket, 77-1", "Lottery Ticket", "77-1", ""),
        ("77-1, Lottery Ticket", "Lottery Ticket", "77-1", ""),
        ("XX, 77-1, Lottery Ticket", "Lottery Ticket", "77-1", "XX"),
        ("Lottery Ticket, 77-1, XX", "Lottery Ticket", "77-1", "XX"),
        ("alone", "", "alone", ""),
        ("", "", "", ""),
    ],
)
def test_identifiers_in_both_orders(text: str, kind: str, value: str, country: str) -> None:
    found = read_id(text)
    assert (found.kind, found.value, found.country, found.original) == (kind, value, country, text)


@pytest.mark.parametrize(
    ("text", "address", "country"),
    [
        ("1 Example Street, Tehran, , 11111, IR", "1 Example Street, Tehran, 11111", "IR"),
        ("3037 S. 69TH DRIVE, PHONEIX, AZ, 85043", "3037 S. 69TH DRIVE, PHONEIX, AZ, 85043", ""),
        ("IR", "", "IR"),
        ("Dubai", "Dubai", ""),
        ("", "", ""),
    ],
)
def test_addresses_end_in_their_country(text: str, address: str, country: str) -> None:
    found = read_address(text)
    assert (found.text, found.country) == (address, country)


@pytest.mark.parametrize(
    ("published", "name", "phrases"),
    [
        ("Example Ltd.; and any subsidiary thereof", "Example Ltd.", 1),
        ("Example Ltd., and any successor, sub-unit, or subsidiary thereof", "Example Ltd.", 1),
        ("Example Ltd. (including all affiliates)", "Example Ltd.", 1),
        ("Example Ltd. and its subsidiaries", "Example Ltd.", 1),
        ("Subordinate Institution - Example Lab", "Example Lab", 1),
        ("Affiliated Entity: Example Lab; and any successor thereof", "Example Lab", 2),
        ("Subsidiary of Example Ltd.", "Subsidiary of Example Ltd.", 0),
        ("All Weather Doors", "All Weather Doors", 0),
        ("Any Subsidiary", "Any Subsidiary", 0),
        ("", "", 0),
    ],
)
def test_legal_phrases(published: str, name: str, phrases: int) -> None:
    found, said = without_phrases(published)
    assert (found, len(said)) == (name, phrases)


@given(st.text(max_size=200))
def test_no_text_breaks_a_cell(text: str) -> None:
    assert without_phrases(text)[0] or not text.strip(" ,;")
    assert read_id(text).original == text
    assert given_name_first(text).replace(" ", "") or not text.strip()
    read_address(text)
    read_source(text)
    read_citations(text)
    assert all(split_values(text))


@pytest.mark.parametrize(
    ("published", "name"),
    [
        ("SAMPLE, Ivan", "Ivan SAMPLE"),
        ("SAMPLE, Ivan, Jr.", "Ivan SAMPLE Jr."),
        ("AL-SAMPLE, Ivan, Abu", "Ivan, Abu AL-SAMPLE"),
        ("SAMPLE", "SAMPLE"),
        ("SAMPLE,", "SAMPLE,"),
    ],
)
def test_the_given_name_comes_first(published: str, name: str) -> None:
    assert given_name_first(published) == name


def test_aliases_lose_the_prose_before_them() -> None:
    assert read_alias("and Example Institute.") == "Example Institute."
    assert read_alias("a.k.a., -Example") == "Example"
    assert read_alias("Andover Example") == "Andover Example"
    assert read_alias("and ") == "and "


def test_citations_are_told_apart() -> None:
    old = "67 F.R. 56530 9/4/02 67 F.R. 10890 3/11/02"
    assert read_citations(old) == ["67 F.R. 56530 9/4/02", "67 F.R. 10890 3/11/02"]
    assert read_citations("Vol. 83, No. 91, 05/10/2018") == ["Vol. 83, No. 91, 05/10/2018"]
    assert read_citations("  ") == []
