"""Sizes beyond which a table is refused: what no honest supplier file or inventory reaches.

They stand together so that the documentation and the tests can name them.
"""

from __future__ import annotations

MAX_CELL_CHARS = 16 * 2**20
"""Characters in one cell."""

MAX_ROW_CHARS = 32 * 2**20
"""Characters in one row, over all its lines."""

MAX_COLUMNS = 16_384
"""Columns of a table: what a spreadsheet can hold (ECMA-376 part 1, 18.3.1.4)."""

MAX_SHEET_ROWS = 1_048_576
"""Rows of a spreadsheet (ECMA-376 part 1, 18.3.1.73)."""

MAX_UNPACKED_BYTES = 4 * 2**30
"""Bytes that a spreadsheet's parts, or a packed file that must be unpacked whole, may add up to."""

MAX_PART_IN_MEMORY = 512 * 2**20
"""Bytes of those parts of a spreadsheet that are held in memory whole."""

RATIO_FLOOR_BYTES = 64 * 2**20
MAX_RATIO = 200
"""Unpacked bytes per packed byte, once more than the floor has been unpacked. Tables pack to a
tenth or a fiftieth of their size; bombs to a thousandth."""
