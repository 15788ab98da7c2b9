"""The EU's list: XML and CSV of the same entities say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.sources.base import SourceFile
from sousveil.sources.eu_csv import HEADER, EuCsvReader
from sousveil.sources.eu_xml import EuXmlReader
from support.readings import Reading, read_as, read_list

XML = Path(__file__).parent / "data" / "eu_fsf.xml"
CSV = XML.with_suffix(".csv")
PERSON, COMPANY, SHIP = "eu-fsf-900001", "eu-fsf-900002", "eu-fsf-900003"


@pytest.fixture(scope="module", params=["xml", "csv"])
def reading(request: pytest.FixtureRequest) -> Reading:
    return (
        read_list(EuXmlReader(), XML) if request.param == "xml" else read_list(EuCsvReader(), CSV)
    )


def test_both_formats_say_the_same() -> None:
    xml, rows = read_list(EuXmlReader(), XML), read_list(EuCsvReader(), CSV)
    assert xml.content() == rows.content()
    assert xml.report.published_at == "2026-08-05T17:00:00.000+02:00"
    assert rows.report.published_at == "2026-08-05"
    assert xml.notes() == rows.notes() == {}


def test_parties(reading: Reading) -> None:
    assert reading.report.records == 3
    assert reading.ids("Person") == [PERSON]
    assert reading.ids("Organization") == [COMPANY]
    assert reading.ids("Vessel") == [SHIP]


def test_names(reading: Reading) -> None:
    assert reading.values(PERSON, "name") == ["Ivan Sample"]
    assert reading.values(PERSON, "alias") == ["Иван Сэмпл"]
    assert reading.one(PERSON, "alias").lang == "rus"
    assert reading.values(PERSON, "weakAlias") == ["Vanya"]
    assert reading.values(PERSON, "previousName") == ["John Former"]
    assert reading.values(PERSON, "firstName") == ["Ivan"]
    assert reading.values(PERSON, "position") == ["Director"]


def test_births(reading: Reading) -> None:
    said = [
        (s.value, s.original)
        for s in reading.statements
        if (s.entity_id, s.prop) == (PERSON, "birthDate")
    ]
    assert said == [
        ("1970", "circa 1970"),
        ("1971-05", None),
        ("1968", "1968 to 1969"),
        ("1969", "1968 to 1969"),
    ]
    assert "birthDate: 1402-06-24 (Islamic calendar)" in reading.values(PERSON, "notes")
    assert reading.values(PERSON, "birthPlace") == ["Minsk"]
    assert reading.values(PERSON, "birthCountry") == ["by"]


def test_an_unknown_country_is_none(reading: Reading) -> None:
    assert reading.values(PERSON, "citizenship") == ["by"]
    assert not [s for s in reading.statements if "UNKNOWN" in s.value]


def test_documents(reading: Reading) -> None:
    assert reading.values(PERSON, "passportNumber") == ["MP1234567"]
    assert reading.values(PERSON, "idNumber") == []
    assert "National identification card: FALSE123; known to be false" in reading.values(
        PERSON, "notes"
    )
    (passport,) = reading.ids("Passport")
    assert reading.values(passport, "endDate") == ["2020-01-02"]
    assert reading.values(COMPANY, "registrationNumber") == ["RC 1234"]
    assert reading.values(SHIP, "imoNumber") == ["9074729"]


def test_addresses(reading: Reading) -> None:
    assert reading.values(COMPANY, "address") == [
        "1 Example Road, PO Box 77, 100 Damascus, SYRIAN ARAB REPUBLIC"
    ]
    assert reading.values(COMPANY, "country") == ["sy"]
    assert reading.values(COMPANY, "email") == ["info@example.com"]
    assert reading.values(COMPANY, "notes") == ["fax: +963 11 1"]


def test_the_sanction(reading: Reading) -> None:
    sanction = f"{PERSON}-sanction"
    props = ("program", "authority", "authorityId", "unscId", "startDate", "sourceUrl")
    assert {prop: reading.one(sanction, prop).value for prop in props} == {
        "program": "UKR",
        "authority": "Council of the European Union",
        "authorityId": "EU.99001.1",
        "unscId": "QDi.999",
        "startDate": "2022-03-01",
        "sourceUrl": "https://eur-lex.europa.eu/x",
    }


def test_places() -> None:
    xml, rows = read_list(EuXmlReader(), XML), read_list(EuCsvReader(), CSV)
    assert xml.one(PERSON, "weakAlias").locator == (
        "eu_fsf.xml#xpath=/export/sanctionEntity[1]/nameAlias[4]/@wholeName"
    )
    assert rows.one(PERSON, "weakAlias").locator == "eu_fsf.csv#line=8&column=NameAlias_WholeName"
    url = xml.one(f"{PERSON}-sanction", "sourceUrl")
    assert url.locator.endswith("/regulation[1]/publicationUrl[1]")


def altered(folder: Path, source: Path, old: str, new: str) -> Path:
    content = source.read_text(encoding="utf-8")
    assert old in content
    path = folder / source.name
    path.write_text(content.replace(old, new), encoding="utf-8")
    return path


def test_another_namespace_changes_nothing(tmp_path: Path) -> None:
    path = altered(tmp_path, XML, "http://eu.europa.ec/fpi/fsd/export", "urn:elsewhere")
    assert read_list(EuXmlReader(), path).content() == read_list(EuXmlReader(), XML).content()


def test_no_strong_mark_and_no_whole_name(tmp_path: Path) -> None:
    path = altered(tmp_path, XML, 'strong="true"', 'strong="false"')
    path = altered(tmp_path, path, 'wholeName="Ivan Sample"', "")
    reading = read_list(EuXmlReader(), path)
    assert reading.values(PERSON, "name") == []
    assert reading.values(PERSON, "weakAlias")[0] == "Ivan Sample"
    assert reading.values(PERSON, "firstName") == []


def test_regulations_of_two_programmes_are_two_sanctions(tmp_path: Path) -> None:
    extra = (
        '<regulation regulationType="regulation" organisationType="commission" '
        'publicationDate="2020-01-01" programme="BLR" numberTitle="1/2020"/>'
        '<subjectType code="person"'
    )
    path = altered(tmp_path, XML, '<subjectType code="person"', extra)
    reading = read_list(EuXmlReader(), path)
    assert reading.values(f"{PERSON}-sanction", "program") == ["UKR"]
    second = f"{PERSON}-sanction-2"
    assert reading.values(second, "program") == ["BLR"]
    assert reading.values(second, "authority") == ["European Commission"]
    assert reading.values(second, "startDate") == ["2020-01-01"]


def test_companies_with_an_imo_number_are_no_ships(tmp_path: Path) -> None:
    path = altered(tmp_path, XML, "9074729", "5342883")
    found = read_list(EuXmlReader(), path)
    assert found.ids("Vessel") == []
    assert SHIP in found.ids("Organization")


def test_swapped_subject_columns(tmp_path: Path) -> None:
    path = altered(tmp_path, CSV, ";P;person;", ";person;P;")
    assert read_list(EuCsvReader(), path).content() == read_list(EuCsvReader(), CSV).content()


def test_what_is_unknown_is_counted(tmp_path: Path) -> None:
    path = altered(tmp_path, XML, 'gender="M"', 'gender="M" shoe="44"')
    path = altered(tmp_path, path, "</sanctionEntity>", "<hat><brim/></hat></sanctionEntity>")
    path = altered(tmp_path, path, 'code="enterprise"', 'code="robot"')
    assert read_list(EuXmlReader(), path).notes() == {
        "unknown attribute shoe of nameAlias": 1,
        "unknown element hat in sanctionEntity": 3,
        "unknown subject type 'robot'": 2,
    }
    path = altered(tmp_path, CSV, "Citizenship_Region", "Citizenship_Shoe")
    assert read_list(EuCsvReader(), path).notes() == {"unknown column Citizenship_Shoe": 1}


def test_rows_that_stand_apart_add_up_and_are_told(tmp_path: Path) -> None:
    content = CSV.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    again = content[-1].replace("900003", "900002").replace("imo", "other")
    path = tmp_path / "eu.csv"
    path.write_text("".join([*content, again]), encoding="utf-8")
    reading = read_list(EuCsvReader(), path)
    assert reading.values(COMPANY, "idNumber") == ["9074729"]
    assert reading.notes() == {"rows of one entity stand apart": 1}
    assert reading.report.records == 3


def test_the_header_is_the_published_one() -> None:
    header = CSV.read_text(encoding="utf-8-sig").splitlines()[0].split(";")
    assert tuple(header) == HEADER
    assert len(HEADER) == 118


@pytest.mark.parametrize("cut", [0.4, 0.99])
def test_truncated(tmp_path: Path, cut: float) -> None:
    for source, reader in ((XML, EuXmlReader()), (CSV, EuCsvReader())):
        content = source.read_bytes()
        (tmp_path / source.name).write_bytes(content[: int(len(content) * cut)])
        with pytest.raises((UnreadableError, FormatError), match=source.name):
            read_as(reader, tmp_path / source.name)


def test_damage(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="line 1: no column 'Entity_LogicalId'"):
        read_as(EuCsvReader(), altered(tmp_path, CSV, "Entity_LogicalId", "Entity_Id"))
    bomb = altered(tmp_path, XML, "<export", '<!DOCTYPE export [<!ENTITY a "b">]>\n<export')
    with pytest.raises(HostileInputError):
        read_as(EuXmlReader(), bomb)
    (tmp_path / "bad.csv").write_bytes(CSV.read_bytes().replace("Сэмпл".encode(), b"\xff"))
    with pytest.raises(UnreadableError, match=r"bad\.csv, line 5: byte 0xff"):
        read_as(EuCsvReader(), tmp_path / "bad.csv")
    (tmp_path / "empty.csv").write_bytes(b"\n\n")
    with pytest.raises(UnreadableError, match="empty"):
        read_as(EuCsvReader(), tmp_path / "empty.csv")


def test_others_are_not_claimed() -> None:
    uk = [SourceFile(XML.with_name(f"uk_sanctions.{kind}")) for kind in ("xml", "csv")]
    assert EuXmlReader().recognise(uk) is None
    assert EuCsvReader().recognise(uk) is None
