"""Where in a spreadsheet a complaint belongs, when whoever complains does not say. Knows no pyxform."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from surveys.finding import Finding

Row = Mapping[str, str]
FIRST_ROW = 2
"""The row of a sheet below its header, as Excel counts."""

CLUES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"Unknown question type '(.*?)'"), "survey", "type"),
    (re.compile(r"survey element named '(.*?)'"), "survey", "name"),
    (re.compile(r"See \[(.*?)\] in \["), "choices", "name"),
    (re.compile(r"There should be a (choices) sheet"), "choices", ""),
    (re.compile(r"(?:the|in the|for) '?(\w+)'? sheet"), "", ""),
    (re.compile(r"for sheet: '(\w+)'"), "", ""),
    (re.compile(r"named '(.*?)'|\[name : '(.*?)'\]|question '(.*?)'"), "survey", "name"),
)
"""What a complaint may say, the sheet this is about ("": it is the name of the sheet), and the column."""


def located(finding: Finding, sheets: Mapping[str, Sequence[Row]]) -> Finding:
    """The finding with sheet, row and column as far as its words tell them."""
    if finding.sheet and finding.row is not None:
        return finding
    text = f"{finding.message.params.get('detail', '')}"
    for pattern, sheet, column in CLUES:
        clue = pattern.search(text)
        if clue is None:
            continue
        said = next(filter(None, clue.groups()), "")
        if not sheet:
            if said not in sheets:
                continue
            return replace(finding, sheet=said, row=finding.row or 1)
        row = row_of(sheets.get(sheet, ()), column, said)
        return replace(finding, sheet=sheet, row=row, column=column, subject=finding.subject or said)
    return _by_name(finding, sheets)


def _by_name(finding: Finding, sheets: Mapping[str, Sequence[Row]]) -> Finding:
    row = row_of(sheets.get("survey", ()), "name", finding.subject)
    return replace(finding, sheet="survey", row=row, column="name") if row is not None else finding


def row_of(rows: Sequence[Row], column: str, value: str) -> int | None:
    """The first row with a value in a column, as Excel counts; None when there is none."""
    if not value:
        return None
    for number, row in enumerate(rows, FIRST_ROW):
        if any(cell.strip() == value for name, cell in row.items() if name.strip().lower() == column):
            return number
    return None


def blamed(rows: Sequence[Row], fails: Callable[[Sequence[Row]], bool]) -> int | None:
    """The row without which a conversion no longer fails, found by halving; None when no single one is it."""
    low, high = 0, len(rows)
    while high - low > 1:
        middle = (low + high) // 2
        if not fails(_without(rows, low, middle)):
            high = middle
        elif not fails(_without(rows, middle, high)):
            low = middle
        else:
            return None
    return low + FIRST_ROW if rows and not fails(_without(rows, low, high)) else None


def blamed_cell(rows: Sequence[Row], row: int, fails: Callable[[Sequence[Row]], bool]) -> str:
    """The column of the cell without which a conversion no longer fails; "" when it is no single one."""
    place = row - FIRST_ROW
    for column in rows[place]:
        rest = {name: cell for name, cell in rows[place].items() if name != column}
        if not fails([*rows[:place], rest, *rows[place + 1 :]]):
            return column
    return ""


def _without(rows: Sequence[Row], low: int, high: int) -> list[Row]:
    """The rows, some of them blank: the others keep their numbers."""
    return [{} if low <= place < high else row for place, row in enumerate(rows)]
