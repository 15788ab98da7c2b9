from __future__ import annotations

import pytest

from sousveil.errors import FormatError, InputError, UsageError
from sousveil.model.listed import Identifier
from sousveil.model.query import Query
from sousveil.tables import Queries, open_rows, open_table, queries, query_from_dict, query_from_ftm
from support.tables import Put


def ask(put: Put, text: str, columns: dict[str, str] | None = None) -> tuple[list[Query], Queries]:
    with open_rows(put("suppliers.csv", text.encode()), columns=columns) as rows:
        return list(rows), rows


def one(put: Put, header: str, row: str) -> Query:
    (query,), _ = ask(put, f"{header}\n{row}\n")
    return query


def test_a_whole_row(put: Put) -> None:
    query = one(
        put,
        "ID|Supplier|aka|Type|Land|dob|LEI|Tax ID|Address|Street|PLZ|City",
        "7|Acme  Ltd|A-One; Best ;|company|Deutschland; FR|-|X1; X2|12/345|1 Road|Weg 2|123|Ulm",
    )
    assert query == Query(
        row=1,
        id="7",
        names=("Acme Ltd", "A-One", "Best"),
        schema="Company",
        countries=("de", "fr"),
        identifiers=(
            Identifier("leiCode", "X1"),
            Identifier("leiCode", "X2"),
            Identifier("taxNumber", "12/345"),
        ),
        addresses=("1 Road", "Weg 2, 123, Ulm"),
    )


def test_rows_with_nothing_to_look_for_are_counted(put: Put) -> None:
    found, rows = ask(put, "name,lei,country\nA,,DE\n-,,FR\n,n/a,US\n,X1,\n,,\nB,,\n")
    assert [(query.row, query.names) for query in found] == [(1, ("A",)), (4, ()), (6, ("B",))]
    assert (rows.read, rows.unnamed, rows.name) == (6, 3, "suppliers.csv")


@pytest.mark.parametrize("blank", ["-", "n/a", "N/A", "null", "None", "UNKNOWN", "-0-", "", "000"])
def test_blanks_are_no_identifiers(put: Put, blank: str) -> None:
    assert one(put, "name,lei,passport", f"A,{blank},{blank}").identifiers == ()


@pytest.mark.parametrize("blank", ["-", "n/a", "null", "none", "unknown", "-0-", " "])
def test_blanks_are_no_dates(put: Put, blank: str) -> None:
    query = one(put, "name,dob", f"A,{blank}")
    assert (query.birth_dates, query.schema) == ((), "LegalEntity")


def test_a_number_that_a_spreadsheet_rounded_is_not_compared(put: Put) -> None:
    found, rows = ask(put, "name,tax id\nA,9.14403E+17\n")
    assert found[0].identifiers == ()
    assert rows.notes[0].kind == "number rounded by a spreadsheet"
    assert rows.notes[0].first == "row 1: 9.14403E+17"


@pytest.mark.parametrize(
    ("word", "schema"),
    [
        ("Person", "Person"),
        ("INDIVIDUAL", "Person"),
        ("natural person", "Person"),
        ("company", "Company"),
        ("business", "Company"),
        ("organisation", "Organization"),
        ("Organization", "Organization"),
        ("entity", "Organization"),
        ("publicbody", "PublicBody"),
        ("vessel", "Vessel"),
        ("Ship", "Vessel"),
        ("legalentity", "LegalEntity"),
        ("公司", "Company"),
        ("Физическое лицо", "Person"),
        ("", "LegalEntity"),
        ("-", "LegalEntity"),
        ("walrus", "LegalEntity"),
    ],
)
def test_types(put: Put, word: str, schema: str) -> None:
    found, rows = ask(put, f"name,type\nA,{word}\n")
    assert found[0].schema == schema
    assert [note.first for note in rows.notes] == (["row 1: walrus"] if word == "walrus" else [])


def test_who_has_a_birth_date_is_a_person(put: Put) -> None:
    assert one(put, "name,dob", "A,1 May 1970").schema == "Person"
    assert one(put, "name,dob,type", "A,1970,company").schema == "Company"


def test_names_in_parts_are_joined_where_there_is_no_whole_one(put: Put) -> None:
    found, _ = ask(put, "first_name,last_name,company\nAda,Byron,\nAda,Byron,Acme\n,Byron,\n")
    assert [(query.names, query.schema) for query in found] == [
        (("Ada Byron",), "Person"),
        (("Acme",), "LegalEntity"),
        (("Byron",), "Person"),
    ]


