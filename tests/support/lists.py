"""Lists of invented parties, for tests that need one of a certain size."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

SYLLABLES = ["ba", "do", "fi", "gu", "ka", "le", "mo", "nu", "pa", "ri", "so", "tu", "va", "ze"]


def invented_name(number: int) -> str:
    """Return a name of two words, which no other small number has or comes near."""
    digest = sha256(str(number).encode()).digest()
    words = [
        "".join(SYLLABLES[byte % len(SYLLABLES)] for byte in digest[start : start + 4])
        for start in (0, 4)
    ]
    return " ".join(word.capitalize() for word in words)


def write_ftm(path: Path, count: int, *, start: int = 0, dataset: str = "invented") -> Path:
    """Write `count` invented companies as FollowTheMoney JSON lines; return the path."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(start, start + count):
            entity = {
                "id": f"inv-{number}",
                "schema": "Company",
                "properties": {"name": [invented_name(number)], "country": ["cn"]},
                "datasets": [dataset],
                "referents": [],
            }
            stream.write(json.dumps(entity) + "\n")
    return path
