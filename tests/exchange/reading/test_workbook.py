"""A street office's sheet, as offices fill it."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import load_workbook

from exchange.finding import Refused
from exchange.mapping import to_model
from exchange.reading import Reading, read
from exchange.reading import workbook as module
from exchange.template import COLUMNS, NAMES, SHEET
from exchange.writing import template
from model.place import Level, Place
from tests.exchange.samples import codes, workbook

TODAY = date(2026, 11, 21)
PLACES = [
    Place("gx", Level.COMMUNITY, None, "桂香社区", "Guixiang"),
    Place("gy", Level.COMMUNITY, None, "桂雨社区", ""),
]


def sheet(*rows: tuple[Any, ...]) -> Reading:
    return read({"x.xlsx": workbook(*rows)})


def test_the_template_with_its_example_can_be_imported() -> None:
    reading = read({"t.xlsx": template()})
    mapped = to_model(reading.dataset, PLACES, TODAY)
    ((_, service),) = mapped.services
    assert (reading.findings, mapped.findings) == ((), ())
    assert service.categories == ("elderly.meals",)
    assert service.area == ("gx", "gy")
    assert (service.audience, service.capacity, service.fee) == (("elder",), 30, "每餐8元")
    assert len(service.openings) == 6
    assert service.languages == ("zh", "yue")
    assert mapped.organizations[0].phone == "0000-1234567"
    assert mapped.organizations[0].address == "桂香街8号一楼"


def test_the_template_has_headings_notes_and_drop_down_lists() -> None:
    book = load_workbook(io.BytesIO(template()))
    assert [cell.value for cell in book[SHEET][1]] == [column.title for column in COLUMNS]
    assert len(book[SHEET].data_validations.dataValidation) == 3
    assert len(book.worksheets) == 3


def test_no_two_columns_share_a_name() -> None:
    assert len(NAMES) == sum(len(column.names) for column in COLUMNS)


@pytest.mark.parametrize(
    "titles", [("组织名称*", "服务名称"), ("Organization", "Service"), ("机构", "服务项目（必填）")]
)
def test_headings_may_be_chinese_or_english(titles: tuple[str, str]) -> None:
    assert len(list(sheet(titles, ("甲", "乙")).dataset.table("service"))) == 1


def test_a_title_may_stand_above_the_headings_and_rows_may_be_empty() -> None:
    found = sheet(("桂花街道 2026",), (), ("组织名称", "服务名称"), (None, None), ("甲", "乙"))
    assert [row.line for row in found.dataset.table("service")] == [5]


def test_an_empty_organization_is_the_one_above() -> None:
    found = sheet(("组织名称", "统一社会信用代码", "服务名称"), ("甲", "5244X", "乙"), (None, None, "丙"))
    assert {row.fields["organization_id"] for row in found.dataset.table("service")} == {"5244X"}


def test_a_row_without_what_is_needed_is_told_by_its_number() -> None:
    found = sheet(("组织名称", "服务名称", "电话"), (None, "乙", None), ("甲", None, "1"))
    assert [(one.row, one.column) for one in found.findings] == [
        (2, "组织名称 Organization *"),
        (3, "服务名称 Service *"),
    ]
    assert not found.dataset.rows


def test_what_is_not_understood_is_kept_and_told() -> None:
    found = sheet(
        ("组织名称", "服务名称", "服务类别", "服务时间", "容量", "状态", "联系人"),
        ("甲", "乙", "星际旅行、老人助餐", "看情况", "很多", "也许", "小王"),
        ("甲", "丙", None, None, "20人", "暂停", None),
        ("甲", "丁", None, None, 5.0, "Inactive", None),
    )
    assert codes(found.findings) == {
        "template.category",
        "template.hours",
        "template.capacity",
        "template.status",
    }
    services = {row.text("name"): row for row in found.dataset.table("service")}
    assert [services[name].text("status") for name in "乙丙丁"] == ["也许", "temporarily closed", "inactive"]
    assert services["乙"].fields["联系人"] == "小王"
    said = [str(value) for row in found.dataset.rows for value in row.fields.values()]
    assert {"星际旅行", "看情况", "很多", "20", "5"} <= set(said)


def test_what_an_organization_says_differently_in_two_rows_is_not_lost() -> None:
    found = sheet(
        ("组织名称", "服务名称", "电话", "邮箱", "地址"),
        ("甲", "乙", "1、2", "a@b.cn", "东街"),
        ("甲", "丙", "3", "c@d.cn", "西街"),
        ("甲", "丁", "3", "c@d.cn", "西街"),
    )
    assert [row.text("number") for row in found.dataset.table("phone")] == ["1", "2", "3"]
    assert [row.text("address_1") for row in found.dataset.table("address")] == ["东街", "西街"]
    assert codes(found.findings) == {"value.contradicts"}


def test_cells_are_read_as_they_are_shown() -> None:
    day, moment = datetime(2026, 1, 2), datetime(2026, 1, 2, 3, 4)  # noqa: DTZ001 - a cell knows no zone
    values = (True, day, moment, time(9, 0), 3.0, 2.5, date(2026, 1, 2))
    said = [module._text(value) for value in values]
    assert said == ["是", "2026-01-02", "2026-01-02T03:04:00", "09:00:00", "3", "2.5", "2026-01-02"]


def test_other_files_beside_a_workbook_are_told() -> None:
    found = read({"x.xlsx": workbook(("组织名称", "服务名称"), ("甲", "乙")), "notes.txt": b""})
    assert codes(found.findings) == {"file.other"}


def test_a_sheet_without_headings_is_refused() -> None:
    with pytest.raises(Refused, match="no sheet has the headings"):
        sheet(("姓名", "电话"))


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(Refused, match="no complete zip or xlsx"):
        read({"x.xlsx": b"hello"})
    with pytest.raises(Refused, match="no Excel workbook"):
        read({"x.xlsx": b"PK\x05\x06" + bytes(18)})


def test_a_sheet_that_reaches_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SHEET_ROWS", 1)
    with pytest.raises(Refused, match="reaches to row 2, column 2"):
        sheet(("组织名称", "服务名称"), ("甲", "乙"))
