from __future__ import annotations

import pytest
from rigour.territories import get_territories, lookup_territory

from sousveil.tables.countries import country_codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("DE", ("de",)),
        ("cn", ("cn",)),
        ("USA", ("us",)),
        ("uk", ("gb",)),
        ("Germany", ("de",)),
        ("  china ", ("cn",)),
        ("Deutschland", ("de",)),
        ("中国", ("cn",)),
        ("Китай", ("cn",)),
        ("Côte d’Ivoire", ("ci",)),
        ("Korea, Republic of", ("kr",)),
        ("Bosnia and Herzegovina", ("ba",)),
        ("Hong Kong", ("hk",)),
        ("Xinjiang", ("cn",)),
        ("Germany, France", ("de", "fr")),
        ("DE/FR", ("de", "fr")),
        ("DE/Narnia", ()),
        ("Narnia", ()),
        ("", ()),
    ],
)
def test_countries_as_people_write_them(text: str, codes: tuple[str, ...]) -> None:
    assert country_codes(text) == codes


def test_the_small_table_agrees_with_the_large_one() -> None:
    for territory in get_territories():
        for text in (territory.code, territory.alpha3, territory.name):
            found = lookup_territory(text) if text else None
            if text and found and found.ftm_country:
                assert country_codes(text) == (found.ftm_country,), text
