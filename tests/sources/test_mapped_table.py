"""Tables with a mapping: ids as FollowTheMoney computes them, originals and cells kept."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from followthemoney import model
from followthemoney.mapping.query import QueryMapping

from sousveil.errors import FormatError, HostileInputError, InputError, UnreadableError
from sousveil.model.statement import EXISTENCE, Statement
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.mapped_table import MappedTableReader
from sousveil.sources.mapping_file import stem

DATA = Path(__file__).parent / "data" / "mapped"
CSV, MAPPING = DATA / "directors.csv", DATA / "directors.mapping.yml"
MINIMAL = """\
queries:
  - entities:
      party:
        schema: Company
        id_column: id
        properties:
          name: {column: name}
"""


def read(*paths: Path, report: ReadReport | None = None) -> list[Statement]:
    reader = MappedTableReader()
    claim = reader.recognise([SourceFile(path) for path in paths])
    assert claim is not None
    return list(reader.read(claim, report or ReadReport()))


def pair(folder: Path, mapping: str, table: bytes = b"id,name\n1,Example Ltd\n") -> list[Path]:
    (folder / "t.mapping.yml").write_text(mapping, encoding="utf-8")
    (folder / "t.csv").write_bytes(table)
    return [folder / "t.mapping.yml", folder / "t.csv"]


def values(statements: Iterable[Statement], entity_id: str, prop: str) -> list[str]:
    return [s.value for s in statements if (s.entity_id, s.prop) == (entity_id, prop)]


def test_rows_become_entities_with_links_and_cells() -> None:
    report = ReadReport()
    statements = read(CSV, MAPPING, report=report)
    company = next(s.entity_id for s in statements if s.value == "Example Cameras Ltd")
    person = "example-directors-7"
    assert values(statements, company, "alias") == ["EXCAM", "Example Cams"]
    assert values(statements, company, "address") == ["1 Road, Hangzhou", "Hangzhou"]
    assert values(statements, company, "topics")[0] == "export.control"
    found = {
        (s.prop, s.value, s.original, s.locator)
        for s in statements
        if s.entity_id in {company, person}
    }
    assert {
        ("country", "cn", "China", "directors.csv#line=2&column=country"),
        ("incorporationDate", "2001-03-02", "02.03.2001", "directors.csv#line=2&column=founded"),
        ("birthDate", "1971", "circa 1971", "directors.csv#line=2&column=born"),
        ("notes", "Seat 3 of Example Cameras Ltd", None, "directors.csv#line=2"),
        ("notes", "country: Atlantis", "Atlantis", "directors.csv#line=3&column=country"),
        ("notes", "incorporationDate: soon", "soon", "directors.csv#line=3&column=founded"),
    } <= found
    link = next(s.entity_id for s in statements if s.schema == "Directorship")
    assert values(statements, link, "organization") == [company]
    assert values(statements, link, "director") == [person]
    assert {s.dataset for s in statements} == {"example_directors"}
    assert report.records == 5
    assert {note.kind: note.count for note in report.notes} == {
        "property religion withheld": 1,
        "column shoe size not mapped": 1,
        "row without a key for director": 1,
        "country kept as a note only": 1,
        "incorporationDate kept as a note only": 1,
    }
    assert not any("secret" in s.value or "Gone" in s.value for s in statements)


def test_ids_and_values_are_those_of_followthemoney() -> None:
    """The twin: FollowTheMoney's own mapping over rows read by the standard library."""
    import yaml  # noqa: PLC0415 (only this twin reads YAML its own way)

    data = yaml.safe_load(MAPPING.read_text(encoding="utf-8"))["example_directors"]["queries"][0]
    query = QueryMapping(model, data, key_prefix="example_directors")
    with CSV.open(encoding="utf-8", newline="") as stream:
        rows = [
            {k: v for k, v in row.items() if v} for row in csv.DictReader(stream, delimiter=";")
        ]
    rows = [row for row in rows if row["status"] == "active"]
    expected: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        for name, entity in query.map(row).items():
            prefix = "example-directors-" if name == "director" else ""
            for prop in {"name", "alias", "country", "topics", "role"} & entity.properties.keys():
                key = (f"{prefix}{entity.id}", prop)
                expected.setdefault(key, set()).update(entity.get(prop))
    statements = read(CSV, MAPPING)
    found: dict[tuple[str, str], set[str]] = {}
    for s in statements:
        if s.prop in {"name", "alias", "country", "topics", "role"}:
            found.setdefault((s.entity_id, s.prop), set()).add(s.value)
    assert found == expected


