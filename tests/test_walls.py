"""What is loaded at run time: starting must stay quick, and the public surface is a known list.

Which room may import which is checked statically, by import-linter (`make walls`).
"""

from __future__ import annotations

import subprocess
import sys

import pytest

import sousveil

HEAVY = {
    "alembic",
    "duckdb",
    "followthemoney",
    "httpx",
    "jinja2",
    "lxml",
    "numpy",
    "openpyxl",
    "pyarrow",
    "rapidfuzz",
    "rigour",
    "sqlalchemy",
    "yaml",
}
"""Packages that take long to load, and that neither the import nor `--help` needs."""

PUBLIC = {
    "Comparison",
    "Match",
    "Reason",
    "ScreeningResult",
    "SousveilError",
    "Workspace",
    "__version__",
    "compare",
    "compare_entities",
    "open",
}

CALL = """
import sys
from sousveil.cli import main
sys.argv = ["sousveil", *{arguments!r}]
try:
    main()
except SystemExit as exit:
    assert not exit.code, exit.code
"""


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a new interpreter has loaded after the code."""
    script = f"{code}\nprint('\\n' + ' '.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in done.stderr.splitlines()[-1].split()}


def test_the_import_is_light() -> None:
    modules = loaded_by("import sys, sousveil; sousveil.__version__, dir(sousveil)")

    assert "sousveil" in modules
    assert modules & (HEAVY | {"click", "rich"}) == set()


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--version"], ["screen", "--help"]])
def test_help_is_light(arguments: list[str]) -> None:
    modules = loaded_by(CALL.format(arguments=arguments))

    assert "click" in modules
    assert modules & HEAVY == set()


def test_the_measure_sees_what_is_loaded() -> None:
    assert "followthemoney" in loaded_by("import sys, sousveil.model.ftm")


@pytest.mark.parametrize("room", ["names", "index", "screening", "report", "tables"])
def test_rooms_that_must_start_fast_leave_followthemoney_alone(room: str) -> None:
    code = f"import sys, sousveil.{room}"

    assert "followthemoney" not in loaded_by(code)


def test_the_public_surface_is_this_list() -> None:
    assert set(sousveil.__all__) == PUBLIC
    assert sorted(sousveil.__all__) == sousveil.__all__
    assert set(dir(sousveil)) == PUBLIC


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(sousveil, name) is not None


def test_what_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_such"):
        sousveil.nothing_such  # noqa: B018  # the access is what is tested
