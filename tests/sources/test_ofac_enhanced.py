"""SDN_ENHANCED.XML: the fixture value by value, agreement with the advanced form, damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from sousveil.errors import FormatError, UnreadableError
from sousveil.sources.base import SourceFile
from sousveil.sources.ofac_advanced import OfacAdvancedXml
from sousveil.sources.ofac_enhanced import OfacEnhancedXml
from support.ofac import DATA, Outcome, outcome

FIXTURE = DATA / "sdn_enhanced.xml"


@pytest.fixture(scope="module")
def sample() -> Outcome:
    return outcome(OfacEnhancedXml(), [FIXTURE])


def changed(folder: Path, old: str, new: str, *, name: str = "sdn_enhanced.xml") -> list[Path]:
    """The fixture with one thing changed."""
    whole = FIXTURE.read_text(encoding="utf-8")
    assert old in whole
    path = folder / name
    path.write_text(whole.replace(old, new), encoding="utf-8")
    return [path]


def test_a_person(sample: Outcome) -> None:
    person = sample.entities["ofac-99001"]
    assert sample.schemata["ofac-99001"] == "Person"
    assert person["name"] == ["Ivan SAMPLE", "ایوان نمونه"]
    assert (person["weakAlias"], person["previousName"]) == (["VANYA"], ["John FORMER"])
    assert person["address"] == ["1 Example Street, Tehran, Iran"]
    assert person["country"] == ["ir", "mt"]
    assert (person["nationality"], person["gender"]) == (["ir"], ["male"])
    assert (person["position"], person["passportNumber"]) == (["Director"], ["A1234567"])
    assert person["notes"] == [
        "wears a hat",
        "Living status: Deceased",
        "Nationality Country: from 1970",
        "Favourite Tree Oak 7",
        "Passport A1234567: not valid",
        "Family member of NOBODY",
    ]
    birth = sample.one("ofac-99001", "birthDate")
    assert (birth.value, birth.original) == ("1970", "circa 1970")
    assert birth.locator == (
        "sdn_enhanced.xml#xpath=/sanctionsData/entities[1]/entity[1]/features[1]/feature[1]"
    )


def test_listings_documents_and_relations(sample: Outcome) -> None:
    for program in ("sdgt", "ifsr"):
        sanction = sample.entities[f"ofac-99001-sanction-{program}"]
        assert sanction["listingDate"] == ["2020-03-05"]
        assert sanction["provisions"] == ["Block"]
        assert sanction["reason"] == ["Executive Order 13224 (Terrorism)"]
    passport = sample.entities["ofac-99001-document-passport-a1234567"]
    assert (passport["country"], passport["endDate"]) == (["ir"], ["2030-03-02"])
    link = sample.entities["ofac-99001-link-99002-acting-for-or-on-behalf-of"]
    assert (link["object"], link["summary"]) == (["ofac-99002"], ["since 2019"])


def test_the_report(sample: Outcome) -> None:
    assert sample.dataset == "us_ofac_sdn"
    assert sample.report.records == 2
    assert sample.report.published_at == "2026-10-08T10:00:00-04:00"
    assert sample.notes == {"relation to nobody": 1, "unknown element mood in entity": 1}


def test_the_advanced_form_says_the_same(sample: Outcome) -> None:
    other = outcome(OfacAdvancedXml(), [DATA / "sdn_advanced.xml"])
    for entity, props in {
        "ofac-99001": ("weakAlias", "previousName", "birthDate", "nationality", "topics"),
        "ofac-99001-sanction-sdgt": ("program", "listingDate", "reason", "sourceUrl"),
        "ofac-99001-document-passport-a1234567": ("number", "country", "endDate"),
    }.items():
        for prop in props:
            assert sample.entities[entity][prop] == other.entities[entity][prop]


def test_the_lists_tell_the_consolidated_one(tmp_path: Path) -> None:
    files = changed(tmp_path, ">SDN List</sanctionsList>", ">NS-PLC List</sanctionsList>")
    assert outcome(OfacEnhancedXml(), files).dataset == "us_ofac_cons"


def test_a_delta_is_not_claimed(tmp_path: Path) -> None:
    (path,) = changed(tmp_path, "exports/ENHANCED_XML", "DeltaFile/1.0")
    assert OfacEnhancedXml().recognise([SourceFile(path)]) is None
    assert OfacEnhancedXml().recognise([SourceFile(DATA / "sdn.xml")]) is None


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_a_truncated_file_is_unreadable(tmp_path: Path, share: float) -> None:
    whole = FIXTURE.read_bytes()
    path = tmp_path / "sdn_enhanced.xml"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UnreadableError, match=r"^sdn_enhanced\.xml"):
        outcome(OfacEnhancedXml(), [path])


def test_an_entity_without_a_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"^sdn_enhanced\.xml, line \d+: 'x' is no entity id"):
        outcome(OfacEnhancedXml(), changed(tmp_path, 'entity id="99002"', 'entity id="x"'))


def test_an_empty_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sdn_enhanced.xml"
    path.write_text("<sanctionsData><entities/></sanctionsData>")
    with pytest.raises(UnreadableError, match="holds 0"):
        outcome(OfacEnhancedXml(), [path])
