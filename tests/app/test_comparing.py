"""Comparing FollowTheMoney entities: the score that screening would give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sousveil
from sousveil.app.comparing import listed_from_ftm
from sousveil.errors import FormatError


def ftm(schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": "x-1", "schema": schema, "properties": properties}


def test_agreeing_evidence_lifts_and_contradiction_lowers() -> None:
    listed = ftm("Person", name=["Ivan Sample"], birthDate=["1970-05-01"], nationality=["ir"])
    alone = sousveil.compare_entities(ftm("Person", name=["Ivan Sample"]), listed)
    agreeing = sousveil.compare_entities(
        ftm("Person", name=["Ivan Sample"], birthDate=["1970-05-01"]), listed
    )
    against = sousveil.compare_entities(
        ftm("Person", name=["Ivan Sample"], birthDate=["1991-02-03"]), listed
    )
    assert against.score < alone.score < agreeing.score
    assert against.score < 0.7 <= alone.score


def test_equal_identifiers_decide() -> None:
    lei = "529900T8BM49AURSDO55"
    found = sousveil.compare_entities(
        ftm("Company", name=["Quite Another Name"], leiCode=[lei]),
        ftm("Company", name=["Example Works"], leiCode=[lei]),
    )
    assert found.score >= 0.95
    assert any(reason.rule == "identifier" for reason in found.reasons)


def test_it_is_the_score_that_screening_gives(tmp_path: Path) -> None:
    candidate = ftm("Company", name=["Example Optics Ltd"], country=["gb"])
    query = ftm("Company", name=["Exampel Optics Limited"], country=["gb"])
    path = tmp_path / "list.json"
    path.write_text(json.dumps({**candidate, "datasets": ["d"]}) + "\n")
    with sousveil.open(tmp_path / "workspace") as workspace:
        workspace.lists.add(path)
        [match] = workspace.screen([query], lists=["d"])
    assert match.score == pytest.approx(sousveil.compare_entities(query, candidate).score, abs=1e-4)


def test_names_alone_give_the_score_of_compare() -> None:
    left, right = "Hangzhou Hikvision", "Hangzhou Hikvision Digital Technology"
    alone = sousveil.compare(left, right, schema="Company")
    entities = sousveil.compare_entities(ftm("Company", name=[left]), ftm("Company", name=[right]))
    assert entities.score == pytest.approx(alone.score)


@pytest.mark.parametrize(
    "wrong", [{}, {"schema": "Company", "properties": []}, {"schema": 5, "properties": {}}]
)
def test_what_is_no_entity_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(FormatError):
        listed_from_ftm(wrong)


def test_an_unknown_schema_is_refused() -> None:
    with pytest.raises(FormatError, match="Compnay"):
        listed_from_ftm(ftm("Compnay", name=["A"]))
