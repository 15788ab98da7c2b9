from __future__ import annotations

import pytest

from sousveil.names.schemata import compatible, modes


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Person", "Person", True),
        ("Person", "Company", False),
        ("LegalEntity", "Person", True),
        ("LegalEntity", "Company", True),
        ("Organization", "Company", True),
        ("Vessel", "LegalEntity", False),
        ("Vessel", "Vessel", True),
        ("Vessel", "Airplane", False),
        ("Vessel", "Person", False),
        ("Asset", "Vessel", True),
        ("Asset", "Company", True),
        ("Asset", "Person", False),
    ],
)
def test_what_can_be_the_same(left: str, right: str, expected: bool) -> None:
    assert compatible(left, right) is expected
    assert compatible(right, left) is expected


def test_names_are_read_by_schema() -> None:
    assert modes("Person") == ("person",)
    assert modes("Vessel") == modes("PublicBody") == ("organisation",)
    assert modes("LegalEntity") == modes("Thing") == ("person", "organisation")
