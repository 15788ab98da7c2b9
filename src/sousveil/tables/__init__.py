"""Tabular files in and out: encodings, dialects, hostile input, writing aside."""

from __future__ import annotations

from sousveil.tables.aside import written_aside
from sousveil.tables.columns import FIELDS, parse_mapping
from sousveil.tables.opening import open_table
from sousveil.tables.queries import Queries, queries, query_from_dict, query_from_ftm
from sousveil.tables.rows import open_rows
from sousveil.tables.table import Cell, Record, Table
from sousveil.tables.write import check_output, write_table

__all__ = [
    "FIELDS",
    "Cell",
    "Queries",
    "Record",
    "Table",
    "check_output",
    "open_rows",
    "open_table",
    "parse_mapping",
    "queries",
    "query_from_dict",
    "query_from_ftm",
    "write_table",
    "written_aside",
]
