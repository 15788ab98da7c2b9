"""Golden files: what users see, kept as it was last looked at by a person.

`UPDATE_GOLDEN=1 pytest …` writes them anew; the difference is then read in the commit.
"""

from __future__ import annotations

import os
from pathlib import Path


def check_golden(path: Path, shown: str) -> None:
    """Assert that `shown` is what stands in the golden file."""
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert path.is_file(), (
        f"no golden file {path.name}: run once with UPDATE_GOLDEN=1, then read it"
    )
    assert shown == path.read_text(encoding="utf-8")
