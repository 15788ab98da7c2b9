"""Screening through the workspace: what is chosen by list, by day and by knowledge, and written."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from sousveil.app.screening import Options
from sousveil.app.workspace import Workspace
from sousveil.errors import InputError, NotFoundError, StaleListError, UsageError
from sousveil.model.match import COLUMNS
from support.lists import invented_name, write_ftm

NAME = invented_name(0)


def entity(entity_id: str, name: str, **sanction: str) -> list[dict[str, object]]:
    """Return a company and, if anything is said of one, its sanction."""
    found: list[dict[str, object]] = [
        {"id": entity_id, "schema": "Company", "properties": {"name": [name]}, "datasets": ["d"]}
    ]
    if sanction:
        properties = {"entity": [entity_id], **{key: [text] for key, text in sanction.items()}}
        found.append(
            {
                "id": f"{entity_id}-s",
                "schema": "Sanction",
                "properties": properties,
                "datasets": ["d"],
            }
        )
    return found


def load(workspace: Workspace, *entities: list[dict[str, object]], name: str = "d") -> None:
    path = workspace.path.parent / f"{name}.json"
    path.write_text("".join(json.dumps(item) + "\n" for each in entities for item in each))
    workspace.lists.add(path, name=name)


def test_every_column_is_filled_from_the_list(workspace: Workspace) -> None:
    load(
        workspace,
        entity(
            "x-1",
            NAME,
            program="SDGT",
            startDate="2020-03-05",
            endDate="2024-01",
            sourceUrl="https://example.org/1",
        ),
    )
    [match] = workspace.screen([{"id": "S-1", "name": NAME.upper()}])
    assert (match.row, match.query_id, match.query_name) == (1, "S-1", NAME.upper())
    assert (match.entity_id, match.entity_name, match.matched_name) == ("x-1", NAME, NAME)
    assert (match.schema, match.datasets, match.programs) == ("Company", ("d",), ("SDGT",))
    assert (match.listed_since, match.listed_until) == ("2020-03-05", "2024-01")
    assert match.source_url == "https://example.org/1"
    assert 0.9 <= match.score <= 1
    assert match.reasons
    assert match.reason.strip()


def test_a_listing_without_end_has_none(workspace: Workspace) -> None:
    load(workspace, entity("x-1", NAME, program="P", startDate="2020"))
    [match] = workspace.screen([{"name": NAME}])
    assert (match.listed_since, match.listed_until) == ("2020", "")


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2020-03-04", False),
        ("2020-03-05", True),
        ("2022-01-01", True),
        ("2024-01-31", True),
        ("2024-02-01", False),
    ],
)
def test_a_listing_counts_only_while_it_holds(workspace: Workspace, day: str, found: bool) -> None:
    load(workspace, entity("x-1", NAME, program="P", startDate="2020-03-05", endDate="2024-01"))
    result = workspace.screen([{"name": NAME}], as_of=date.fromisoformat(day))
    assert bool(result) is found


def test_a_list_without_dates_counts_on_any_day(workspace: Workspace) -> None:
    load(workspace, entity("x-1", NAME, program="P"))
    assert workspace.screen([{"name": NAME}], as_of=date(1990, 1, 1))


def test_only_the_lists_that_are_named_count(workspace: Workspace) -> None:
    load(workspace, entity("x-1", NAME), name="one")
    load(workspace, entity("x-2", NAME), name="two")
    assert {match.entity_id for match in workspace.screen([{"name": NAME}])} == {"x-1", "x-2"}
    [match] = workspace.screen([{"name": NAME}], lists=["two"])
    assert match.entity_id == "x-2"
    with pytest.raises(NotFoundError, match="three"):
        workspace.screen([{"name": NAME}], lists=["two", "three"])


def test_knowledge_of_another_time_answers_from_its_snapshot(
    workspace: Workspace, tmp_path: Path
) -> None:
    early, late = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
    workspace.lists.add(write_ftm(tmp_path / "a.json", 1), retrieved_at=early)
    workspace.lists.add(write_ftm(tmp_path / "b.json", 1, start=1), retrieved_at=late)
    rows = [{"name": NAME}, {"name": invented_name(1)}]
    assert [match.row for match in workspace.screen(rows)] == [2]
    then = workspace.screen(rows, known_at=datetime(2020, 6, 1, tzinfo=UTC))
    assert [match.row for match in then] == [1]
    assert {item.dataset for item in then.run.lists} == {"invented"}
    with pytest.raises(StaleListError, match="no list was known"):
        workspace.screen(rows, known_at=datetime(2001, 1, 1, tzinfo=UTC))


def test_limit_and_threshold_are_kept(workspace: Workspace) -> None:
    load(workspace, *[entity(f"x-{number}", NAME) for number in range(8)])
    assert len(workspace.screen([{"name": NAME}])) == 5
    assert len(workspace.screen([{"name": NAME}], limit=8)) == 8
    assert len(workspace.screen([{"name": NAME}], threshold=1.0)) == 0


@pytest.mark.parametrize(
    "wrong", [{"threshold": 0.0}, {"threshold": 1.5}, {"threshold": float("nan")}, {"limit": 0}]
)
def test_settings_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        Options(**wrong)  # type: ignore[arg-type]  # that is what is tested


@pytest.mark.parametrize(
    "source",
    [
        pa.table({"name": [NAME]}),
        [{"name": NAME}],
        [{"schema": "Company", "properties": {"name": [NAME]}}],
    ],
    ids=["arrow", "dicts", "ftm"],
)
def test_rows_may_come_from_memory(workspace: Workspace, source: object) -> None:
    load(workspace, entity("x-1", NAME))
    assert [match.entity_id for match in workspace.screen(source)] == ["x-1"]


def test_what_is_only_the_register_is_said(workspace: Workspace) -> None:
    warnings = workspace.screen([{"name": NAME}]).run.warnings
    assert any("no substitute" in warning for warning in warnings)
    load(workspace, entity("x-1", NAME))
    assert not workspace.screen([{"name": NAME}]).run.warnings


def test_old_lists_are_said_and_can_be_refused(workspace: Workspace, tmp_path: Path) -> None:
    old = write_ftm(tmp_path / "a.json", 1)
    workspace.lists.add(old, name="un_sc_sanctions", retrieved_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert any(
        "un_sc_sanctions" in item for item in workspace.screen([{"name": NAME}]).run.warnings
    )


def test_outputs_hold_the_same_matches(workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, entity("x-1", "=HYPERLINK Works", program="A"), entity("x-2", NAME))
    result = workspace.screen([{"id": "=1+1", "name": "=HYPERLINK Works"}, {"name": NAME}])
    assert len(result) == 2
    for suffix in ("csv", "xlsx", "parquet", "jsonl", "html"):
        result.write(tmp_path / f"out.{suffix}")
    assert tuple(result.to_arrow().column_names) == COLUMNS
    assert pq.read_table(tmp_path / "out.parquet").column("entity_id").to_pylist() == ["x-1", "x-2"]
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [line["entity_id"] for line in lines] == ["x-1", "x-2"]
    sheet = load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert tuple(rows[0]) == COLUMNS
    assert [row[4] for row in rows[1:]] == ["x-1", "x-2"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    text = (tmp_path / "out.csv").read_text()
    assert text.startswith(",".join(COLUMNS) + "\n")
    assert "'=HYPERLINK Works" in text
    assert ",=" not in text
    assert "=HYPERLINK Works" in (tmp_path / "out.html").read_text()


def test_an_output_of_no_known_kind_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.docx"):
        workspace.screen([{"name": NAME}]).write(tmp_path / "out.docx")


def test_a_table_without_names_tells_what_it_has(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("colour,size\nred,5\n")
    with pytest.raises(InputError, match="colour"):
        workspace.screen(path)


def test_rows_without_names_are_counted(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"name,country\n{NAME},cn\n,cn\n  ,\n")
    run = workspace.screen(path).run
    assert (run.rows, run.unnamed_rows, run.source) == (3, 2, "rows.csv")


def test_a_damaged_index_is_made_anew(workspace: Workspace) -> None:
    load(workspace, entity("x-1", NAME))
    assert len(workspace.screen([{"name": NAME}])) == 1
    for path in (workspace.path / "index").rglob("*.npy"):
        path.write_bytes(path.read_bytes()[:20])
    assert len(workspace.screen([{"name": NAME}])) == 1


def test_what_another_list_says_of_the_same_party_does_not_count(workspace: Workspace) -> None:
    other = invented_name(9)
    load(workspace, entity("x-1", NAME, program="OLD", endDate="2018-06-01"), name="one")
    load(workspace, entity("x-1", other, program="NEW", startDate="2020-01-01"), name="two")
    both = workspace.screen([{"name": NAME}], as_of=date(2023, 1, 1))
    assert [match.programs for match in both] == [("NEW",)]
    rows = [{"name": NAME}, {"name": other}]
    assert not workspace.screen(rows, lists=["one"], as_of=date(2023, 1, 1))
    [match] = workspace.screen(rows, lists=["one"])
    assert (match.row, match.programs, match.listed_until) == (1, ("OLD",), "2018-06-01")
    assert "two" not in match.datasets


@pytest.mark.parametrize(
    "wrong",
    [
        {"lists": []},
        {"lists": "one"},
        {"as_of": "2020-01-01"},
        {"as_of": datetime(2020, 1, 1, tzinfo=UTC)},
        {"known_at": "2020-01-01"},
    ],
)
def test_settings_of_the_wrong_kind_are_told(
    workspace: Workspace, wrong: dict[str, object]
) -> None:
    with pytest.raises(UsageError):
        workspace.screen([{"name": NAME}], **wrong)  # type: ignore[arg-type]  # that is tested


def test_a_time_without_zone_is_in_utc(workspace: Workspace, tmp_path: Path) -> None:
    naive = datetime(2021, 7, 15, 12)  # noqa: DTZ001  # that is what is tested
    [snapshot] = workspace.lists.add(write_ftm(tmp_path / "a.json", 1), retrieved_at=naive)
    assert snapshot.retrieved_at == datetime(2021, 7, 15, 12, tzinfo=UTC)
    assert workspace.screen([{"name": NAME}], lists=["invented"], known_at=naive)


def test_a_later_check_does_not_make_an_earlier_view_fresh(
    workspace: Workspace, tmp_path: Path
) -> None:
    old = datetime(2020, 1, 1, tzinfo=UTC)
    workspace.lists.add(write_ftm(tmp_path / "a.json", 1), name="eu_fsf", retrieved_at=old)
    workspace.catalogue.remember_validators("eu_fsf", {"https://example.org": (None, None)})
    rows = [{"name": NAME}]
    now = workspace.screen(rows, lists=["eu_fsf"]).run.warnings
    then = workspace.screen(rows, lists=["eu_fsf"], known_at=datetime(2021, 1, 1, tzinfo=UTC))
    assert not now
    assert any("eu_fsf is 366 days old" in warning for warning in then.run.warnings)
