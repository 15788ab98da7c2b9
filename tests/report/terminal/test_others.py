from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from sousveil.errors import FetchError, SousveilError
from sousveil.model.listed import ListedEntity, ListedName, Listing
from sousveil.model.match import Comparison
from sousveil.model.run import ListVersion
from sousveil.model.snapshot import ReadNote, Snapshot
from sousveil.model.statement import EXISTENCE, Statement
from sousveil.report.terminal import (
    print_added,
    print_comparison,
    print_entity,
    print_found,
    print_lists,
    print_updates,
)
from sousveil.statements.reading import Sourced
from support.golden import check_golden
from support.runs import CMIC, DAHUA, ENTITY_LIST, HOSTILE_NAMES, REGISTER, stored

DATA = Path(__file__).parents[1] / "data"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SNAPSHOT = Snapshot(
    id="0" * 64,
    dataset="us_trade_csl",
    format="us-csl-csv",
    reader_version=1,
    retrieved_at=NOW,
    files=(stored("consolidated.csv", 1024),),
    entities=1,
    statements=4,
    statements_sha256="1" * 64,
    notes=(ReadNote("unknown column shade", 3, "consolidated.csv#line=1"),),
)
ENTITY = ListedEntity(
    id="csl-dahua",
    schema="Company",
    caption="Dahua Technology",
    names=(ListedName("Dahua Technology"),),
    datasets=("us_trade_csl",),
    countries=("cn",),
    listings=(Listing(dataset="us_trade_csl", program="Entity List (EL)", since="2019-10-09"),),
)


@dataclass(frozen=True)
class State:
    version: ListVersion
    superseded: bool = False


@dataclass(frozen=True)
class View:
    entity: ListedEntity
    statements: tuple[Sourced, ...]


@dataclass(frozen=True)
class Hit:
    entity: ListedEntity
    score: float


@dataclass(frozen=True)
class Fetched:
    dataset: str
    snapshot: Snapshot | None = None
    error: SousveilError | None = None


def shown(show: Callable[[Console], None], width: int = 80) -> str:
    stream = io.StringIO()
    show(Console(file=stream, width=width))
    return stream.getvalue()


def said(entity_id: str, schema: str, prop: str, value: str, *, line: int = 7) -> Sourced:
    statement = Statement(
        entity_id=entity_id,
        schema=schema,
        prop=prop,
        value=value,
        dataset="us_trade_csl",
        locator=f"consolidated.csv#line={line}",
        original="9 Oct 2019" if prop == "startDate" else None,
        lang="zho" if prop == "alias" else None,
        valid_from="2019-10-09" if prop == "program" else None,
    )
    return Sourced(statement, SNAPSHOT)


STATEMENTS = (
    said("csl-dahua", "Company", EXISTENCE, "csl-dahua"),
    said("csl-dahua", "Company", "name", "Dahua Technology"),
    said("csl-dahua", "Company", "alias", "浙江大华技术股份有限公司"),
    said("csl-dahua", "Company", "name", "Zhejiang Dahua Technology Co., Ltd.", line=8),
    said("csl-dahua-sanction", "Sanction", "program", "Entity List (EL)"),
    said("csl-dahua-sanction", "Sanction", "startDate", "2019-10-09"),
)


def test_lists() -> None:
    states = [State(CMIC), State(ENTITY_LIST), State(ENTITY_LIST, superseded=True), State(REGISTER)]
    check_golden(DATA / "lists.txt", shown(lambda console: print_lists(states, console, now=NOW)))


def test_no_lists() -> None:
    text = shown(lambda console: print_lists([], console))
    assert text == "0 lists in use, 0 snapshots kept.\n"


def test_comparison() -> None:
    comparison = Comparison(DAHUA.score, DAHUA.query_name, DAHUA.matched_name, DAHUA.reasons)
    check_golden(
        DATA / "comparison.txt", shown(lambda console: print_comparison(comparison, console))
    )


def test_comparison_of_strangers() -> None:
    text = shown(lambda console: print_comparison(Comparison(0.0, "A", "B", ()), console))
    assert text.splitlines() == ["0.00  weak", "  A", "  B", "  nothing in common"]


def test_entity() -> None:
    view = View(ENTITY, STATEMENTS)
    check_golden(DATA / "entity.txt", shown(lambda console: print_entity(view, console)))


def test_places_in_files_are_never_broken_inside_a_word() -> None:
    locator = "archive.zip!" + "deep/" * 30 + "consolidated.csv#line=7"
    item = said("csl-dahua", "Company", "name", "Dahua Technology")
    far = replace(item, statement=replace(item.statement, locator=locator))
    text = shown(lambda console: print_entity(View(ENTITY, (far,)), console), width=40)
    assert f"      us_trade_csl:\n      {locator}\n" in text


def test_the_time_of_day_of_publication_is_left_out() -> None:
    stamped = replace(CMIC, published_at="2026-02-27T00:00:09.554Z")
    text = shown(lambda console: print_lists([State(stamped)], console, now=NOW))
    assert " published 2026-02-27 " in " ".join(text.split())


def test_found() -> None:
    text = shown(lambda console: print_found([Hit(ENTITY, 0.913)], console))
    assert text.splitlines() == [
        "0.91  Dahua Technology",
        "      csl-dahua  Company, cn, us_trade_csl",
    ]
    assert shown(lambda console: print_found([], console)) == "No name on the lists comes close.\n"


LOADED = (
    "Loaded us_trade_csl: 1 entity, 4 statements, format us-csl-csv, "
    "retrieved 2026-03-02 12:00 UTC."
)


def test_added() -> None:
    text = shown(lambda console: print_added([SNAPSHOT], ["readme.txt"], console), width=120)
    assert text.splitlines() == [
        LOADED,
        "  note: unknown column shade: 3, first at consolidated.csv#line=1",
        "Passed over: readme.txt, of no known format.",
    ]


def test_updates() -> None:
    done = [
        Fetched("us_trade_csl", snapshot=SNAPSHOT),
        Fetched("un_sc_sanctions"),
        Fetched("us_ofac_sdn", error=FetchError("the publisher did not answer")),
    ]
    lines = shown(lambda console: print_updates(done, console), width=120).splitlines()
    assert lines[0].startswith("Loaded us_trade_csl: 1 entity")
    assert lines[2:] == [
        "Unchanged un_sc_sanctions.",
        "Failed us_ofac_sdn:",
        "  the publisher did not answer",
        "  hint: what was loaded before is still in use; try again later",
    ]


def test_hostile_text_is_inert_everywhere() -> None:
    escape = HOSTILE_NAMES[6]
    entity = ListedEntity(id=escape, schema=escape, caption=escape, names=(), datasets=(escape,))
    view = View(entity, (said(escape, escape, escape, escape),))
    texts = [
        shown(lambda console: print_entity(view, console)),
        shown(lambda console: print_found([Hit(entity, 0.5)], console)),
        shown(lambda console: print_comparison(Comparison(0.5, escape, escape, ()), console)),
        shown(lambda console: print_added([], [escape], console)),
        shown(lambda console: print_updates([Fetched(escape, error=FetchError(escape))], console)),
    ]
    for text in texts:
        assert "\x1b" not in text
        assert "\x07" not in text
        assert "<U+001B>[31mred" in text
