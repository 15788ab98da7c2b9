from __future__ import annotations

import pytest

from sousveil.names.acronyms import acronyms
from sousveil.names.analysis import analyse


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("China Electronics Technology Group Corporation", "cetc"),
        ("China Electronics Technology Group Corporation", "cetgc"),
        ("Islamic Republic of Iran Shipping Lines", "irisl"),
        ("Mines and Metals Engineering GmbH", "mme"),
    ],
)
def test_long_names_have_acronyms(text: str, letters: str) -> None:
    found = {acronym.letters: acronym.end for acronym in acronyms(analyse(text, "organisation"))}
    assert letters in found
    assert found[letters] <= len(analyse(text, "organisation").parts)


def test_people_and_short_names_have_none() -> None:
    assert acronyms(analyse("John Fitzgerald Kennedy", "person")) == ()
    assert acronyms(analyse("Foo Bar", "organisation")) == ()
