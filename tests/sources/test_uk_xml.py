"""The UK Sanctions List as XML says what the CSV says."""

from __future__ import annotations

from pathlib import Path

import pytest

from sousveil.errors import HostileInputError, UnreadableError
from sousveil.sources.base import SourceFile
from sousveil.sources.uk_csv import UkCsvReader
from sousveil.sources.uk_xml import UkXmlReader
from support.readings import read_as, read_list

FIXTURE = Path(__file__).parent / "data" / "uk_sanctions.xml"


def test_xml_and_csv_say_the_same() -> None:
    xml = read_list(UkXmlReader(), FIXTURE)
    rows = read_list(UkCsvReader(), FIXTURE.with_suffix(".csv"))
    assert xml.content() == rows.content()
    assert xml.report.records == rows.report.records == 3
    assert xml.report.published_at == rows.report.published_at == "2026-10-08"
    assert xml.notes() == {"birthDate kept as a note only": 1}


def test_places() -> None:
    reading = read_list(UkXmlReader(), FIXTURE)
    born = [s for s in reading.statements if s.prop == "birthDate"]
    assert born[1].locator == (
        "uk_sanctions.xml#xpath=/Designations/Designation[1]/IndividualDetails[1]/Individual[1]"
        "/DOBs[1]/DOB[2]"
    )
    middle = reading.one("gb-fcdo-rus9001", "middleName")
    assert middle.locator.endswith("/Designation[1]/Names[1]/Name[1]/Name2[1]")


def test_unknown_elements_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "uk.xml"
    content = FIXTURE.read_text(encoding="utf-8")
    content = content.replace("<Name2>Petrovich</Name2>", "<Name9>Petrovich</Name9>")
    content = content.replace("</Designation>", "<Shoe>44</Shoe><Empty/></Designation>", 1)
    content = content.replace("<UniqueID>DPR9003</UniqueID>", "")
    path.write_text(content, encoding="utf-8")
    reading = read_list(UkXmlReader(), path)
    assert reading.notes() == {
        "unknown element Name9": 1,
        "unknown element Shoe": 1,
        "designation without UniqueID": 1,
        "birthDate kept as a note only": 1,
    }
    assert reading.report.records == 2


def test_damage(tmp_path: Path) -> None:
    content = FIXTURE.read_bytes()
    (tmp_path / "cut.xml").write_bytes(content[: len(content) // 2])
    with pytest.raises(UnreadableError, match=r"cut\.xml"):
        read_as(UkXmlReader(), tmp_path / "cut.xml")
    bomb = content.replace(b"<Designations>", b'<!DOCTYPE d [<!ENTITY a "b">]><Designations>')
    (tmp_path / "bomb.xml").write_bytes(bomb)
    with pytest.raises(HostileInputError):
        read_as(UkXmlReader(), tmp_path / "bomb.xml")


def test_other_xml_is_not_claimed() -> None:
    assert UkXmlReader().recognise([SourceFile(FIXTURE.with_name("eu_fsf.xml"))]) is None
