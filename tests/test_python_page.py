"""The pairs of names that the Python page and the package show meet, as a copier expects."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sousveil

ROOT = Path(__file__).resolve().parents[1]
COMPARED = re.compile(r'sousveil\.compare\(\s*"([^"]+)",\s*"([^"]+)",\s*schema="(\w+)"\s*\)')


def shown() -> list[tuple[str, str, str]]:
    texts = [sousveil.__doc__ or "", (ROOT / "docs" / "python.md").read_text("utf-8")]
    return [found for text in texts for found in COMPARED.findall(text)]


def test_each_page_compares_a_pair() -> None:
    assert len(shown()) >= 2


@pytest.mark.parametrize(("left", "right", "schema"), shown())
def test_the_pairs_that_are_shown_meet(left: str, right: str, schema: str) -> None:
    assert sousveil.compare(left, right, schema=schema).score >= 0.7
