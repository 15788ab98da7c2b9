from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import fields, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from jinja2 import meta
from lxml import html

from sousveil.errors import UsageError
from sousveil.model.match import Restriction
from sousveil.model.run import ScreeningRun
from sousveil.report.html import _environment, render_html, write_html
from sousveil.report.view import OPEN_UP_TO, Page
from sousveil.report.words import NOT_SAID, WEIGHT_NO_SUM
from support.golden import check_golden
from support.runs import (
    EMPTY,
    ENTITY_LIST,
    HOSTILE_NAMES,
    NO_MATCH,
    ONE_MATCH,
    SUPPLIERS,
    hostile,
    many,
)

DATA = Path(__file__).parent / "data"
RUNS = {
    "suppliers": SUPPLIERS,
    "no match": NO_MATCH,
    "one match": ONE_MATCH,
    "empty": EMPTY,
    "hostile": hostile(),
    "500 matches": many(500),
}
every_run = pytest.mark.parametrize("run", RUNS.values(), ids=RUNS.keys())


@lru_cache(maxsize=16)
def page_of(run: ScreeningRun) -> html.HtmlElement:
    return html.document_fromstring(render_html(run))


def found(page: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    return cast("list[html.HtmlElement]", page.xpath(path))


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in found(page, path)]


def values(page: html.HtmlElement, path: str) -> list[str]:
    return [str(value) for value in cast("list[str]", page.xpath(path))]


def test_golden() -> None:
    shown = re.sub(r"(?s)<style>.*</style>", "<style>…</style>", render_html(ONE_MATCH))
    check_golden(DATA / "one_match.html", re.sub(r"sha256-[^']+", "sha256-…", shown))


@every_run
def test_the_page_asks_the_network_for_nothing(run: ScreeningRun) -> None:
    page = page_of(run)
    assert not found(page, "//script | //link | //img | //iframe | //object | //embed | //form")
    assert not values(page, "//@src | //@srcset | //@style | //@background | //@ping")
    assert not [
        name
        for element in page.iter(tag=html.etree.Element)
        for name in element.attrib
        if str(name).startswith("on")
    ]
    links = values(page, "//@href")
    assert all(link.startswith(("#", "https://", "http://")) for link in links)
    assert not re.search(r"url\(|@import", texts(page, "//style")[0])


