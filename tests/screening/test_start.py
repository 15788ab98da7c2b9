"""Comparing and screening start fast: what is slow to load is not loaded."""

from __future__ import annotations

import subprocess
import sys


def loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    return set(run.stdout.split())


def test_latin_names_need_no_tables() -> None:
    found = loaded(
        "from sousveil.screening import compare_names\n"
        "compare_names('Kestrelvision Ltd', 'Kestrelvision Limited')"
    )
    assert not {"followthemoney", "pandas", "rigour.names", "icu", "duckdb", "lxml"} & found
