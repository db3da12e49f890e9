"""How much is read at most, so that a file cannot fill the machine; more than any city's directory needs."""

from __future__ import annotations

from exchange.finding import Refused

MOST_BYTES = 128 * 1024 * 1024
"""Of all files together, unpacked."""
MOST_FILES = 200
MOST_ROWS = 1_000_000
"""Of one file."""
MOST_COLUMNS = 300
MOST_SHEET_ROWS = 100_000
"""Of a sheet in a workbook, which costs more to read."""


def check_size(count: int, file: str = "") -> None:
    """Refused when there are more bytes than are read."""
    if count > MOST_BYTES:
        raise Refused(f"{count:,} bytes are more than the {MOST_BYTES:,} that are read", file)


def check_shape(rows: int, columns: int, file: str) -> None:
    """Refused when a sheet is longer or wider than is read."""
    if rows > MOST_ROWS:
        raise Refused(f"more than {MOST_ROWS:,} rows", file)
    if columns > MOST_COLUMNS:
        raise Refused(f"{columns} columns are more than the {MOST_COLUMNS} that are read", file)
