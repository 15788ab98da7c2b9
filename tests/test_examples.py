"""The demo's suppliers: those that their README calls matches match, and no other row does."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import sousveil
from sousveil.model.match import COLUMNS

SUPPLIERS = Path(__file__).resolve().parents[1] / "examples" / "suppliers.csv"
MAKERS = {
    1: "Hikvision",
    2: "Hikvision",
    3: "Hikvision",
    4: "Hikvision",
    5: "Hikvision",
    6: "Dahua",
    7: "Dahua",
    8: "Huawei",
    9: "iFLYTEK",
    10: "Meiya Pico",
    11: "Hytera",
    12: "Tiandy",
}
"""The row of the file, and a word of the listed name that it must meet first."""


def rows() -> list[dict[str, str]]:
    with SUPPLIERS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def matches(tmp_path_factory: pytest.TempPathFactory) -> sousveil.ScreeningResult:
    with sousveil.open(tmp_path_factory.mktemp("workspace")) as workspace:
        return workspace.screen(SUPPLIERS)


@pytest.mark.parametrize(("row", "maker"), MAKERS.items())
def test_each_listed_supplier_meets_its_maker_first(
    matches: sousveil.ScreeningResult, row: int, maker: str
) -> None:
    found = [match.entity_name for match in matches if match.row == row]

    assert found, "no match"
    assert maker in found[0]


def test_no_other_supplier_matches(matches: sousveil.ScreeningResult) -> None:
    assert {match.row for match in matches} == set(MAKERS)
    assert matches.run.rows == len(rows())


def test_every_match_cites_its_source_and_its_reason(matches: sousveil.ScreeningResult) -> None:
    for match in matches:
        assert match.source_url.startswith("https://"), match
        assert match.reason, match
        assert match.restrictions, match


def test_a_formula_leaves_as_text(matches: sousveil.ScreeningResult, tmp_path: Path) -> None:
    target = tmp_path / "matches.csv"
    matches.write(target)

    with target.open(encoding="utf-8-sig", newline="") as stream:
        ids = [row["query_id"] for row in csv.DictReader(stream)]
    formulas = [value for value in ids if "HYPERLINK" in value]
    assert formulas
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in ids)
    assert tuple(matches.to_arrow().column_names) == COLUMNS


def test_whoever_does_not_match_is_plainly_invented() -> None:
    for number, row in enumerate(rows(), start=1):
        if number not in MAKERS:
            assert row["registration_number"] == f"INVENTED-{number:04d}"
