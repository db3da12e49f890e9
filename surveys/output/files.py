"""Tables as files that Excel, statistics programs and HXL tools open."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from surveys.output.tables import Cell, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection)."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def to_csv(table: Table, *, hxl: bool = False) -> bytes:
    """A table as CSV that Excel reads as UTF-8; with ``hxl`` the hashtags stand below the head.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_tame(one) for one in table.head])
    if hxl and table.hxl:
        writer.writerow(table.hxl)
    writer.writerows([_tame(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(tables: Sequence[Table]) -> bytes:
    """A workbook with one sheet a table; texts stay texts, also when they begin with "="."""
    from openpyxl import Workbook  # noqa: PLC0415 - large, and only an export needs it
    from openpyxl.styles import Font  # noqa: PLC0415 - likewise
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - likewise

    book = Workbook()
    book.remove(book.worksheets[0])
    for table, name in zip(tables, sheet_names(one.name for one in tables), strict=True):
        sheet = book.create_sheet(name)
        for row, cells in enumerate((table.head, *table.rows), start=1):
            for column, value in enumerate(cells, start=1):
                cell = sheet.cell(row, column, _CONTROL.sub("", value) if isinstance(value, str) else value)
                if isinstance(value, str):
                    cell.data_type = "s"
                if row == 1:
                    cell.font = Font(bold=True)
        for column, head in enumerate(table.head, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = min(40, max(12, 2 * len(head)))
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names Excel accepts (31 signs, none with a meaning in formulas), each once."""
    made: list[str] = []
    for name in names:
        plain = re.sub(r"[\[\]:*?/\\]", "_", name)[-31:] or "data"
        place = 2
        wanted = plain
        while wanted.lower() in (one.lower() for one in made):
            wanted = f"{plain[:27]}_{place}"
            place += 1
        made.append(wanted)
    return made


def _tame(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
