"""Cells of the UK's lists that hold several things, and what kinds of party there are."""

from __future__ import annotations

import pytest

from sousveil.sources.uk_party import party_schema, split_numbered, split_values


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        (" ", []),
        ("Russia", ["Russia"]),
        ("(1) Syria. (2) Türkiye.", ["Syria", "Türkiye"]),
        ("Asset freeze|Travel Ban|Asset freeze", ["Asset freeze", "Travel Ban"]),
        ("Togo; Comoros", ["Togo", "Comoros"]),
        ("+44 (0)20 1", ["+44 (0)20 1"]),
        ("(1) +44 (0)20 1 (2) +44 (0)20 2.", ["+44 (0)20 1", "+44 (0)20 2"]),
    ],
)
def test_split_values(text: str, parts: list[str]) -> None:
    assert split_values(text) == parts


def test_split_numbered_leaves_other_brackets() -> None:
    assert split_numbered("(1) A (north) (2) B") == ["A (north)", "B"]
    assert split_numbered("A (1999) (2) B") == ["A (1999) (2) B"]
    assert split_numbered("(1)A(2)B (3) ") == ["A", "B"]


@pytest.mark.parametrize(
    ("kind", "entity_type", "schema"),
    [
        ("Individual", "", "Person"),
        ("ENTITY", "", "Organization"),
        ("Entity", "State Owned Enterprise", "Company"),
        ("Entity", "Government Ministry", "PublicBody"),
        ("Entity", "Terrorist organisation", "Organization"),
        ("Ship", "", "Vessel"),
        ("Aircraft", "", None),
    ],
)
def test_party_schema(kind: str, entity_type: str, schema: str | None) -> None:
    assert party_schema(kind, entity_type) == schema
