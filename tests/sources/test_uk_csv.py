"""The UK Sanctions List as CSV: a product of rows, one party."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from sousveil.errors import FormatError, UnreadableError
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.uk_conlist import UkConlistReader
from sousveil.sources.uk_csv import UkCsvReader
from support.readings import Reading, read_as, read_list, recognised

FIXTURE = Path(__file__).parent / "data" / "uk_sanctions.csv"
PERSON, COMPANY, SHIP = "gb-fcdo-rus9001", "gb-fcdo-syr9002", "gb-fcdo-dpr9003"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_list(UkCsvReader(), FIXTURE)


def test_parties(reading: Reading) -> None:
    assert reading.report.records == 3
    assert reading.report.published_at == "2026-10-08"
    assert set(reading.ids("Person")) == {PERSON}
    assert set(reading.ids("Company")) == {COMPANY}
    assert set(reading.ids("Vessel")) == {SHIP}


def test_a_product_of_thirty_two_rows_says_each_thing_once(reading: Reading) -> None:
    stated = [(s.prop, s.value) for s in reading.statements if s.entity_id == PERSON]
    assert len(stated) == len(set(stated))
    assert reading.values(PERSON, "name") == ["Ivan Petrovich SAMPLE", "Иван Сэмпл"]
    assert reading.values(PERSON, "alias") == ["Ivan SAMPEL", "Jean EXEMPLE"]
    assert reading.values(PERSON, "weakAlias") == ["Vanya SAMPLE"]
    assert reading.values(PERSON, "country") == ["ru", "cy"]
    assert reading.values(PERSON, "address") == ["1 Example Street, Exampleton, 101000, Russia"]


def test_given_and_surnames(reading: Reading) -> None:
    assert reading.values(PERSON, "firstName") == ["Ivan", "Jean"]
    assert reading.values(PERSON, "middleName") == ["Petrovich"]
    assert reading.values(PERSON, "lastName") == ["SAMPLE", "SAMPEL", "EXEMPLE"]
    assert reading.one(PERSON, "middleName").locator.endswith("#line=3&column=Name 2")
    assert reading.values(COMPANY, "lastName") == []


def test_original_script_has_its_language(reading: Reading) -> None:
    (script,) = [s for s in reading.statements if s.value == "Иван Сэмпл"]
    assert (script.lang, script.locator.partition("&")[2]) == (
        "rus",
        "column=Name non-latin script",
    )


def test_dates_keep_their_precision(reading: Reading) -> None:
    said = [
        (s.value, s.original, s.locator)
        for s in reading.statements
        if (s.entity_id, s.prop) == (PERSON, "birthDate")
    ]
    place = "uk_sanctions.csv#line={}&column=D.O.B"
    assert said == [
        ("1970-02-28", "28/02/1970", place.format(3)),
        ("1975", "'00/00/1975", place.format(5)),
        ("1950-03", "dd/03/1950", place.format(9)),
    ]
    assert "birthDate: 15/08/19yy" in reading.values(PERSON, "notes")


def test_values(reading: Reading) -> None:
    assert reading.values(PERSON, "position") == ["Director of Example", "Envoy"]
    assert reading.values(PERSON, "birthCountry") == ["suhh"]
    assert set(reading.values(COMPANY, "legalForm")) == {"Limited Liability Company"}
    assert reading.values(COMPANY, "registrationNumber") == ["1027700000000"] * 2
    assert "Parent company: Example Holding" in reading.values(COMPANY, "notes")


def test_documents(reading: Reading) -> None:
    (passport,) = reading.ids("Passport")
    assert reading.values(passport, "holder") == [PERSON]
    assert reading.values(passport, "number") == ["753000001"]
    assert reading.values(passport, "startDate") == ["2018-04-20"]
    assert reading.values(passport, "endDate") == ["2028-04-20"]
    assert reading.values(PERSON, "idNumber") == ["770000001"]


def test_ships(reading: Reading) -> None:
    stated = {
        prop: reading.values(SHIP, prop)
        for prop in ("imoNumber", "flag", "pastFlags", "type", "tonnage", "buildDate")
    }
    assert stated == {
        "imoNumber": ["IMO9074729"],
        "flag": ["pa"],
        "pastFlags": ["tg", "km"],
        "type": ["Tanker"],
        "tonnage": ["1,234"],
        "buildDate": ["1994"],
    }
    assert "Current owner or operator: Example Shipping Co" in reading.values(SHIP, "notes")


def test_the_sanction(reading: Reading) -> None:
    sanction = f"{PERSON}-sanction"
    assert reading.values(sanction, "provisions") == ["Asset freeze", "Travel Ban"]
    reason = reading.one(sanction, "reason")
    assert reason.value == 'Involved in A & B, "quoted".'
    assert reason.original == 'Involved in A &amp; B, "quoted".'
    assert reading.values(sanction, "program") == [
        "The Russia (Sanctions) (EU Exit) Regulations 2019"
    ]
    assert reading.values(sanction, "startDate") == ["2022-02-24"]
    assert reading.values(sanction, "modifiedAt") == ["2026-10-01"]
    assert reading.values(sanction, "authorityId") == ["RUS9001"]
    assert reading.values(f"{SHIP}-sanction", "unscId") == ["KPv.999"]


def test_rows_that_stand_apart_add_up_and_are_told(reading: Reading) -> None:
    assert reading.values(COMPANY, "name") == ["EXAMPLE TRADING LLC"]
    assert reading.values(COMPANY, "alias") == ["EXAMPLE TRADING COMPANY"]
    assert set(reading.ids("Sanction")) == {f"{p}-sanction" for p in (PERSON, COMPANY, SHIP)}
    assert reading.notes()["rows of one party stand apart"] == 1


def altered(folder: Path, old: bytes, new: bytes, *, count: int = -1) -> Path:
    content = FIXTURE.read_bytes()
    assert old in content
    (folder / "uk.csv").write_bytes(content.replace(old, new, count))
    return folder / "uk.csv"


def test_unknown_columns_and_types_are_counted(tmp_path: Path) -> None:
    path = altered(tmp_path, b"Length of ship", b"Depth of ship")
    assert read_list(UkCsvReader(), path).notes()["unknown column Depth of ship"] == 1
    notes = read_list(UkCsvReader(), altered(tmp_path, b",Ship,", b",Aircraft,")).notes()
    assert notes["unknown designation type 'Aircraft'"] == 1
    notes = read_list(UkCsvReader(), altered(tmp_path, b",Russian,", b",Martian,")).notes()
    assert notes["unknown language Martian"] == 1
    notes = read_list(UkCsvReader(), altered(tmp_path, b",DPR9003,", b",,")).notes()
    assert notes["row without Unique ID"] == 1


def test_a_file_without_the_line_of_the_date(tmp_path: Path, reading: Reading) -> None:
    path = altered(tmp_path, b"Report Date: 08-Oct-2026\r\n", b"")
    bare = read_list(UkCsvReader(), path)
    assert bare.report.published_at is None
    assert bare.content() == reading.content()


@pytest.mark.parametrize(
    ("old", "new", "error", "message"),
    [
        (b"Unique ID", b"Unique Ref", FormatError, "line 1: no header with a column 'Unique ID'"),
        (b"Regime Name", b"Regime", FormatError, "line 2: no column 'Regime Name'"),
        ("Сэмпл".encode(), b"\xd0", UnreadableError, "line 3: byte 0xd0"),
        (b'"Line one', b"Line one", FormatError, "line 3: .* cells under a header of 58"),
        (b'line two"', b"line two", FormatError, "line 3"),
    ],
)
def test_damage(
    tmp_path: Path, old: bytes, new: bytes, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        read_as(UkCsvReader(), altered(tmp_path, old, new, count=1))


def test_truncated(tmp_path: Path) -> None:
    content = FIXTURE.read_bytes()
    for cut in (len(content) - 40, len(content) // 2):
        (tmp_path / "cut.csv").write_bytes(content[:cut])
        with pytest.raises((FormatError, UnreadableError), match=r"cut\.csv, line"):
            read_as(UkCsvReader(), tmp_path / "cut.csv")


def product(path: Path, parties: int) -> Path:
    """The person's 32 rows, again and again under new ids."""
    first, header, *rows = FIXTURE.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    person = "".join(rows[: 2 * 32])
    copies = (person.replace("RUS9001", f"RUS{number}") for number in range(parties))
    path.write_text("".join((first, header, *copies)), encoding="utf-8")
    return path


def peak_of(path: Path) -> int:
    """Most bytes held at once while the statements stream by."""
    tracemalloc.start()
    try:
        claim = recognised(UkCsvReader(), path)
        assert sum(1 for _ in UkCsvReader().read(claim, ReadReport())) > 0
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    small = product(tmp_path / "small.csv", 5)
    large = product(tmp_path / "large.csv", 50)
    peak_of(small)  # fills the caches
    assert peak_of(large) < 1.3 * peak_of(small)


def test_the_two_lists_are_told_apart() -> None:
    old = FIXTURE.with_name("uk_conlist.csv")
    assert UkCsvReader().recognise([SourceFile(old)]) is None
    assert UkConlistReader().recognise([SourceFile(FIXTURE)]) is None
    claim = UkCsvReader().recognise([SourceFile(old), SourceFile(FIXTURE)])
    assert claim is not None
    assert (claim.dataset, claim.files) == ("gb_fcdo_sanctions", (SourceFile(FIXTURE),))