def test_the_mapping_is_found_beside_a_single_table() -> None:
    assert [s.value for s in read(CSV)] == [s.value for s in read(MAPPING, CSV)]


def test_sheets_and_parquet_files_name_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (["id", "name"], [1, "Example Ltd"]):
        sheet.append(cells)
    book.save(tmp_path / "t.xlsx")
    pq.write_table(pa.table({"id": ["1"], "name": ["Example Ltd"]}), tmp_path / "t.parquet")
    (tmp_path / "t.mapping.yml").write_text(MINIMAL, encoding="utf-8")
    for name, row in (("t.xlsx", 2), ("t.parquet", 1)):
        statements = read(tmp_path / name)
        assert [(s.entity_id, s.prop, s.value) for s in statements] == [
            ("t-1", EXISTENCE, "t-1"),
            ("t-1", "name", "Example Ltd"),
        ]
        assert statements[1].locator == f"{name}#row={row}&column=name"


def test_several_tables_are_told_apart_by_the_names_in_the_mapping(tmp_path: Path) -> None:
    query = MINIMAL.removeprefix("queries:\n")
    mapping = "queries:\n" + "".join(
        query.replace("- entities", f"- csv_url: file:///x/{name}\n    entities")
        for name in ("a.csv", "b.csv")
    )
    (tmp_path / "m.yml").write_text(mapping, encoding="utf-8")
    for number, name in enumerate(("a.csv", "b.csv", "c.csv"), start=1):
        (tmp_path / name).write_text(f"id,name\n{number},Example {name}\n", encoding="utf-8")
    files = sorted(tmp_path.iterdir())
    assert [s.value for s in read(*files) if s.prop == "name"] == ["Example a.csv", "Example b.csv"]
    claim = MappedTableReader().recognise([SourceFile(path) for path in files])
    assert claim is not None
    assert [file.name for file in claim.files] == ["m.yml", "a.csv", "b.csv"]
    with pytest.raises(FormatError, match=r"m\.yml, line \d+: the table that it maps is not there"):
        read(*[path for path in files if path.name != "b.csv"])


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("schema: Company", "schema: Blimp"), "line 2: not a mapping.*Blimp"),
        (("{column: name}", "[name]"), "line 7: keys with values"),
        (("name: {column", "nmae: {column"), "line 2: not a mapping.*nmae"),
        (("column: name", "column: nmae"), "t.csv has no column 'nmae'; did you mean 'name'"),
        (("        id_column: id\n", ""), "line 2: not a mapping.*keys"),
        (("- entities", "- database: x\n    entities"), "SQL databases are not read"),
        (("      party", "  party"), "t.mapping.yml, line"),
    ],
)
def test_a_broken_mapping_names_its_place(
    tmp_path: Path, change: tuple[str, str], what: str
) -> None:
    assert change[0] in MINIMAL
    with pytest.raises(FormatError, match=what):
        read(*pair(tmp_path, MINIMAL.replace(*change)))


def test_a_mapping_with_aliases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HostileInputError, match="anchors"):
        read(*pair(tmp_path, MINIMAL.replace("{column: name}", "&a {column: name}")))


@pytest.mark.parametrize(
    ("table", "error"),
    [
        (b"", UnreadableError),
        (gzip.compress(b"id,name\n1,Example\n" * 99, mtime=0)[:-9], UnreadableError),
        (b"PK\x03\x04 no workbook", InputError),
    ],
)
def test_a_damaged_table_is_told(tmp_path: Path, table: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"t\.csv"):
        read(*pair(tmp_path, MINIMAL, table))


def test_files_without_a_mapping_are_not_claimed(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,name\n1,x\n", encoding="utf-8")
    (tmp_path / "facts.yml").write_text("entities: the word alone\n", encoding="utf-8")
    assert MappedTableReader().recognise([SourceFile(p) for p in tmp_path.iterdir()]) is None


def test_what_a_pair_has_in_common() -> None:
    assert stem("Suppliers.mapping.yml") == stem("Suppliers.csv") == stem("Suppliers.csv.gz")
    assert stem("mapping.yml") == "mapping"
    assert stem("a.b.xlsx") == "a.b"
