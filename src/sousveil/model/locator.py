"""Locators: where in a source a statement stands, as a file name with a fragment.

The fragments follow what the formats have: physical lines (as editors count them, from 1) with a
column name for text and tables, an XPath for XML, a JSON pointer (RFC 6901) for JSON documents.
"""

from __future__ import annotations


def at_line(file: str, line: int, column: str | None = None) -> str:
    """Return `file#line=N`, with `&column=NAME` where the value stands in a named column."""
    return f"{file}#line={line}" if column is None else f"{file}#line={line}&column={column}"


def at_row(file: str, row: int, column: str | None = None) -> str:
    """Return `file#row=N`, for tables that are no text: sheets (their header is row 1), Parquet."""
    return f"{file}#row={row}" if column is None else f"{file}#row={row}&column={column}"


def at_xpath(file: str, xpath: str) -> str:
    """Return `file#xpath=/ROOT/RECORD[3]/NAME[1]`; element names without namespaces."""
    return f"{file}#xpath={xpath}"


def at_pointer(file: str, pointer: str) -> str:
    """Return `file#/results/3/name`, the fragment being a JSON pointer."""
    return f"{file}#{pointer}"
