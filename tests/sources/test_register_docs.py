"""The page on the register names every key that its files use, and the files that there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from sousveil.sources.register import register_path

PAGE = (Path(__file__).parents[2] / "docs" / "register.md").read_text("utf-8")
FREE = {"identifiers", "names", "aliases", "former"}
"""Keys whose own keys are properties or languages."""


def keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in FREE:
                yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_every_file_and_key_is_explained() -> None:
    heads = {"about", "sousveil_register", "restrictions"}
    for path in register_path().glob("*.yml"):
        assert f"`{path.name}`" in PAGE
        used = set(keys(yaml.safe_load(path.read_text("utf-8"))))
        assert used - heads <= {key for key in used if f"`{key}`" in PAGE}, path


def test_the_number_of_restrictions_is_told_right() -> None:
    table = yaml.safe_load((register_path() / "restrictions.yml").read_text("utf-8"))
    assert len(table["restrictions"]) == 7
    assert "Seven restrictions are in it" in PAGE
