"""How much is read at most, so that a file cannot fill the machine; more than any city's directory needs."""

from __future__ import annotations

from exchange.finding import Refused
from model.phrase import phrase

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
        raise Refused(phrase("exchange.bytes", count=f"{count:,}", most=f"{MOST_BYTES:,}"), file)


def check_shape(rows: int, columns: int, file: str) -> None:
    """Refused when a sheet is longer or wider than is read."""
    if rows > MOST_ROWS:
        raise Refused(phrase("exchange.rows", most=f"{MOST_ROWS:,}"), file)
    if columns > MOST_COLUMNS:
        raise Refused(phrase("exchange.columns", count=columns, most=MOST_COLUMNS), file)