@every_run
def test_the_policy_allows_the_style_and_nothing_else(run: ScreeningRun) -> None:
    page = page_of(run)
    policy = values(page, "//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = found(page, "//style")[0].text or ""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


@every_run
def test_every_match_and_every_row_is_there(run: ScreeningRun) -> None:
    page = page_of(run)
    assert len(found(page, "//details[contains(@class, 'card')]")) == len(run.matches)
    rows = {match.row for match in run.matches}
    assert {int(row) for row in texts(page, "//table[@class='overview']//td[1]")} == rows
    assert {f"row-{row}" for row in rows} == set(values(page, "//section[@class='row']/@id"))


@every_run
def test_every_internal_link_leads_somewhere_and_ids_are_unique(run: ScreeningRun) -> None:
    page = page_of(run)
    ids = values(page, "//@id")
    assert len(ids) == len(set(ids))
    targets = [link[1:] for link in values(page, "//@href") if link.startswith("#")]
    assert set(targets) <= set(ids)
    assert set(values(page, "//@aria-labelledby")) <= set(ids)


@every_run
def test_headings_are_in_order_and_table_headers_have_a_scope(run: ScreeningRun) -> None:
    page = page_of(run)
    levels = [int(str(h.tag)[1]) for h in found(page, "//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert not found(page, "//th[not(@scope)]")
    assert values(page, "//html/@lang") == ["en"]
    assert all(lang == "" for lang in values(page, "//bdi/@lang"))


@every_run
def test_every_list_and_hash_is_cited(run: ScreeningRun) -> None:
    page = page_of(run)
    shown = texts(page, "//table[@class='files']//td[@class='id']")
    assert shown == [file.sha256 for version in run.lists for file in version.files]
    assert len(found(page, "//section[@class='list']")) == len(run.lists)


def test_a_card_says_all_that_the_match_holds() -> None:
    match = SUPPLIERS.matches[2]
    card = texts(page_of(SUPPLIERS), "//section[@id='row-2']//details")[0]
    for value in (
        match.entity_name,
        match.reason,
        *(item.text for item in match.restrictions),
        match.entity_id,
        match.schema,
        match.listed_since,
        match.source_url,
        *match.programs,
        *(reason.note for reason in match.reasons),
        "0.84 likely",
        "US OFAC Consolidated (non-SDN) List",
    ):
        assert value in card


def test_parts_that_met_carry_the_same_number_on_both_sides() -> None:
    page = page_of(SUPPLIERS)
    sides = found(page, "//section[@id='row-5']//dl[@class='names']//dd")
    numbers = [texts(side, ".//sup") for side in sides]
    assert numbers == [["2", "1", "3", "4"], ["2", "1", "3", "4"]]
    kinds = [values(side, ".//span/@class") for side in sides]
    assert kinds[0] == ["part near", "part same", "part near", "part near"]


def test_absences_are_said() -> None:
    card = texts(page_of(SUPPLIERS), "//section[@id='row-1']//details[@class='card']")[1]
    for absence in ("gives no date", "gives no end", "names no programme", "gives no address"):
        assert f"the list {absence}" in card


def test_bars_show_weights_on_their_side_of_the_middle() -> None:
    page = page_of(SUPPLIERS)
    bars = found(page, "//section[@id='row-2']//svg[starts-with(@class, 'axis')]/rect[1]")
    places = [(bar.get("x"), bar.get("width")) for bar in bars]
    assert places[0] == ("50%", "50.0%")
    assert places[1] == ("41.2%", "8.8%")


def test_warnings_settings_and_limits_are_said() -> None:
    run = replace(SUPPLIERS, as_of="2021-07-15", known_at=SUPPLIERS.started_at)
    text = " ".join(page_of(run).text_content().split())
    for said in (*NOT_SAID, *SUPPLIERS.warnings, "2021-07-15", "at most 5 matches a row"):
        assert said in text
    assert "2026-03-02 09:30 UTC" in text


def test_warnings_name_lists_by_their_titles() -> None:
    warnings = (
        "us_ofac_cons is 9 days old.",
        "us_ofac_consul, x/us_trade_csl, us_trade_csl.csv; us_trade_csl.",
    )
    shown = texts(
        page_of(replace(SUPPLIERS, warnings=warnings)), "//section[@class='warnings']//li"
    )
    assert shown == [
        "US OFAC Consolidated (non-SDN) List (us_ofac_cons) is 9 days old.",
        f"us_ofac_consul, x/us_trade_csl, us_trade_csl.csv; {ENTITY_LIST.title} (us_trade_csl).",
    ]
    alone = page_of(replace(SUPPLIERS, warnings=warnings[:1], lists=()))
    assert texts(alone, "//section[@class='warnings']//li") == [warnings[0]]


def test_beside_the_evidence_it_says_that_weights_do_not_add_up() -> None:
    captions = texts(page_of(SUPPLIERS), "//table[@class='evidence']/caption")
    assert len(captions) == len([match for match in SUPPLIERS.matches if match.reasons])
    assert all(WEIGHT_NO_SUM in caption for caption in captions)


def test_the_time_of_day_of_publication_is_left_out() -> None:
    version = replace(SUPPLIERS.lists[0], published_at="2026-02-27T00:00:09.554Z")
    page = page_of(replace(SUPPLIERS, lists=(version,)))
    (day,) = texts(page, "//section[@class='list']//div[dt='Published']/dd")
    assert day == "2026-02-27"


def test_without_matches_the_page_says_so() -> None:
    page = page_of(NO_MATCH)
    assert "No matches" in texts(page, "//h2")
    assert not found(page, "//table[@class='overview']")
    assert "This is no clearance" in page.text_content()


def test_many_matches_are_closed_but_complete() -> None:
    assert (
        len(found(page_of(many(OPEN_UP_TO)), "//details[contains(@class, 'card')][@open]"))
        == OPEN_UP_TO
    )
    page = page_of(many(OPEN_UP_TO + 1))
    assert not found(page, "//details[contains(@class, 'card')][@open]")
    assert len(found(page, "//table[@class='evidence']")) == OPEN_UP_TO + 1


def test_what_a_listing_means_is_told_whole_and_by_programme() -> None:
    meaning = "Buyers are told to stop. " * 100
    match = replace(
        ONE_MATCH.matches[0],
        programs=("List A", "List B", "List C"),
        restrictions=(
            Restriction(
                text="Nothing may be sold.",
                program="List A",
                since="2020-01",
                source_url="https://example.org/a",
            ),
            Restriction(text=meaning.strip(), program="List C", source_url="javascript:alert(1)"),
            Restriction(text="No trade."),
        ),
    )
    page = page_of(replace(ONE_MATCH, matches=(match,)))
    assert texts(page, "//details[@class='means']/p") == [
        "List A, since 2020-01: Nothing may be sold. https://example.org/a",
        f"List C: {meaning.strip()}",
        "No trade.",
    ]
    assert not found(page, "//details[@class='means'][@open]")


def test_hostile_text_is_text() -> None:
    document = render_html(hostile())
    for forbidden in ("\x1b", "\u202e", "\u200b", "\ufeff", "\u2066", "\x07", "<script", "<h1>b"):
        assert forbidden not in document
    page = html.document_fromstring(document)
    heads = texts(page, "//section[@class='row']/h3")
    assert "<script>alert(1)</script>" in heads[0]
    assert "HikvisionU+202EgnihcraesU+202C Ltd" in heads[3]
    assert "{{ 7 * 7 }}" in heads[8]
    assert len(heads) == len(HOSTILE_NAMES)
    document.encode("utf-8")


def test_unsafe_addresses_are_shown_but_are_no_links() -> None:
    page = page_of(hostile())
    assert not [link for link in values(page, "//@href") if not link.startswith("#")]
    assert "javascript:alert(1)" in page.text_content()
    rel = {a.get("rel") for a in found(page_of(SUPPLIERS), "//a[not(starts-with(@href, '#'))]")}
    assert rel == {"noreferrer noopener"}


def test_several_sources_are_several_links() -> None:
    match = replace(ONE_MATCH.matches[0], source_url="https://a.example/1; https://b.example/2")
    page = page_of(replace(ONE_MATCH, matches=(match,)))
    links = values(page, "//details//a[@class='url']/@href")
    assert links == ["https://a.example/1", "https://b.example/2"]


def test_the_template_uses_every_field_of_the_page_and_no_other_name() -> None:
    environment = _environment()
    loader = environment.loader
    assert loader is not None
    sources = [
        loader.get_source(environment, name)[0]
        for name in environment.list_templates(extensions=["html"])
    ]
    used: set[str] = set()
    for source in sources:
        used |= meta.find_undeclared_variables(environment.parse(source))
    given = {field.name for field in fields(Page)}
    local = {"style", "policy", "row", "card", "bar", "axis"}
    assert used == given | local


def test_write_replaces_the_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")
    write_html(target, SUPPLIERS)
    assert target.read_text(encoding="utf-8") == render_html(SUPPLIERS)
    assert list(tmp_path.iterdir()) == [target]


def test_write_names_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_html(tmp_path / "nowhere" / "report.html", SUPPLIERS)
