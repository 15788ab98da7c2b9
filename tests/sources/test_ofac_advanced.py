"""SDN_ADVANCED.XML: references resolved, names in all scripts, damaged and large files."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from sousveil.errors import FormatError, UnreadableError
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.ofac_advanced import OfacAdvancedXml
from sousveil.sources.ofac_advanced_index import period_text
from support.ofac import DATA, Outcome, outcome

FIXTURE = DATA / "sdn_advanced.xml"


@pytest.fixture(scope="module")
def sample() -> Outcome:
    return outcome(OfacAdvancedXml(), [FIXTURE])


def changed(folder: Path, old: str, new: str, *, name: str = "sdn_advanced.xml") -> list[Path]:
    """The fixture with one thing changed."""
    whole = FIXTURE.read_text(encoding="utf-8")
    assert old in whole
    path = folder / name
    path.write_text(whole.replace(old, new), encoding="utf-8")
    return [path]


def test_names_in_all_scripts(sample: Outcome) -> None:
    person = sample.entities["ofac-99001"]
    assert sample.schemata["ofac-99001"] == "Person"
    assert person["name"] == ["Ivan Maria SAMPLE", "ایوان نمونه", "样本"]
    assert person["weakAlias"] == ["VANYA"]
    assert person["previousName"] == ["John FORMER"]
    assert (person["lastName"], person["firstName"]) == (["SAMPLE"], ["Ivan Maria"])
    assert all(s.lang is None for s in sample.statements)


def test_features_are_looked_up(sample: Outcome) -> None:
    person = sample.entities["ofac-99001"]
    birth = sample.one("ofac-99001", "birthDate")
    assert (birth.value, birth.original) == ("1970", "circa 1970")
    assert person["birthPlace"] == ["Tehran, Iran"]
    assert person["nationality"] == ["ir"]
    assert person["gender"] == ["male"]
    assert person["address"] == ["1 Example Street, Tehran, Iran", "تهران, Iran"]
    assert person["notes"] == [
        "Favourite Tree Oak 7",
        "Favourite Tree: seen twice",
        "Passport A1234567: Fraudulent",
        "wears a hat",
    ]
    assert "idNumber" not in person


def test_documents_belong_to_identities(sample: Outcome) -> None:
    assert sample.entities["ofac-99001"]["passportNumber"] == ["A1234567"]
    passport = sample.entities["ofac-99001-document-passport-a1234567"]
    assert (passport["country"], passport["endDate"]) == (["ir"], ["2030-03-02"])
    assert "Passport A1234567: Fraudulent" in sample.entities["ofac-99001"]["notes"]
    assert sample.entities["ofac-99003"]["imoNumber"] == ["9999993"]
    place = sample.one("ofac-99003", "imoNumber").locator
    assert place == "sdn_advanced.xml#xpath=/Sanctions/IDRegDocuments[1]/IDRegDocument[2]"


def test_entries_say_programme_date_basis_and_measure(sample: Outcome) -> None:
    for program in ("SDGT", "IFSR"):
        sanction = sample.entities[f"ofac-99001-sanction-{program.lower()}"]
        assert sanction["program"] == [program]
        assert sanction["listingDate"] == ["2020-03-05"]
        assert sanction["reason"] == ["Executive Order 13224 (Terrorism)"]
        assert sanction["provisions"] == [
            "Block",
            "Secondary sanctions risk: section 11 of Example Order",
        ]


def test_relations_are_links(sample: Outcome) -> None:
    link = sample.entities["ofac-99003-link-99002-owned-or-controlled-by"]
    assert (link["subject"], link["object"]) == (["ofac-99003"], ["ofac-99002"])
    assert (link["role"], link["status"]) == (["Owned or Controlled By"], ["Former"])


def test_kinds_of_parties(sample: Outcome) -> None:
    assert sample.schemata["ofac-99002"] == "Organization"
    assert sample.schemata["ofac-99003"] == "Vessel"
    assert sample.entities["ofac-99003"]["flag"] == ["pa"]


def test_the_report(sample: Outcome) -> None:
    assert sample.dataset == "us_ofac_sdn"
    assert (sample.report.records, sample.report.published_at) == (3, "2026-10-08")
    assert sample.notes == {"party without a sanctions entry": 1, "unknown location": 1}


@pytest.mark.parametrize(("old", "new"), [("ADVANCED_XML", "OTHER"), ('Version="3"', "")])
def test_the_namespace_does_not_matter(tmp_path: Path, sample: Outcome, old: str, new: str) -> None:
    assert outcome(OfacAdvancedXml(), changed(tmp_path, old, new)).statements == sample.statements


def test_the_list_is_told_by_content_where_the_name_says_nothing(tmp_path: Path) -> None:
    files = changed(tmp_path, 'ListID="1550"', 'ListID="91507"', name="list.xml")
    assert outcome(OfacAdvancedXml(), files).dataset == "us_ofac_cons"
    assert outcome(
        OfacAdvancedXml(), changed(tmp_path, "Tehran", "Tehran", name="list.xml")
    ).dataset == ("us_ofac_sdn")


def test_a_wrong_name_is_not_believed(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="holds us_ofac_sdn"):
        outcome(OfacAdvancedXml(), changed(tmp_path, "Tehran", "Tehran", name="cons_advanced.xml"))


def test_what_is_missing_from_the_tables_is_kept_bare(tmp_path: Path) -> None:
    found = outcome(
        OfacAdvancedXml(),
        changed(tmp_path, 'RelationTypeID="15003"', 'RelationTypeID="77777"'),
    )
    assert found.entities["ofac-99003-link-99002-77777"]["role"] == ["77777"]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_a_truncated_file_is_unreadable(tmp_path: Path, share: float) -> None:
    whole = FIXTURE.read_bytes()
    path = tmp_path / "sdn_advanced.xml"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UnreadableError, match=r"^sdn_advanced\.xml"):
        outcome(OfacAdvancedXml(), [path])


def test_a_party_without_a_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"^sdn_advanced\.xml, line \d+: 'x' is no FixedRef"):
        outcome(
            OfacAdvancedXml(),
            changed(tmp_path, 'DistinctParty FixedRef="99002"', 'DistinctParty FixedRef="x"'),
        )


def test_other_files_are_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    for content in (b"", b"<sdnList/>", b"<Sanctions/>"):
        path.write_bytes(content)
        assert OfacAdvancedXml().recognise([SourceFile(path)]) is None


def point(name: str, day: str) -> str:
    year, month, number = day.split("-")
    return f"<{name}><Year>{year}</Year><Month>{month}</Month><Day>{number}</Day></{name}>"


@pytest.mark.parametrize(
    ("first", "last", "about", "text"),
    [
        ("1970-5-1", "1970-5-1", "false", "1970-05-01"),
        ("1970-1-1", "1970-12-31", "false", "1970"),
        ("1970-1-1", "1970-12-31", "true", "circa 1970"),
        ("1970-2-1", "1970-2-28", "false", "1970-02"),
        ("1970-1-1", "1973-12-31", "false", "1970 to 1973"),
        ("1970-1-1", "1970-1-30", "false", "1970 to 1970-01-30"),
        ("1973-1-1", "1970-1-1", "false", ""),
        ("0-1-1", "1970-1-1", "false", ""),
    ],
)
def test_periods(first: str, last: str, about: str, text: str) -> None:
    period = etree.fromstring(
        f'<P><Start Approximate="{about}">{point("From", first)}{point("To", first)}</Start>'
        f'<End Approximate="{about}">{point("From", last)}{point("To", last)}</End></P>'
    )
    assert period_text(period) == text


def test_a_large_file_is_streamed(tmp_path: Path) -> None:
    """Only one party is held at a time: the first comes before the last is parsed."""
    whole = FIXTURE.read_text(encoding="utf-8")
    start = whole.index('<DistinctParty FixedRef="99002"')
    end = whole.index('<DistinctParty FixedRef="99003"')
    copies = "".join(
        whole[start:end].replace("99002", str(200_000 + number)) for number in range(2000)
    )
    path = tmp_path / "sdn_advanced.xml"
    path.write_text(whole[:end] + copies + whole[end:], encoding="utf-8")
    report = ReadReport()
    source = OfacAdvancedXml().recognise([SourceFile(path)])
    assert source is not None
    statements = OfacAdvancedXml().read(source, report)
    next(statements)
    assert report.records == 1
    assert sum(1 for _ in statements) > 2000
    assert report.records == 2003
