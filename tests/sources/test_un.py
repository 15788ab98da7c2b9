"""The UN's list: our fixture value by value, the real file against an independent count."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.sources.base import ReadReport, Recognition, SourceFile
from sousveil.sources.un import UnXmlReader
from support.readings import Reading, read_as, read_list

FIXTURE = Path(__file__).parent / "data" / "un_consolidated.xml"
PERSON, TRADER, SHIPPER = "unsc-9900001", "unsc-9900002", "unsc-9900003"


def parsed(path: Path) -> ET.Element:
    """The file as another parser reads it: the standard library's, whole and at once."""
    return ET.parse(path).getroot()  # noqa: S314  # our fixture and the publisher's own file


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_list(UnXmlReader(), FIXTURE)


def test_every_record_is_a_party_with_one_sanction(reading: Reading) -> None:
    assert reading.report.records == 3
    assert reading.report.published_at == "2026-10-08T00:00:09.554Z"
    assert reading.ids("Person", "Organization") == [PERSON, TRADER, SHIPPER]
    assert reading.ids("Sanction") == [f"{party}-sanction" for party in (PERSON, TRADER, SHIPPER)]
    for party in (PERSON, TRADER, SHIPPER):
        assert reading.values(party, "topics") == ["sanction"]
        assert reading.values(f"{party}-sanction", "entity") == [party]


def test_names_by_strength(reading: Reading) -> None:
    assert reading.values(PERSON, "name") == ["IVAN BIN SAMPLE", "إيفان"]
    assert reading.values(PERSON, "alias") == ["Ivan Sampel", "Ivan Simple", "Jean Exemple"]
    assert reading.values(PERSON, "weakAlias") == ["Abu Sample"]
    assert reading.values(PERSON, "previousName") == ["John Former"]
    assert reading.values(TRADER, "name") == ["EXAMPLE TRADING", "EXAMPLE EXPORTS"]
    assert reading.values(TRADER, "previousName") == ["EXAMPLE OLD"]
    assert reading.values(TRADER, "alias") == ["示例贸易", "Shili Maoyi", "Shili Trading"]
    split = [s for s in reading.statements if s.value == "Ivan Simple"]
    assert [s.original for s in split] == ["Ivan Sampel; Ivan Simple"]


def test_no_part_is_claimed_to_be_a_first_or_last_name(reading: Reading) -> None:
    claimed = {"firstName", "lastName", "middleName", "secondName"}
    assert not [s for s in reading.statements if s.prop in claimed]


def test_birth_dates_keep_their_precision(reading: Reading) -> None:
    said = [
        (s.value, s.original)
        for s in reading.statements
        if (s.entity_id, s.prop) == (PERSON, "birthDate")
    ]
    assert said == [
        ("1971-02-03", None),
        ("1970", "1970 to 1973"),
        ("1973", "1970 to 1973"),
        ("1968", "circa 1968"),
        ("1958-09", "Sep. 1958"),
        ("1979-03-03", None),
    ]
    notes = reading.values(PERSON, "notes")
    assert "birthDate: 24/06/1402 (Hijri Calendar)" in notes
    assert "birthDate 1979-03-03: from false passport" in notes
    assert "alias Jean Exemple, born: 1971-02-03, Basra, Iraq" in notes


def test_places(reading: Reading) -> None:
    assert reading.values(PERSON, "nationality") == ["iq"]
    assert "nationality: Atlantis" in reading.values(PERSON, "notes")
    assert reading.values(PERSON, "address") == ["1 Example Street, Basra, Iraq"]
    assert reading.values(PERSON, "country") == ["iq", "jo"]
    assert reading.values(PERSON, "birthPlace") == ["Basra", "Basra, Basra Province"]
    assert reading.values(PERSON, "birthCountry") == ["iq"]
    assert reading.values(TRADER, "address") == [
        "Pyongyang, Democratic People's Republic of Korea",
        "Branch Office 2: Example Market, Nampo",
    ]
    assert reading.values(TRADER, "notes") == ["address: Operates in Nampo"]


