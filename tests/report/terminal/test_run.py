from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from sousveil.model.run import ScreeningRun
from sousveil.names.scripts import is_unspaced
from sousveil.report.terminal import print_run
from support.golden import check_golden
from support.runs import (
    EMPTY,
    HIKVISION_HANZI,
    HOSTILE_NAMES,
    NO_MATCH,
    ONE_MATCH,
    SUPPLIERS,
    hostile,
    many,
)

DATA = Path(__file__).parents[1] / "data"


def shown(run: ScreeningRun, width: int = 80, *, details: bool = False) -> str:
    stream = io.StringIO()
    print_run(run, Console(file=stream, width=width), details=details)
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 200])
def test_golden(width: int) -> None:
    check_golden(DATA / f"suppliers_{width}.txt", shown(SUPPLIERS, width))


def test_golden_with_details() -> None:
    check_golden(DATA / "suppliers_details.txt", shown(SUPPLIERS, details=True))


def test_golden_without_a_match() -> None:
    check_golden(DATA / "no_match.txt", shown(NO_MATCH))


@pytest.mark.parametrize("width", [40, 80, 119, 120, 200, 100_000])
@pytest.mark.parametrize("run", [SUPPLIERS, hostile()], ids=["suppliers", "hostile"])
def test_only_a_lone_word_is_wider_than_the_terminal_and_no_line_ends_in_blanks(
    run: ScreeningRun, width: int
) -> None:
    for line in shown(run, width, details=True).split("\n"):
        assert cell_len(line) <= width or len(line.split()) == 1
        assert line == line.rstrip()


@pytest.mark.parametrize("width", [80, 120, 200])
def test_names_are_never_broken_inside_a_word(width: int) -> None:
    words = set(shown(SUPPLIERS, width).split())
    for match in SUPPLIERS.matches:
        names = f"{match.matched_name} {match.query_name}".split()
        assert {name for name in names if not is_unspaced(name)} <= words


@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("run", [SUPPLIERS, ONE_MATCH, many(300)], ids=["few", "one", "300"])
def test_every_match_has_its_score_and_reason(run: ScreeningRun, width: int) -> None:
    text = shown(run, width, details=True)
    assert text.count("  likely") + text.count("very likely") + text.count("possible") >= len(
        run.matches
    )
    joined = " ".join(text.split())
    for match in run.matches:
        assert match.reason in joined


@pytest.mark.parametrize("details", [False, True])
@pytest.mark.parametrize("width", [80, 200])
def test_hostile_names_cannot_steer_the_terminal(width: int, *, details: bool) -> None:
    text = shown(hostile(), width, details=details)
    for char in set(text) - {"\n"}:
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}, repr(char)
    assert "[bold red]markup[/]" in text
    assert "<U+001B>[31mred" in text


def test_a_terminal_gets_colour_and_a_guard_against_right_to_left_names() -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=80, force_terminal=True, color_system="standard")
    print_run(SUPPLIERS, console)
    assert "\x1b[1;31m0.97  very likely" in stream.getvalue()
    assert "الأمنية\u200e" in stream.getvalue()
    assert "\u200e" not in shown(SUPPLIERS)
    assert "\x1b" not in shown(SUPPLIERS)


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stream = io.StringIO()
    print_run(SUPPLIERS, Console(file=stream, width=80, force_terminal=True))
    assert "[31m" not in stream.getvalue()
    assert "[33m" not in stream.getvalue()


@pytest.mark.parametrize("width", [80, 200])
def test_an_encoding_without_the_letters_gets_their_code_points(width: int) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="\n")
    print_run(SUPPLIERS, Console(file=stream, width=width), details=True)
    stream.flush()
    text = raw.getvalue().decode("ascii")
    first = HIKVISION_HANZI.query_name[:2].encode("ascii", "backslashreplace").decode()
    assert first in text
    assert "HANGZHOU HIKVISION" in text


def test_hostile_names_fit_an_encoding_without_their_letters() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252", newline="\n")
    print_run(hostile(), Console(file=stream, width=80))
    stream.flush()
    assert len(HOSTILE_NAMES) <= raw.getvalue().count(b"Row ")


def test_nothing_screened_is_said() -> None:
    assert shown(EMPTY).startswith("0 rows screened: none has a match")
