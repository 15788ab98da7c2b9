"""A row to be screened."""

from __future__ import annotations

from dataclasses import dataclass

from sousveil.model.listed import Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One row of the table that is screened.

    Attributes:
        row: number of the data row, from 1.
        id: the row's own id, or an empty string.
        names: the name and any further names of the same party; never empty strings.
        schema: a FollowTheMoney schema (`Person`, `Company`, `Vessel`, …), `LegalEntity` when the
            row does not say whether it is a person or an organisation.
        countries: ISO 3166-1 alpha-2 codes in lower case, as far as the row's text could be read.
        birth_dates: dates of birth as written in the row.
        identifiers: numbers that decide on their own when equal; `kind` is `""` where the
            row does not say what kind of number it is.
        addresses: free text.
    """

    row: int
    names: tuple[str, ...]
    id: str = ""
    schema: str = "LegalEntity"
    countries: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[str, ...] = ()