def test_documents(reading: Reading) -> None:
    assert reading.values(PERSON, "passportNumber") == ["A1234567", "D00000001"]
    assert reading.values(PERSON, "idNumber") == ["12-345"]
    (passport,) = reading.ids("Passport")
    stated = {
        prop: reading.values(passport, prop)
        for prop in ("holder", "number", "type", "country", "startDate", "endDate")
    }
    assert stated == {
        "holder": [PERSON],
        "number": ["A1234567"],
        "type": ["Passport"],
        "country": ["iq"],
        "startDate": ["2001-02-03"],
        "endDate": ["2011-02-02"],
    }
    assert reading.ids("Identification") == []
    notes = reading.values(PERSON, "notes")
    assert "Passport: X9999999; counterfeit" in notes
    assert "National Identification Number: 12-345; place of issue: Basra, Iraq" in notes


def test_a_company_number_of_the_imo_makes_an_organization(reading: Reading) -> None:
    assert reading.values(SHIPPER, "imoNumber") == ["5342883"]
    assert {s.schema for s in reading.statements if s.entity_id == SHIPPER} == {"Organization"}


def test_the_sanction(reading: Reading) -> None:
    sanction = f"{PERSON}-sanction"
    assert reading.values(sanction, "program") == [
        "Al-Qaida: Committee pursuant to resolutions 1267 (1999), 1989 (2011) and 2253 (2015)"
    ]
    assert reading.one(sanction, "program").original == "Al-Qaida"
    assert reading.values(sanction, "unscId") == ["QDi.999"]
    assert reading.values(sanction, "authorityId") == ["QDi.999"]
    assert reading.one(sanction, "startDate").value == "2011-02-26"
    assert reading.one(sanction, "listingDate").original == "2011-02-26-05:00"
    assert reading.values(sanction, "modifiedAt") == ["2019-05-01"]
    assert reading.values(f"{TRADER}-sanction", "modifiedAt") == []
    assert reading.values(f"{SHIPPER}-sanction", "program") == ["Moon"]


def test_what_is_unknown_is_counted(reading: Reading) -> None:
    assert reading.notes()["unknown element SHOE_SIZE in INDIVIDUAL"] == 1


def test_locators_lead_to_the_value(reading: Reading) -> None:
    tree = parsed(FIXTURE)
    for s in reading.statements:
        name, _, path = s.locator.partition("#xpath=/CONSOLIDATED_LIST/")
        assert name == FIXTURE.name
        place = tree.find(path)
        assert place is not None, s.locator
        if s.prop in {"alias", "weakAlias", "previousName", "nationality", "gender"}:
            assert " ".join((place.text or "").split()) == (s.original or s.value)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_truncated(tmp_path: Path, cut: float) -> None:
    whole = FIXTURE.read_bytes()
    (tmp_path / "cut.xml").write_bytes(whole[: int(len(whole) * cut)])
    with pytest.raises(UnreadableError, match=r"cut\.xml"):
        read_as(UnXmlReader(), tmp_path / "cut.xml")


def test_truncated_gzip(tmp_path: Path) -> None:
    whole = gzip.compress(FIXTURE.read_bytes())
    (tmp_path / "cut.xml.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableError, match="gzip"):
        read_as(UnXmlReader(), tmp_path / "cut.xml.gz")


def test_gzip_reads_the_same(tmp_path: Path, reading: Reading) -> None:
    packed = tmp_path / FIXTURE.name
    packed.write_bytes(gzip.compress(FIXTURE.read_bytes()))
    assert read_list(UnXmlReader(), packed).statements == reading.statements


def test_entity_bomb(tmp_path: Path) -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]>'
        "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>&b;</DATAID></INDIVIDUAL>"
        "</INDIVIDUALS></CONSOLIDATED_LIST>"
    )
    (tmp_path / "bomb.xml").write_text(bomb)
    with pytest.raises(HostileInputError):
        read_as(UnXmlReader(), tmp_path / "bomb.xml")


