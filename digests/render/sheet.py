"""The digest as an Excel workbook: one sheet to read, one with the eight weeks as numbers to work with."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from digests.block import Figures
from digests.digest import Digest
from digests.render.flat import Paragraph, pieces
from digests.weeks import before
from digests.wording import say
from locales import Texts
from model.phrase import phrase

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (36, 24, 24, 16, 16, 16)
_GREEN = "1F6B4F"


def xlsx(digest: Digest, texts: Texts) -> bytes:
    """The workbook. Counts that are not shown elsewhere are not in it either."""
    from openpyxl import Workbook  # noqa: PLC0415 - large, and only an export needs it

    book = Workbook()
    book.properties.created = datetime.combine(digest.last, time())
    sheet = book.active
    if sheet is None:
        raise AssertionError("a new workbook has a sheet")
    sheet.title = say(texts, phrase("digest.sheet.read"))
    _read(sheet, digest, texts)
    _weeks(book.create_sheet(say(texts, phrase("digest.sheet.weeks"))), digest, texts)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _read(sheet: Worksheet, digest: Digest, texts: Texts) -> None:
    """Everything in the order of the page."""
    from openpyxl.styles import Font  # noqa: PLC0415 - as above

    for column, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    _append(sheet, [say(texts, digest.title)], Font(bold=True, size=16))
    _append(sheet, [say(texts, digest.when)])
    for block in digest.blocks:
        sheet.append([])
        _append(sheet, [say(texts, block.title)], Font(bold=True, size=13, color=_GREEN))
        for piece in pieces(block, texts):
            if isinstance(piece, Paragraph):
                _append(sheet, [piece.text])
                if piece.detail:
                    _append(sheet, [piece.detail], Font(italic=True))
            else:
                _append(sheet, list(piece.rows[0]), Font(bold=True))
                for row in piece.rows[1:]:
                    _append(sheet, [number(cell) for cell in row])


def _weeks(sheet: Worksheet, digest: Digest, texts: Texts) -> None:
    """One row a week, one column a figure; durations in hours."""
    found = (part for block in digest.blocks for part in block.parts if isinstance(part, Figures))
    figures = next(found).figures
    head = [say(texts, phrase("digest.sheet.week")), *(say(texts, figure.label) for figure in figures)]
    _append(sheet, head)
    length = len(figures[0].series)
    for place in range(length):
        week = before(digest.week, length - 1 - place)
        _append(sheet, [week, *(figure.series[place] for figure in figures)])
    for column in "ABCDE":
        sheet.column_dimensions[column].width = 22
    sheet.freeze_panes = "B2"


def _append(sheet: Worksheet, row: list[Any], font: Any = None) -> None:  # noqa: ANN401 - openpyxl's Font
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    cells = [WriteOnlyCell(sheet, value) for value in row]
    for cell in cells:
        if isinstance(cell.value, str):
            cell.data_type = "s"  # text stays text, also when it begins with "="
        if font is not None:
            cell.font = font
    sheet.append(cells)


def number(text: str) -> str | int | float:
    """A text that is a number, as one; anything else as it is."""
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text
