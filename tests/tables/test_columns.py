from __future__ import annotations

import pytest
from followthemoney import model

from sousveil.errors import InputError, UsageError
from sousveil.tables import FIELDS, parse_mapping
from sousveil.tables.columns import assign, field_of, fold
from sousveil.tables.titles import IDENTIFIER_TITLES, PARTY_TITLES, SCHEMA_WORDS


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("name", "name"),
        ("Supplier", "name"),
        ("VENDOR_NAME", "name"),
        ("company-name", "name"),
        ("Full Name", "name"),
        ("Lieferant", "name"),
        ("Fournisseur", "name"),
        ("Proveedor", "name"),
        ("Raison  Sociale", "name"),
        ("raison sociale", "name"),
        ("DENOMINACION SOCIAL", "name"),
        ("поставщик", "name"),
        ("供应商", "name"),
        ("Lieferant / Supplier", "name"),
        ("Supplier (legal)", "name"),
        ("Name*", "name"),
        ("Alias 2", "alias"),
        ("A.K.A.", "alias"),
        ("previousName", "alias"),
        ("曾用名", "alias"),
        ("schema", "schema"),
        ("Type", "schema"),
        ("Country Code", "country"),
        ("Nationality", "country"),
        ("Land", "country"),
        ("国家", "country"),
        ("dob", "birth_date"),
        ("Date of Birth", "birth_date"),
        ("birthDate", "birth_date"),
        ("LEI", "leiCode"),
        ("leiCode", "leiCode"),
        ("registration_number", "registrationNumber"),
        ("Tax ID", "taxNumber"),
        ("VAT No.", "vatCode"),
        ("统一社会信用代码", "uscCode"),
        ("ИНН", "innCode"),
        ("IMO", "imoNumber"),
        ("ID", "id"),
        ("Supplier No", "id"),
        ("id number", "idNumber"),
        ("PLZ", "postal_code"),
        ("Straße", "street"),
        ("comment", None),
        ("", None),
        ("42", None),
        ("birthCountry", None),
    ],
)
def test_usual_titles(title: str, field: str | None) -> None:
    assert field_of(title) == field


def test_no_word_stands_for_two_things() -> None:
    for tables in ((PARTY_TITLES, IDENTIFIER_TITLES), (SCHEMA_WORDS,)):
        meanings: dict[str, set[str]] = {}
        for table in tables:
            for field, words in table.items():
                for word in (field, *words.split(",")):
                    meanings.setdefault(fold(word), set()).add(field)
        meanings.pop("", None)
        assert {word: fields for word, fields in meanings.items() if len(fields) > 1} == {}


def test_identifiers_and_schemata_are_those_of_follow_the_money() -> None:
    properties = {prop.name for prop in model.properties}
    assert set(IDENTIFIER_TITLES) - {"identifier"} <= properties
    assert all(model.get(schema) for schema in SCHEMA_WORDS)


def test_the_mapping_goes_before_the_titles() -> None:
    columns = ("name", "Firma", "Land", "Staat")
    assert assign(columns, None, table="t") == {"name": (0, 1), "country": (2,)}
    mapped = assign(columns, {"name": "firma", "country": "Staat"}, table="t")
    assert mapped == {"name": (1,), "country": (3,)}
    assert assign(columns, {"country": ""}, table="t") == {"name": (0, 1)}
    assert assign(columns, {"alias": "name", "lei": "Staat"}, table="t") == {
        "alias": (0,),
        "leiCode": (3,),
        "name": (1,),
        "country": (2,),
    }


def test_a_mapping_to_what_does_not_exist() -> None:
    with pytest.raises(UsageError, match="no field 'nmae'; did you mean 'name'") as caught:
        assign(("name",), {"nmae": "name"}, table="t")
    assert "birth_date" in caught.value.hint
    with pytest.raises(UsageError, match="t has no column 'Suplier'; did you mean") as caught:
        assign(("Supplier", "Land"), {"name": "Suplier"}, table="t")
    assert caught.value.hint == "its columns are 'Supplier', 'Land'"
    with pytest.raises(UsageError, match="has no column 'a-b'"):
        assign(("A B", "a_b"), {"name": "a-b"}, table="t")


def test_a_table_without_names() -> None:
    with pytest.raises(InputError, match=r"t\.csv: no column .* 'foo', 'LEI'") as caught:
        assign(("foo", "LEI"), None, table="t.csv")
    assert "--map name=" in caught.value.hint
    assert caught.value.exit_code == 4


def test_names_of_a_million_columns_are_not_all_printed() -> None:
    with pytest.raises(InputError, match="and 9,970 more") as caught:
        assign([f"x{number}" * 50 for number in range(10_000)], None, table="t.csv")
    assert len(str(caught.value)) < 5000


def test_parsing_a_mapping() -> None:
    assert parse_mapping('name=Supplier, "country=Land, Staat",id=') == {
        "name": "Supplier",
        "country": "Land, Staat",
        "id": "",
    }
    assert parse_mapping("name=a=b") == {"name": "a=b"}
    for bad in ("", "name", "=x", "name=a,,"):
        with pytest.raises(UsageError, match="of the form FIELD=COLUMN"):
            parse_mapping(bad)
    with pytest.raises(UsageError, match="twice"):
        parse_mapping("name=a,name=b")


def test_fields_can_all_be_mapped() -> None:
    for field in FIELDS:
        assert field in assign(("x", "name"), {field: "x"}, table="t")
