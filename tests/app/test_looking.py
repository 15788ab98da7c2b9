"""Looking into the lists: states, search, and every statement about an entity with its place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sousveil.app.looking import list_states, look_up
from sousveil.app.workspace import Workspace
from sousveil.errors import NotFoundError
from support.lists import invented_name, write_ftm


def test_the_older_snapshot_of_a_list_is_superseded(workspace: Workspace, tmp_path: Path) -> None:
    for day in (1, 2):
        path = write_ftm(tmp_path / f"{day}.json", day)
        workspace.lists.add(path, retrieved_at=datetime(2021, 7, day, tzinfo=UTC))
    states = [
        (state.version.dataset, state.version.entities, state.superseded)
        for state in list_states(workspace)
        if state.version.dataset == "invented"
    ]
    assert states == [("invented", 2, False), ("invented", 1, True)]


def test_search_finds_by_name(workspace: Workspace, tmp_path: Path) -> None:
    workspace.lists.add(write_ftm(tmp_path / "list.json", 50))
    found = workspace.search(invented_name(7), limit=3)
    assert found[0].entity.id == "inv-7"
    assert len(found) <= 3
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)


def test_an_entity_is_shown_with_the_place_of_each_statement(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.lists.add(write_ftm(tmp_path / "list.json", 3))
    view = look_up(workspace, "inv-1")
    assert view.entity.caption == invented_name(1)
    by_prop = {item.statement.prop: item for item in view.statements}
    assert by_prop["name"].statement.value == invented_name(1)
    assert by_prop["name"].statement.locator.startswith("list.json#line=2")
    assert by_prop["name"].snapshot.dataset == "invented"


def test_what_points_at_an_entity_is_shown_with_it(workspace: Workspace) -> None:
    view = look_up(workspace, "register-hikvision")
    schemata = {item.statement.schema for item in view.statements}
    assert {"Company", "Sanction", "Ownership"} <= schemata
    assert view.statements[0].statement.entity_id == "register-hikvision"


def test_an_unknown_entity_is_told(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="nobody") as caught:
        look_up(workspace, "nobody")
    assert "search" in caught.value.hint