def test_undecodable_byte(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_bytes(FIXTURE.read_bytes().replace(b"Treasurer", b"Tr\xffsurer"))
    with pytest.raises((UnreadableError, FormatError), match=r"bad\.xml, line 18"):
        read_as(UnXmlReader(), tmp_path / "bad.xml")


def test_other_xml_is_not_claimed(tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<Designations/>")
    (tmp_path / "no.csv").write_text("a,b\n")
    files = [SourceFile(tmp_path / "other.xml"), SourceFile(tmp_path / "no.csv")]
    assert UnXmlReader().recognise(files) is None
    claim = UnXmlReader().recognise([*files, SourceFile(FIXTURE)])
    assert claim == Recognition("un-xml", "un_sc_sanctions", (SourceFile(FIXTURE),))


def test_two_editions_are_not_mixed() -> None:
    claim = Recognition("un-xml", "un_sc_sanctions", (SourceFile(FIXTURE), SourceFile(FIXTURE)))
    with pytest.raises(FormatError, match="one file"):
        list(UnXmlReader().read(claim, ReadReport()))


@pytest.fixture(scope="module")
def real_path() -> Path:
    path = Path(__file__).resolve().parents[3] / "shared" / "lists" / "un_sc" / "consolidated.xml"
    if not path.is_file():
        pytest.skip("the real published file is not beside this checkout")
    return path


@pytest.fixture(scope="module")
def real(real_path: Path) -> Reading:
    return read_list(UnXmlReader(), real_path)


@pytest.fixture(scope="module")
def tree(real_path: Path) -> ET.Element:
    return parsed(real_path)


def said(group: ET.Element) -> dict[str, str]:
    return {part.tag: part.text.strip() for part in group if part.text and part.text.strip()}


@pytest.mark.shared
def test_real_counts(real: Reading, tree: ET.Element) -> None:
    assert len(real.ids("Person")) == len(tree.findall("INDIVIDUALS/INDIVIDUAL")) == 730
    entities = tree.findall("ENTITIES/ENTITY")
    assert len(real.ids("Organization")) == len(entities) == 273
    assert real.report.records == 1003
    stated = [e for e in entities if "IMO" in (e.findtext("COMMENTS1") or "")]
    numbered = {s.entity_id for s in real.statements if s.prop == "imoNumber"}
    assert len(numbered) == len(stated) == 16
    assert real.report.published_at == tree.get("dateGenerated") == "2026-02-27T00:00:09.554Z"
    assert set(real.notes()) == {"address kept as a note only", "birthDate kept as a note only"}


@pytest.mark.shared
def test_real_aliases(real: Reading, tree: ET.Element) -> None:
    qualities = Counter(
        (alias.findtext("QUALITY") or "").strip()
        for tag in ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS")
        for alias in tree.iter(tag)
        if said(alias).get("ALIAS_NAME")
    )
    assert (qualities["Good"], qualities["Low"]) == (1524, 615)
    assert (qualities["a.k.a."], qualities["f.k.a."]) == (594, 19)
    listed = Counter(
        re.sub(r"\[\d+\]", "", s.locator.rpartition("#")[2])
        for s in real.statements
        if s.prop in {"alias", "weakAlias", "previousName"}
    )
    assert set(listed) == {
        "xpath=/CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL/INDIVIDUAL_ALIAS/ALIAS_NAME",
        "xpath=/CONSOLIDATED_LIST/ENTITIES/ENTITY/ENTITY_ALIAS/ALIAS_NAME",
    }
    # Every alias comes out, whole or in its parts, at its quality.
    where = {
        (s.entity_id, s.original or s.value): s.prop
        for s in real.statements
        if s.prop in {"alias", "weakAlias", "previousName"}
    }
    for record in [*tree.iter("INDIVIDUAL"), *tree.iter("ENTITY")]:
        low = {
            " ".join(stated["ALIAS_NAME"].split())
            for alias in record
            if (stated := said(alias)).get("ALIAS_NAME") and stated.get("QUALITY") == "Low"
        }
        for alias in record:
            name = " ".join(said(alias).get("ALIAS_NAME", "").split())
            if alias.tag.endswith("_ALIAS") and name:
                prop = where[f"unsc-{record.findtext('DATAID')}", name]
                assert prop == "weakAlias" if name in low else prop in {"alias", "previousName"}


@pytest.mark.shared
def test_real_names(real: Reading, tree: ET.Element) -> None:
    tags = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    scripts = sum(1 for e in tree.iter("NAME_ORIGINAL_SCRIPT") if (e.text or "").strip())
    assert scripts == 336 + 42
    names = {(s.entity_id, s.original or s.value) for s in real.statements if s.prop == "name"}
    for record in [*tree.iter("INDIVIDUAL"), *tree.iter("ENTITY")]:
        parts = said(record)
        whole = " ".join(" ".join(parts[tag] for tag in tags if tag in parts).split())
        assert (f"unsc-{parts['DATAID']}", whole) in names


@pytest.mark.shared
def test_real_birth_dates(real: Reading, tree: ET.Element) -> None:
    shapes: Counter[str] = Counter()
    expected: set[tuple[str, str]] = set()
    for person in tree.iter("INDIVIDUAL"):
        for group in person.iter("INDIVIDUAL_DATE_OF_BIRTH"):
            stated = said(group)
            parts = [tag for tag in stated if tag not in {"TYPE_OF_DATE", "NOTE"}]
            shapes["+".join([stated.get("TYPE_OF_DATE", ""), *parts])] += 1
            dated = stated.get("DATE") or stated.get("YEAR") or stated.get("FROM_YEAR")
            if dated:
                expected.add((f"unsc-{person.findtext('DATAID')}", dated[:4]))
    assert shapes["EXACT+DATE"] == 454
    assert shapes["EXACT+YEAR"] == 262
    assert shapes["APPROXIMATELY+YEAR"] == 116
    assert shapes["BETWEEN+FROM_YEAR+TO_YEAR"] == 31
    assert shapes[""] == 49
    assert shapes["EXACT"] == 6
    dates = [s for s in real.statements if s.prop == "birthDate"]
    assert expected <= {(s.entity_id, s.value[:4]) for s in dates}
    assert sum(1 for s in dates if (s.original or "").startswith("circa")) >= 116
    # No year was widened into a day.
    years = {
        (f"unsc-{person.findtext('DATAID')}", year)
        for person in tree.iter("INDIVIDUAL")
        for group in person.iter("INDIVIDUAL_DATE_OF_BIRTH")
        if (year := said(group).get("YEAR")) and "NOTE" not in said(group)
    }
    assert years <= {(s.entity_id, s.value) for s in dates}


@pytest.mark.shared
def test_real_documents(real: Reading, tree: ET.Element) -> None:
    kinds = Counter(
        " ".join(stated["TYPE_OF_DOCUMENT"].split())
        for group in tree.iter("INDIVIDUAL_DOCUMENT")
        if (stated := said(group)).get("TYPE_OF_DOCUMENT")
    )
    assert kinds == {
        "Passport": 308,
        "National Identification Number": 154,  # one of them with a line break inside
        "Numéro de passeport": 3,
        "Número de pasaporte": 3,
    }
    plain = {
        (f"unsc-{person.findtext('DATAID')}", number)
        for person in tree.iter("INDIVIDUAL")
        for group in person.iter("INDIVIDUAL_DOCUMENT")
        if re.fullmatch(r"[A-Z0-9]{3,}", number := said(group).get("NUMBER", ""))
    }
    assert len(plain) > 300
    numbers = {
        (s.entity_id, s.value) for s in real.statements if s.prop in {"passportNumber", "idNumber"}
    }
    assert plain <= numbers
    prose = [value for _, value in numbers if re.search(r"[a-z]{4}", value)]
    assert prose == []
