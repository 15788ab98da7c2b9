"""The report in a real browser: it asks for nothing, fits, can be read, and prints whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sousveil.model.run import ScreeningRun
from sousveil.report.html import write_html
from support.runs import NO_MATCH, SUPPLIERS, hostile, many

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RUNS = {"suppliers": SUPPLIERS, "no match": NO_MATCH, "hostile": hostile(), "many": many(250)}

LOW_CONTRAST = """() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const node of document.querySelectorAll("body *")) {
    if (![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())) continue;
    const pair = [light(parse(getComputedStyle(node).color)), light(behind(node))].sort();
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) bad.push(`${node.tagName}.${node.className}: ${ratio.toFixed(2)}`);
  }
  return [...new Set(bad)];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is missing, and in CI the pages must be opened")
        pytest.skip(f"{CHROMIUM} is missing")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


def opened(
    browser: Browser, folder: Path, run: ScreeningRun, *, width: int = 1200, dark: bool = False
) -> tuple[Page, list[str]]:
    """Open the run's report; return the page and the list in which its faults gather."""
    target = folder / "report.html"
    write_html(target, run)
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    faults: list[str] = []
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith("file:") else faults.append(f"request: {request.url}")
        ),
    )
    page.goto(target.as_uri())
    return page, faults


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS.keys())
def test_opens_without_faults_and_fits(
    browser: Browser, tmp_path: Path, run: ScreeningRun, width: int
) -> None:
    page, faults = opened(browser, tmp_path, run, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").inner_text().startswith("Screening of ")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("system-ui")
    assert faults == []
    page.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("run", [SUPPLIERS, hostile()], ids=["suppliers", "hostile"])
def test_contrast_is_enough(
    browser: Browser, tmp_path: Path, run: ScreeningRun, *, dark: bool
) -> None:
    page, _ = opened(browser, tmp_path, run, dark=dark)
    assert page.evaluate(LOW_CONTRAST) == []
    page.close()


def test_prints_whole_with_closed_matches_open(browser: Browser, tmp_path: Path) -> None:
    page, faults = opened(browser, tmp_path, many(250))
    evidence = page.locator("details .evidence").first
    assert not evidence.is_visible()
    page.emulate_media(media="print")
    assert page.evaluate(
        "[...document.querySelectorAll('details .facts')]"
        ".every(facts => facts.getBoundingClientRect().height > 0)"
    )
    page.close()
    page, faults = opened(browser, tmp_path, SUPPLIERS)
    for paper in ("A4", "Letter"):
        document = page.pdf(format=paper)
        assert document.startswith(b"%PDF-")
        assert 4 <= document.count(b"/Type /Page\n") <= 10
    assert faults == []
    page.close()


def test_printed_matches_break_over_pages_rather_than_leave_them_empty(
    browser: Browser, tmp_path: Path
) -> None:
    page, _ = opened(browser, tmp_path, many(16))
    broken = page.pdf(format="A4").count(b"/Type /Page\n")
    page.evaluate("document.styleSheets[0].insertRule('.card { break-inside: avoid }')")
    assert broken < page.pdf(format="A4").count(b"/Type /Page\n")
    page.close()


def test_a_match_opens_by_keyboard_without_script(browser: Browser, tmp_path: Path) -> None:
    page, faults = opened(browser, tmp_path, many(250))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    first = page.locator("details.card > summary").first
    first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details .evidence").first.is_visible()
    assert faults == []
    page.close()
