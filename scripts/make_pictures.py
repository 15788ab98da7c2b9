"""Makes the README's pictures: the report and the terminal, from the demo, in headless Chromium.

    python scripts/make_pictures.py

Needs Chromium at `/usr/bin/chromium`. The terminal is drawn by Rich from what the program prints.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI

import sousveil
from sousveil.report.terminal import print_run

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
COLUMNS = 116
LINES = 44
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ background: {background}; color: {foreground}; margin: 0; padding: 22px 26px; }}
pre {{ font: 14px/1.45 'Noto Sans Mono CJK SC', 'DejaVu Sans Mono', monospace; margin: 0; }}
{stylesheet}</style><pre><span style="color:#8fbf7f">$</span> sousveil screen suppliers.csv
{code}</pre>"""


def main() -> int:
    """Write `report.png` and `terminal.png`."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        with sousveil.open(Path(folder) / "workspace") as workspace:
            result = workspace.screen(ROOT / "examples" / "suppliers.csv")
        report, terminal = Path(folder) / "report.html", Path(folder) / "terminal.html"
        result.write(report)
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            console = Console(file=nowhere, record=True, width=COLUMNS, force_terminal=True)
            print_run(result.run, console)
        page = console.export_html(theme=DIMMED_MONOKAI, code_format=PAGE)
        lines = page.splitlines()
        terminal.write_text("\n".join([*lines[: LINES + 4], "…</pre>"]), encoding="utf-8")
        _photograph(report, IMAGES / "report.png", width=1200, height=1500)
        _photograph(terminal, IMAGES / "terminal.png", width=1060, height=900)
    return 0


def _photograph(page: Path, picture: Path, *, width: int, height: int) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_page(viewport={"width": width, "height": height})
        tab.goto(page.as_uri())
        tab.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
