"""The empty sheet for a street office: headings, an example row, drop-down lists, and a sheet of notes."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exchange.template import COLUMNS, LISTS, NOTES, SHEET

_ROWS = 2000
"""Rows with drop-down lists."""
_GREEN = PatternFill("solid", fgColor="DCEBDF")
_GREY = Font(color="808080", italic=True)
_HOW = (
    (
        "一行写一项服务。带 * 的两列必填，其余可空着。",
        "One row a service. The two columns with * are required.",
    ),
    ("灰色的示例行请改写或删除。", "Please overwrite or delete the grey example."),
    ("先检查：linli directory check 文件.xlsx", "To check: linli directory check FILE.xlsx"),
    ("再导入：linli directory import 文件.xlsx", "To import: linli directory import FILE.xlsx"),
    (
        "改好后用同一个 --source 名称再导入即可更新；表里删掉的服务会停止接单，记录保留。",
        "Import again under the same --source to update; what was deleted here is no longer offered.",
    ),
)


def template() -> bytes:
    """The workbook's bytes (.xlsx)."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one; for the type checker
    sheet.title = SHEET
    _fill(sheet)
    _explain(book.create_sheet(NOTES))
    _offer(sheet, book.create_sheet(LISTS))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _fill(sheet: Worksheet) -> None:
    for number, column in enumerate(COLUMNS, 1):
        heading = sheet.cell(1, number, column.title)
        heading.font, heading.fill = Font(bold=True), _GREEN
        heading.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.cell(2, number, column.example or None).font = _GREY
        sheet.column_dimensions[get_column_letter(number)].width = 18
    sheet.row_dimensions[1].height = 34
    sheet.freeze_panes = "B2"


def _explain(sheet: Worksheet) -> None:
    for zh, en in _HOW:
        sheet.append([zh, en])
    sheet.append([])
    sheet.append(["列 Column", "怎么填", "What to write"])
    for column in COLUMNS:
        sheet.append([column.title, column.note_zh, column.note_en])
    for letter, width in (("A", 40), ("B", 50), ("C", 60)):
        sheet.column_dimensions[letter].width = width


def _offer(sheet: Worksheet, lists: Worksheet) -> None:
    """Choices stand in a sheet of their own, since a list in the cell itself may have 255 characters."""
    offered = [(number, column) for number, column in enumerate(COLUMNS, 1) if column.choices]
    for place, (number, column) in enumerate(offered, 1):
        for row, choice in enumerate(column.choices, 1):
            lists.cell(row, place, choice)
        letter, target = get_column_letter(place), get_column_letter(number)
        span = f"'{LISTS}'!${letter}$1:${letter}${len(column.choices)}"
        rule = DataValidation(type="list", formula1=span, allow_blank=True, showErrorMessage=False)
        rule.promptTitle, rule.prompt, rule.showInputMessage = column.zh, column.note_zh, True
        rule.add(f"{target}2:{target}{_ROWS}")
        sheet.add_data_validation(rule)
    lists.sheet_state = "hidden"
