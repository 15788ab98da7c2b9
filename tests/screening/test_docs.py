from __future__ import annotations

from pathlib import Path

from sousveil.names.weights import CONFLICT, EXTRA, MISS, MOST

PAGE = Path(__file__).resolve().parents[2] / "docs" / "matching.md"


def test_the_page_states_the_formula_that_is_used() -> None:
    formula = f"{MOST:g} × S / (S + {MISS:g} M + {CONFLICT:g} min(L, R) + {EXTRA:g} |L − R|)"
    assert f"score = {formula}" in PAGE.read_text("utf-8")
