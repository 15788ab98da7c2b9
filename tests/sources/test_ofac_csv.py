"""OFAC's legacy CSV: recognised by content, joined, and checked against the published files."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from sousveil.errors import FormatError, InputError, UnreadableError
from sousveil.model.statement import EXISTENCE
from sousveil.sources.base import SourceFile
from sousveil.sources.ofac_csv import OfacCsv
from support.ofac import DATA, Outcome, outcome

SET = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")


@pytest.fixture(scope="module")
def sample() -> Outcome:
    return outcome(OfacCsv(), [DATA / name for name in SET])


def test_files_are_told_apart_by_content(tmp_path: Path) -> None:
    renamed = []
    for number, name in enumerate(reversed(SET)):
        renamed.append(tmp_path / f"{number}.txt")
        shutil.copy(DATA / name, renamed[-1])
    found = outcome(OfacCsv(), renamed)
    assert found.dataset == "us_ofac_sdn"
    assert found.entities["ofac-99002"]["previousName"] == ["EXAMPLE IMPORTS"]
    assert found.entities["ofac-99001"]["address"] == ["1 Example Street, Tehran 11111, Iran"]


def test_the_programmes_tell_the_consolidated_list(tmp_path: Path) -> None:
    shutil.copy(DATA / "cons_prim.csv", tmp_path / "a.csv")
    assert outcome(OfacCsv(), [tmp_path / "a.csv"]).dataset == "us_ofac_cons"


def test_of_two_lists_the_names_say_what_belongs_together() -> None:
    files = [SourceFile(DATA / name) for name in ("cons_prim.csv", *SET)]
    found = OfacCsv().recognise(files)
    assert found is not None
    assert [file.name for file in found.files] == ["cons_prim.csv"]
    found = OfacCsv().recognise(files[::-1])
    assert found is not None
    assert found.dataset == "us_ofac_sdn"
    assert {file.name for file in found.files} == set(SET)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x1a",
        b"ent_num,SDN_Name\r\n1,X\r\n",
        b"1,2\r\n",
        b"<sdnList/>",
        b"PK\x03\x04\x00\x00",
    ],
)
def test_other_files_are_not_claimed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "sdn.csv").write_bytes(content)
    assert OfacCsv().recognise([SourceFile(tmp_path / "sdn.csv")]) is None
    assert OfacCsv().recognise([SourceFile(DATA / "alt.csv")]) is None


def test_a_person(sample: Outcome) -> None:
    person = sample.entities["ofac-99001"]
    assert sample.schemata["ofac-99001"] == "Person"
    assert person["name"] == ["Ivan SAMPLE"]
    name = sample.one("ofac-99001", "name")
    assert (name.original, name.locator) == ("SAMPLE, Ivan", "sdn.csv#line=1&column=SDN_Name")
    assert (person["lastName"], person["firstName"]) == (["SAMPLE"], ["Ivan"])
    assert person["alias"] == ["Ivan SAMPEL"]
    assert person["weakAlias"] == ["VANYA", "Old THE ELDER"]
    assert person["birthDate"] == ["1970-05-01", "1971"]
    assert person["nationality"] == ["ir"]
    assert person["gender"] == ["male"]
    assert person["position"] == ["Director"]
    assert person["passportNumber"] == ["A1234567"]
    assert person["notes"] == ["wears a hat", "Linked To: NOBODY KNOWN"]
    assert person["topics"] == ["sanction"]
    assert "ethnicity" not in person
    assert not any("Example" in note for note in person["notes"])


def test_dates_keep_what_was_published(sample: Outcome) -> None:
    found = [s for s in sample.statements if s.prop == "birthDate"]
    assert [(s.value, s.original) for s in found] == [
        ("1970-05-01", "01 May 1970"),
        ("1971", "circa 1971"),
    ]


def test_what_hangs_on_a_person(sample: Outcome) -> None:
    passport = sample.entities["ofac-99001-document-passport-a1234567"]
    assert sample.schemata["ofac-99001-document-passport-a1234567"] == "Passport"
    assert (passport["holder"], passport["country"]) == (["ofac-99001"], ["ir"])
    assert passport["endDate"] == ["2030-03-02"]
    (wallet,) = (entity for entity, schema in sample.schemata.items() if schema == "CryptoWallet")
    assert sample.entities[wallet]["publicKey"] == ["1abcDEF"]
    assert sample.entities[wallet]["holder"] == ["ofac-99001"]
    link = sample.entities["ofac-99001-link-99002"]
    assert (link["subject"], link["object"]) == (["ofac-99001"], ["ofac-99002"])
    assert link["role"] == ["Linked To"]


def test_every_programme_is_a_sanction(sample: Outcome) -> None:
    for program in ("SDGT", "IFSR"):
        sanction = sample.entities[f"ofac-99001-sanction-{program.lower()}"]
        assert sanction["program"] == [program]
        assert sanction["entity"] == ["ofac-99001"]
        assert sanction["authority"] == ["Office of Foreign Assets Control"]
        assert sanction["sourceUrl"][0].endswith("Details.aspx?id=99001")
        assert sanction["provisions"] == [
            "Additional Sanctions Information - Subject to Secondary Sanctions"
        ]


def test_an_entity_and_its_numbers(sample: Outcome) -> None:
    entity = sample.entities["ofac-99002"]
    assert sample.schemata["ofac-99002"] == "Organization"
    assert (entity["ogrnCode"], entity["innCode"]) == (["1027700132195"], ["7744001497"])
    assert entity["website"] == ["http://www.example.test/"]
    assert entity["notes"] == ["country: Region: Crimea"]


def test_a_vessel_and_an_aircraft(sample: Outcome) -> None:
    vessel, plane = sample.entities["ofac-99003"], sample.entities["ofac-99004"]
    assert sample.schemata["ofac-99003"] == "Vessel"
    assert (vessel["imoNumber"], vessel["mmsi"]) == (["9999993"], ["351234567"])
    assert (vessel["callSign"], vessel["tonnage"]) == (["ABCD1"], ["318000"])
    assert (vessel["flag"], vessel["pastFlags"]) == (["pa"], ["mt"])
    assert vessel["owner"] == ["ofac-99002"]
    assert vessel["alias"] == ["EXAMPLE MOON"]
    assert sample.schemata["ofac-99004"] == "Airplane"
    assert (plane["model"], plane["buildDate"]) == (["B747"], ["1992"])
    assert (plane["operator"], plane["serialNumber"]) == (["ofac-99002"], ["21514"])


def test_a_cut_remark_goes_on_in_the_comments(sample: Outcome) -> None:
    entity = sample.entities["ofac-99005"]
    assert entity["registrationNumber"] == ["0582030"]
    assert entity["ogrnCode"] == ["1027700132196"]
    assert "ofac-99005-link-99002" in sample.entities
    office = sample.entities["ofac-99005-document-company-number-0582030"]
    assert (office["authority"], office["country"]) == (["Connecticut"], ["us"])


def test_what_follows_a_second_comma_comes_last(sample: Outcome) -> None:
    assert sample.entities["ofac-99006"]["name"] == ["Juan Maria DE LOS EJEMPLOS, Jr."]


def test_oddities_are_told(sample: Outcome) -> None:
    assert sample.report.records == 6
    assert sample.notes == {
        "alias of a party that is not on the list": 1,
        "link to a name that is not one primary name": 1,
        "property ethnicity withheld": 1,
        "country kept as a note only": 1,
    }


def test_the_list_alone_is_enough() -> None:
    found = outcome(OfacCsv(), [DATA / "sdn.csv"])
    assert found.report.records == 6
    assert {
        "the file of aliases was not given",
        "the file of addresses was not given",
        "remarks cut off at 1,000 characters, and no comments given",
    } <= set(found.notes)


def test_the_consolidated_list() -> None:
    found = outcome(OfacCsv(), [DATA / "cons_prim.csv"])
    company = found.entities["ofac-77001"]
    assert found.schemata["ofac-77001"] == "Company"
    assert company["topics"] == ["invest.ban"]
    assert company["alias"] == ["Example Telecom Co., Ltd"]
    assert (company["ticker"], company["isinCode"]) == (["0000 HK"], ["US0000000002"])
    sanction = found.entities["ofac-77001-sanction-cons-cmic-eo13959"]
    assert (sanction["listingDate"], sanction["startDate"]) == (["2021-06-03"], ["2021-08-02"])
    assert sanction["provisions"] == ["Purchase/Sales For Divestment Date (CMIC) 03 Jun 2022"]


def test_measures_go_to_the_programme_they_name() -> None:
    found = outcome(OfacCsv(), [DATA / "cons_prim.csv"])
    sectoral = found.entities["ofac-77002-sanction-cons-ukraine-eo13662"]
    harmful = found.entities["ofac-77002-sanction-cons-russia-eo14024"]
    assert found.schemata["ofac-77002"] == "Organization"
    assert len(sectoral["provisions"]) == 1
    assert "provisions" not in harmful
    assert harmful["listingDate"] == ["2022-02-24"]
    assert "listingDate" not in sectoral
    assert sectoral["programUrl"] == harmful["programUrl"] == ["https://example.test/directives#1"]


def damaged(folder: Path, content: bytes) -> list[Path]:
    path = folder / "sdn.csv"
    path.write_bytes(content)
    return [path]


def test_a_file_cut_inside_a_row_is_refused(tmp_path: Path) -> None:
    whole = (DATA / "sdn.csv").read_bytes()
    for cut in range(len(whole) - 60, len(whole) - 5, 3):
        with pytest.raises(InputError, match=r"^sdn\.csv, line 6"):
            outcome(OfacCsv(), damaged(tmp_path, whole[:cut].rstrip(b"- 0")[:-1]))


def test_a_row_of_another_width_is_named(tmp_path: Path) -> None:
    whole = (DATA / "sdn.csv").read_bytes()
    with pytest.raises(FormatError, match=r"^sdn\.csv, line 7: 3 cells instead of 12"):
        outcome(OfacCsv(), damaged(tmp_path, whole.rstrip(b"\x1a") + b'99007,"X",-0- \r\n'))
    bad = b"x," + b",".join([b"-0- "] * 11) + b"\r\n"
    with pytest.raises(FormatError, match=r"^sdn\.csv, line 7, column ent_num: 'x' is no number"):
        outcome(OfacCsv(), damaged(tmp_path, whole.rstrip(b"\x1a") + bad))


def test_a_lost_quote_is_named(tmp_path: Path) -> None:
    whole = (DATA / "sdn.csv").read_bytes()
    with pytest.raises(InputError, match=r"^sdn\.csv, line [3-6]"):
        outcome(OfacCsv(), damaged(tmp_path, whole.replace(b'"Panama"', b'"Panama', 1)))


def test_latin_1_is_read_as_such(tmp_path: Path) -> None:
    row = '99009,"EJEMPLO, José","individual","SDNT"' + ",-0- " * 8 + "\r\n"
    for encoding in ("latin-1", "utf-8"):
        found = outcome(OfacCsv(), damaged(tmp_path, row.encode(encoding)))
        assert found.entities["ofac-99009"]["name"] == ["José EJEMPLO"]


def test_an_end_mark_re_saved_by_a_spreadsheet_is_dropped(tmp_path: Path) -> None:
    whole = (DATA / "sdn.csv").read_bytes()
    found = outcome(OfacCsv(), damaged(tmp_path, whole + b"," * 11 + b"\r\n"))
    assert found.report.records == 6


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"^sdn\.csv: "):
        OfacCsv().recognise([SourceFile(tmp_path / "sdn.csv")])


def rows(path: Path, width: int) -> list[list[str]]:
    with path.open(newline="") as stream:
        return [row for row in csv.reader(stream) if len(row) == width]


@cache
def real(base: Path) -> Outcome:
    return outcome(OfacCsv(), sorted(base.iterdir()))


def names(found: Outcome, column: str) -> set[tuple[str, tuple[str, ...]]]:
    """The published names of a column, as words, with their party."""
    return {
        (s.entity_id, tuple((s.original or s.value).split()))
        for s in found.statements
        if s.locator.endswith(f"&column={column}") and s.prop not in {"firstName", "lastName"}
    }


@pytest.mark.parametrize(
    ("folder", "prefix", "dataset"),
    [
        ("2019-03", "", "us_ofac_sdn"),
        ("2021-07", "", "us_ofac_sdn"),
        ("consolidated", "cons_", "us_ofac_cons"),
    ],
)
def test_real_lists_against_an_independent_count(
    shared: Path, folder: str, prefix: str, dataset: str
) -> None:
    base = shared / "lists/us_ofac" / folder
    found = real(base)
    listed = rows(base / ("cons_prim.csv" if prefix else "sdn.csv"), 12)
    aliases = rows(base / f"{prefix}alt.csv", 5)
    kinds = Counter(row[2].strip() for row in listed)
    main = {s: n for s, n in found.schemata.items() if re.fullmatch(r"ofac-\d+", s)}
    schemata = Counter(main.values())

    assert found.dataset == dataset
    assert found.report.records == len(main) == len(listed)
    assert schemata["Person"] == kinds["individual"]
    assert schemata["Vessel"] == kinds["vessel"]
    assert schemata["Airplane"] == kinds["aircraft"]
    assert schemata["Organization"] + schemata["Company"] == kinds["-0-"]
    assert Counter(s.value for s in found.statements if s.prop == "program") == Counter(
        tag for row in listed for tag in row[3].split("] [")
    )
    assert names(found, "SDN_Name") == {(f"ofac-{row[0]}", tuple(row[1].split())) for row in listed}
    assert names(found, "alt_name") == {
        (f"ofac-{row[0]}", tuple(row[3].split())) for row in aliases
    }
    assert not [note for note in found.notes if "not on the list" in note]


def test_real_remarks_are_kept_to_the_last_segment(shared: Path) -> None:
    """Every party with remarks has statements from them, and no segment vanishes silently."""
    base = shared / "lists/us_ofac/2021-07"
    cells: dict[str, str] = {}
    for s in real(base).statements:
        if s.prop != EXISTENCE:
            party = "-".join(s.entity_id.split("-")[:2])
            cells[party] = f"{cells.get(party, '')}\n{s.value}\n{s.original or ''}"
    for row in rows(base / "sdn.csv", 12):
        if len(row[11]) >= 1000 or row[11].strip() == "-0-":
            continue
        said = cells[f"ofac-{row[0]}"]
        for segment in row[11].removesuffix(".").split("; "):
            bare = segment.strip().removeprefix("alt. ").strip()
            if bare.startswith(("Linked To", "ethnicity", "Tribe", "Individual's height")):
                continue
            words = bare.replace(":", " ").split()[-2:]
            assert any(word.strip("'(),") in said for word in words), segment
