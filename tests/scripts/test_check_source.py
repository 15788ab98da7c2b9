"""The checks of sizes and words, on small repositories with one fault each."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty repository that ignores `ignored/`."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("ignored/\n")
    return tmp_path


def function(lines: int, docstring: int = 0) -> str:
    """A function of so many lines without its docstring."""
    doc = ['    """Say.', *["    more"] * (docstring - 2), '    """'] if docstring else []
    return "\n".join(["def f() -> None:", *doc, *["    print()"] * (lines - 1)]) + "\n"


def test_ordinary_files_pass(check_source: ModuleType, repository: Path) -> None:
    (repository / "ok.py").write_text(function(60, docstring=30))
    (repository / "README.md").write_text("See https://example.org/home/page and ~/work/list.\n")
    (repository / "data.bin").write_bytes(b"\xff\xfe\x00/home")

    assert check_source.check(repository) == ([], [])


@pytest.mark.parametrize("folder", ["home", "root", "work", "Users"])
def test_a_folder_of_somebody_s_machine_is_named(
    check_source: ModuleType, repository: Path, folder: str
) -> None:
    (repository / "notes.md").write_text(f"first\nopen /{folder}/someone/list.csv\n")

    faults, _ = check_source.check(repository)

    assert faults == [f"notes.md:2: '/{folder}/s' names a folder of somebody's machine"]


def test_a_registry_is_named_in_any_file(check_source: ModuleType, repository: Path) -> None:
    host = ".".join(("pypi", "org"))
    (repository / "requirements.lock").write_text(f"--index-url https://{host}/simple\n")

    faults, _ = check_source.check(repository)

    assert len(faults) == 1
    assert "a package registry" in faults[0]


def test_a_long_function_fails_and_its_docstring_does_not_count(
    check_source: ModuleType, repository: Path
) -> None:
    (repository / "long.py").write_text(function(61, docstring=5))

    faults, _ = check_source.check(repository)

    assert faults == ["long.py:1: f has 61 lines; 60 are the most"]


@pytest.mark.parametrize(("lines", "expected"), [(400, (0, 0)), (401, (0, 1)), (601, (1, 0))])
def test_long_files_warn_and_then_fail(
    check_source: ModuleType, repository: Path, lines: int, expected: tuple[int, int]
) -> None:
    (repository / "many.py").write_text("x = 1\n" * lines)

    faults, warnings = check_source.check(repository)

    assert (len(faults), len(warnings)) == expected


def test_ignored_and_deleted_files_are_passed_over(
    check_source: ModuleType, repository: Path
) -> None:
    gone = repository / "gone.py"
    gone.write_text("x = 1\n" * 700)
    subprocess.run(["git", "-C", repository, "add", "gone.py"], check=True)
    gone.unlink()
    (repository / "ignored").mkdir()
    (repository / "ignored" / "long.py").write_text("x = 1\n" * 700)

    assert check_source.check(repository) == ([], [])
