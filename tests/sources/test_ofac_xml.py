"""SDN.XML: the fixture value by value, the same ids as the CSV, and damaged files."""

from __future__ import annotations

from pathlib import Path

import pytest

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.sources.base import SourceFile
from sousveil.sources.ofac_csv import OfacCsv
from sousveil.sources.ofac_xml import OfacXml
from support.ofac import DATA, Outcome, outcome

FIXTURE = DATA / "sdn.xml"
OLD_NAMESPACE = b"http://tempuri.org/sdnList.xsd"
NEW_NAMESPACE = b"https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"


@pytest.fixture(scope="module")
def sample() -> Outcome:
    return outcome(OfacXml(), [FIXTURE])


def changed(folder: Path, old: bytes, new: bytes) -> list[Path]:
    """The fixture with one thing changed."""
    whole = FIXTURE.read_bytes()
    assert old in whole
    path = folder / "sdn.xml"
    path.write_bytes(whole.replace(old, new))
    return [path]


def test_a_person(sample: Outcome) -> None:
    person = sample.entities["ofac-99001"]
    assert sample.schemata["ofac-99001"] == "Person"
    assert person["name"] == ["Ivan SAMPLE"]
    assert sample.one("ofac-99001", "name").locator == (
        "sdn.xml#xpath=/sdnList/sdnEntry[1]/lastName[1]"
    )
    assert person["alias"] == ["Ivan SAMPEL"]
    assert person["weakAlias"] == ["VANYA"]
    assert person["previousName"] == ["John FORMER"]
    assert person["birthDate"] == ["1970-05-01", "1971"]
    assert person["birthPlace"] == ["Tehran, Iran"]
    assert (person["nationality"], person["citizenship"]) == (["ir"], ["mt"])
    assert (person["gender"], person["position"]) == (["male"], ["Director"])
    assert person["address"] == ["1 Example Street, Tehran, 11111, Iran"]
    assert (person["passportNumber"], person["idNumber"]) == (["A1234567"], ["77-B"])
    assert person["notes"] == ["Passport", "wears a hat", "(Linked To: NOBODY KNOWN)"]


def test_what_hangs_on_a_person(sample: Outcome) -> None:
    passport = sample.entities["ofac-99001-document-passport-a1234567"]
    assert (passport["startDate"], passport["endDate"]) == (["2020-05"], ["2030-03-02"])
    assert sample.entities["ofac-99001-link-99002"]["object"] == ["ofac-99002"]
    assert sample.schemata["ofac-99001-wallet-xbt-1abcDEF"] == "CryptoWallet"
    for program in ("sdgt", "ifsr"):
        sanction = sample.entities[f"ofac-99001-sanction-{program}"]
        assert sanction["provisions"] == [
            "Additional Sanctions Information - Subject to Secondary Sanctions"
        ]


def test_a_company_a_vessel_and_an_aircraft(sample: Outcome) -> None:
    company, vessel = sample.entities["ofac-99002"], sample.entities["ofac-99003"]
    assert sample.schemata["ofac-99002"] == "Company"
    assert (company["imoNumber"], company["previousName"]) == (["5055293"], ["EXAMPLE IMPORTS"])
    assert sample.schemata["ofac-99003"] == "Vessel"
    assert (vessel["imoNumber"], vessel["callSign"]) == (["9999993"], ["ABCD1"])
    assert (vessel["type"], vessel["flag"]) == (["Crude Oil Tanker"], ["pa"])
    assert (vessel["owner"], vessel["tonnage"]) == (["ofac-99002"], ["318000"])
    assert sample.schemata["ofac-99004"] == "Airplane"
    assert sample.entities["ofac-99004"]["model"] == ["B747"]


def test_the_file_says_when_and_how_many(sample: Outcome) -> None:
    assert sample.dataset == "us_ofac_sdn"
    assert sample.report.published_at == "2026-10-08"
    assert sample.report.declared_records == sample.report.records == 4
    assert sample.notes == {
        "link to a name that is not one primary name": 1,
        "unknown element mood in sdnEntry": 1,
    }


def test_the_same_party_has_the_same_ids_in_the_csv(sample: Outcome) -> None:
    other = outcome(OfacCsv(), [DATA / name for name in ("sdn.csv", "alt.csv", "add.csv")])
    shared = {"ofac-99001", "ofac-99001-sanction-sdgt", "ofac-99001-link-99002"}
    assert shared <= set(sample.entities) & set(other.entities)
    assert "ofac-99001-document-passport-a1234567" in set(sample.entities) & set(other.entities)
    for prop in ("name", "alias", "birthDate", "nationality", "passportNumber", "topics"):
        assert sample.entities["ofac-99001"][prop] == other.entities["ofac-99001"][prop]


def test_the_old_namespace_and_utf_16_read_the_same(tmp_path: Path, sample: Outcome) -> None:
    old = outcome(OfacXml(), changed(tmp_path, NEW_NAMESPACE, OLD_NAMESPACE))
    assert old.statements == sample.statements
    text = FIXTURE.read_text(encoding="utf-8").replace('encoding="utf-8"', 'encoding="utf-16"')
    path = tmp_path / "sdn.xml"
    path.write_bytes(text.encode("utf-16"))
    assert outcome(OfacXml(), [path]).statements == sample.statements


def test_the_programmes_tell_the_consolidated_list(tmp_path: Path) -> None:
    files = changed(tmp_path, b"<program>", b"<program>NS-PLC</program><program>")
    assert outcome(OfacXml(), files).dataset == "us_ofac_cons"


def test_other_files_are_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "sdn.xml"
    for content in (b"", b"<Sanctions/>", b"99001,\r\n"):
        path.write_bytes(content)
        assert OfacXml().recognise([SourceFile(path)]) is None


def test_a_wrong_record_count_means_a_truncated_file(tmp_path: Path) -> None:
    files = changed(tmp_path, b"<Record_Count>4<", b"<Record_Count>19,391<")
    with pytest.raises(UnreadableError, match=r"^sdn\.xml: .*declares 19391 .* holds 4"):
        outcome(OfacXml(), files)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.99])
def test_a_truncated_file_is_unreadable(tmp_path: Path, share: float) -> None:
    whole = FIXTURE.read_bytes()
    path = tmp_path / "sdn.xml"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UnreadableError, match=r"^sdn\.xml"):
        outcome(OfacXml(), [path])


def test_a_party_without_a_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"^sdn\.xml, line 31: 'x' is no uid"):
        outcome(OfacXml(), changed(tmp_path, b"<uid>99002<", b"<uid>x<"))


def test_entity_expansion_is_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE sdnList [<!ENTITY a "aaaaaaaaaa">]><sdnList'
    with pytest.raises(HostileInputError):
        outcome(OfacXml(), changed(tmp_path, b"<sdnList", bomb))
