"""Cells that a spreadsheet would take for a formula: guarded with an apostrophe, and back.

A text from a directory that begins with ``=`` could run a command on the computer of whoever opens the
file (OWASP, "CSV Injection"). Numbers and telephone numbers may begin with a sign and stay as they are.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n|％＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[\d .()/-]+(e[+-]?\d+)?")


def guarded(cell: str) -> str:
    """The cell, safe to open in a spreadsheet."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before ``guarded``."""
    return cell[1:] if cell.startswith("'") and guarded(cell[1:]) == cell else cell
