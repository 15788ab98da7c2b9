"""The program as a whole: welcome, exit codes, errors as text, where things go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

import sousveil
from sousveil.cli import main
from sousveil.cli.base import Moment
from support.lists import invented_name, write_ftm

from .conftest import Run

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_without_arguments_it_says_what_it_is(run: Run) -> None:
    result = run()
    assert result.exit_code == 0
    examples = [line for line in result.stdout.splitlines() if line.startswith("  sousveil ")]
    assert len(examples) == 5
    assert "docs/cli.md" in result.stdout


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout == f"sousveil, version {sousveil.__version__}\n"


def test_every_command_has_help(run: Run) -> None:
    def walk(command: click.Command, *path: str) -> None:
        result = run(*path, "--help")
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage: sousveil")
        for name, child in getattr(command, "commands", {}).items():
            walk(child, *path, name)

    walk(main)


def test_a_supplier_file_is_screened_at_once(run: Run) -> None:
    result = run("screen", EXAMPLES / "suppliers.csv")
    assert result.exit_code == 0
    assert "Hangzhou Hikvision Digital Technology Co., Ltd." in result.stdout
    assert "NDAA FY2019 Section 889" in result.stdout
    assert "25 rows screened" in result.stdout
    assert "\x1b" not in result.stdout


def test_results_go_to_files_and_the_summary_to_stderr(run: Run, tmp_path: Path) -> None:
    csv, html = tmp_path / "out.csv", tmp_path / "out.html"
    result = run("screen", EXAMPLES / "suppliers.csv", "-o", csv, "-o", html)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "25 rows screened" in result.stderr
    assert csv.read_text().startswith("row,query_id,")
    assert html.read_text().startswith("<!doctype html>")


def test_a_match_can_be_made_to_fail(run: Run, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("name\nHikvision\n")
    assert run("screen", rows).exit_code == 0
    assert run("screen", rows, "--fail-on-match").exit_code == 3
    rows.write_text("name\nImaginary Tea Rooms of Exampleton\n")
    assert run("screen", rows, "--fail-on-match").exit_code == 0


def test_old_lists_can_be_made_to_fail(run: Run, tmp_path: Path) -> None:
    rows, old = tmp_path / "rows.csv", write_ftm(tmp_path / "list.json", 1)
    rows.write_text("name\nHikvision\n")
    assert (
        run("lists", "add", old, "--name", "eu_fsf", "--retrieved-at", "2020-01-01").exit_code == 0
    )
    result = run("screen", rows, "--require-fresh")
    assert result.exit_code == 5
    assert "eu_fsf" in result.stderr
    assert "hint: run `sousveil lists update`" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["screen"], 2, "Missing argument"),
        (["screen", "missing.csv"], 4, "missing.csv"),
        (["screen", "rows.csv", "-o", "out.docx"], 2, ".docx"),
        (["screen", "rows.csv", "-o", "no/such/folder/out.csv"], 2, "out.csv"),
        (["screen", "rows.csv", "--lists", "nothing"], 2, "nothing"),
        (["screen", "rows.csv", "--map", "nonsense"], 2, "name=Supplier"),
        (["screen", "rows.csv", "--map", "name=Nobody"], 2, "Nobody"),
        (["screen", "rows.csv", "--as-of", "yesterday"], 2, "2021-07-15"),
        (["screen", "rows.csv", "--known-at", "2001-01-01"], 5, "no list"),
        (["screen", "rows.csv", "--threshold", "7"], 2, "threshold"),
        (["screen", "empty.csv"], 4, "empty.csv"),
        (["screen", "colours.csv"], 4, "colour"),
        (["lists", "add", "missing"], 4, "missing"),
        (["lists", "add", "rows.csv"], 4, "not recognised"),
        (["lists", "update", "nothing"], 2, "nothing"),
        (["show", "nobody"], 2, "nobody"),
        (["compare", "A", "B", "--schema", "Compny"], 2, "did you mean Company"),
        (["search", " "], 2, "nothing to search for"),
        (["lists", "add", "rows.csv", "--retrieved-at", "2999-01-01"], 2, "future"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_errors_are_text_with_a_code(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rows.csv").write_text("name\nHikvision\n")
    Path("colours.csv").write_text("colour\nred\n")
    Path("empty.csv").touch()
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert not list(Path().glob("out*"))


def test_a_fault_of_ours_is_told_as_such(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("wheel came off")

    monkeypatch.setattr("sousveil.screening.compare_names", broken)
    result = run("compare", "A", "B")
    assert result.exit_code == 1
    assert "unexpected RuntimeError: wheel came off" in result.stderr
    assert "SOUSVEIL_DEBUG=1" in result.stderr


def test_escapes_in_messages_reach_no_terminal(run: Run) -> None:
    result = run("show", "\x1b[2Jnobody\u202e")
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr


def test_the_workspace_may_be_named_after_the_command(run: Run, tmp_path: Path) -> None:
    assert run("lists", "--workspace", tmp_path / "other").exit_code == 0
    assert (tmp_path / "other" / "catalogue.sqlite").exists()


def test_loading_says_what_was_loaded_and_what_was_not(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    write_ftm(folder / "list.json", 5)
    (folder / "notes.txt").write_text("remember the milk\n")
    result = run("lists", "add", folder, "--retrieved-at", "2021-07-15")
    assert result.exit_code == 0
    assert "invented: 5 entities" in result.stdout
    assert "notes.txt" in result.stdout
    listed = run("lists").stdout
    assert "2021-07-15" in listed


def test_looking_closer(run: Run, tmp_path: Path) -> None:
    run("lists", "add", write_ftm(tmp_path / "list.json", 5))
    compared = run("compare", "Hangzhou Hikvision", "Hikvision Digital Technology")
    assert compared.exit_code == 0
    assert "Hikvision" in compared.stdout
    assert "inv-3" in run("search", invented_name(3)).stdout
    shown = run("show", "inv-3").stdout
    assert invented_name(3) in shown
    assert "list.json#line=4" in shown


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    environment = {**os.environ, "SOUSVEIL_WORKSPACE": str(tmp_path / "workspace")}
    for words, reader in ((f"screen {EXAMPLES / 'suppliers.csv'}", "head -1"), ("lists", "true")):
        command = f"{sys.executable} -m sousveil {words} | {reader}"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            env=environment,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2021-07-15", datetime(2021, 7, 15, 23, 59, 59, 999999, UTC)),
        ("2021-07-15T08:30", datetime(2021, 7, 15, 8, 30, tzinfo=UTC)),
        ("2021-07-15T08:30+02:00", datetime(2021, 7, 15, 6, 30, tzinfo=UTC)),
    ],
)
def test_times_are_read(text: str, time: datetime) -> None:
    assert Moment().convert(text, None, None) == time


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("arguments", [["lists"], ["--help"]])
def test_a_full_disk_behind_stdout_is_said(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sousveil", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("error: the output cannot be written: No space left")


def test_an_interrupt_ends_with_130_and_leaves_no_output(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("name\n" + "Invented Supplier of Exampleton\n" * 3_000_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "sousveil", "screen", rows, "-o", tmp_path / "out.csv"],
        stderr=subprocess.PIPE,
    )
    index = tmp_path / "workspace" / "index"
    while process.poll() is None and not (index.is_dir() and any(index.glob("[!.]*"))):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30)[1] == b"stopped; nothing is left half-written\n"
    assert process.returncode == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.csv", "workspace"]
