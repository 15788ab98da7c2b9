"""Invented listed entities and rows for tests of the index and of screening."""

from __future__ import annotations

from typing import Any

from sousveil.model.listed import Identifier, ListedEntity, ListedName, Listing
from sousveil.model.query import Query


def listed(
    entity_id: str,
    schema: str,
    *names: str,
    kind: str = "alias",
    birth_dates: tuple[str, ...] = (),
    countries: tuple[str, ...] = (),
    identifiers: tuple[Identifier, ...] = (),
) -> ListedEntity:
    """Return an entity whose first name is its caption and whose others are of `kind`."""
    return ListedEntity(
        id=entity_id,
        schema=schema,
        caption=names[0] if names else entity_id,
        names=tuple(ListedName(text, kind if at else "name") for at, text in enumerate(names)),
        datasets=("invented",),
        birth_dates=birth_dates,
        countries=countries,
        identifiers=identifiers,
        listings=(Listing(dataset="invented", since="2020-01"),),
    )


def row(*names: str, number: int = 1, schema: str = "LegalEntity", **more: Any) -> Query:
    """Return a query of the names."""
    return Query(row=number, names=names, schema=schema, **more)


LEI = "529900T8BM49AURSDO55"
PARTIES = (
    listed(
        "camera", "Company", "Qinghe Kestrelvision Digital Technology Co., Ltd.", "Kestrelvision",
        "清河鹰视数字技术股份有限公司",
        countries=("cn",), identifiers=(Identifier("leiCode", LEI),),
    ),
    listed("spy", "Company", "Zhupan Technology Co., Ltd.", "Zhupan Technology", "Zhupan"),
    listed("institute", "Organization", "No. 52 Research Institute of Qinghe", "QRI 52"),
    listed("bank", "Organization", "National Bank of Qinghe", "NBQ"),
    listed("man", "Person", "MARLOVSKY, Yevgeny Borisovich", "Евгений Марловский",
           birth_dates=("circa 1971",), countries=("ru",)),
    listed("son", "Person", "Karim bin Walid al-Tarabi", birth_dates=("12 May 1970", "1972")),
    listed("father", "Person", "Walid bin Karim al-Tarabi", birth_dates=("1940",)),
    listed("given", "Person", "Hassan", "The Carpenter", kind="weakAlias"),
    listed("ship", "Vessel", "OCEAN PETREL", identifiers=(Identifier("imoNumber", "9074729"),)),
    listed("anyone", "LegalEntity", "Sandorvale Trust"),
    listed("nameless", "Company"),
)  # fmt: skip