def test_several_columns_of_names_are_all_screened_and_said(put: Put) -> None:
    found, rows = ask(put, "supplier,manufacturer\nShop,Maker\nShop,Shop\n")
    assert [query.names for query in found] == [("Shop", "Maker"), ("Shop",)]
    assert rows.notes[0].kind == (
        "several columns hold names (supplier, manufacturer), all are screened"
    )


def test_vessels(put: Put) -> None:
    query = one(put, "vessel,imo", "Sea Star,9074729")
    assert (query.names, query.schema) == (("Sea Star",), "Vessel")
    assert query.identifiers == (Identifier("imoNumber", "9074729"),)


def test_countries_that_cannot_be_read_are_noted(put: Put) -> None:
    found, rows = ask(put, "name,country,nationality\nA,Narnia,CN\nB,n/a,\nC,NA,\nD,Mordor,\n")
    assert [query.countries for query in found] == [("cn",), (), ("na",), ()]
    (note,) = rows.notes
    assert (note.kind, note.count, note.first) == (
        "country that cannot be read",
        2,
        "row 1: Narnia",
    )


def test_dates_of_birth_that_cannot_be_read_are_noted(put: Put) -> None:
    found, rows = ask(put, "name,dob\nA,25571\nB,n/a\nC,12/25/1970\nD,1970;soon\nE,\n")
    assert [query.birth_dates for query in found] == [
        ("25571",),
        (),
        ("12/25/1970",),
        ("1970", "soon"),
        (),
    ]
    (note,) = rows.notes
    assert (note.kind, note.count, note.first) == (
        "date of birth that cannot be read",
        2,
        "row 1: 25571",
    )


def test_text_in_a_name_column_is_cut(put: Put) -> None:
    found, rows = ask(put, f"name,country\n{'A' * 5_000_000},{'B' * 100_000}\n")
    assert [len(name) for name in found[0].names] == [1000]
    assert {note.kind for note in rows.notes} == {
        "name cut at 1,000 characters",
        "country that cannot be read",
    }


def test_ftm_lines_are_read_by_property(put: Put) -> None:
    line = (
        '{"id": "q1", "schema": "Person", "properties": {"name": ["A; B", "C"], "alias": ["D"], '
        '"nationality": ["cn", "Germany"], "birthDate": ["1970-05"], "passportNumber": ["P1"], '
        '"birthCountry": ["fr"], "address": ["Road 1"]}}\n'
    )
    with open_rows(put("a.json", line.encode())) as rows:
        (query,) = rows
    assert query == Query(
        row=1,
        id="q1",
        names=("A; B", "C", "D"),
        schema="Person",
        countries=("cn", "de"),
        birth_dates=("1970-05",),
        identifiers=(Identifier("passportNumber", "P1"),),
        addresses=("Road 1",),
    )


def test_the_mapping_of_the_user(put: Put) -> None:
    found, rows = ask(put, "x,Land\nAcme,DE\n", {"name": "X"})
    assert (found[0].names, found[0].countries) == (("Acme",), ("de",))
    assert rows.fields == {"name": ("x",), "country": ("Land",)}


def test_errors_come_before_the_first_row(put: Put) -> None:
    path = put("a.csv", b"foo,bar\n1,2\n")
    with pytest.raises(InputError, match=r"a\.csv: no column .*'foo', 'bar'"):
        open_rows(path)
    with pytest.raises(UsageError, match=r"a\.csv has no column"), open_table(path) as table:
        queries(table, columns={"name": "baz"})


def test_one_dict() -> None:
    query = query_from_dict({"Supplier": "Acme", "dob": 1970, "LEI": ["X", "Y"]}, 3)
    assert (query.row, query.names, query.birth_dates) == (3, ("Acme",), ("1970",))
    assert [number.value for number in query.identifiers] == ["X", "Y"]
    with pytest.raises(InputError, match=r"row 2: .*neither a name nor an identifier"):
        query_from_dict({"name": " "}, 2)


def test_one_entity() -> None:
    query = query_from_ftm({"schema": "company", "properties": {"leiCode": ["X"]}})
    assert (query.names, query.schema, query.identifiers) == (
        (),
        "Company",
        (Identifier("leiCode", "X"),),
    )
    for bad in ({}, {"schema": "Company"}, {"schema": "Company", "properties": []}):
        with pytest.raises(FormatError, match="no FollowTheMoney entity"):
            query_from_ftm(bad)
    with pytest.raises(InputError, match="neither a name"):
        query_from_ftm({"schema": "Company", "properties": {}})
    with pytest.raises(FormatError, match="'Sanction' is none that is screened") as caught:
        query_from_ftm({"schema": "Sanction", "properties": {"name": ["A"]}})
    assert "Company" in caught.value.hint
