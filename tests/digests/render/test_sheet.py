"""The Excel workbook."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from digests import Decision, Digest, Facts, compose
from digests.render import xlsx
from digests.render.sheet import number
from locales import Texts, texts


def rows(packed: bytes, sheet: int) -> list[list[object]]:
    book = load_workbook(io.BytesIO(packed))
    return [[cell for cell in row if cell is not None] for row in book.worksheets[sheet].values]


def test_numbers_are_numbers_and_hidden_ones_are_not_there(digest: Digest) -> None:
    read = rows(xlsx(digest, texts("zh_CN")), 0)
    assert ["新需求", 28, 16] in read
    assert ["设施与住房", "15（12）", "5（少于 5）", "少于 15", 0, "少于 5"] in read


def test_the_eight_weeks_are_a_sheet_of_their_own(digest: Digest, words: Texts) -> None:
    head, *weeks = rows(xlsx(digest, words), 1)
    assert len(head) == 5
    assert [week[0] for week in weeks] == [f"2026-W{number}" for number in range(40, 48)]
    assert weeks[-1][1:] == [28, 19, 6, 2]


def test_weeks_before_the_first_are_empty_rows(empty: Facts) -> None:
    weeks = rows(xlsx(compose(empty), texts("en")), 1)
    assert weeks[1] == ["2026-W40"]
    assert weeks[-1] == ["2026-W47", 0, 0, 0]


def test_what_people_wrote_is_never_a_formula(facts: Facts) -> None:
    written = replace(facts, decisions=(Decision("=HYPERLINK(1)", "办好了"),))
    book = load_workbook(io.BytesIO(xlsx(compose(written), texts("zh_CN"))))
    cells = [cell for row in book.worksheets[0] for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in cells] == ["s"]


@pytest.mark.parametrize(
    ("text", "value"), [("12", 12), ("3.5", 3.5), ("—", "—"), ("少于 5", "少于 5"), ("3 小时", "3 小时")]
)
def test_a_text_that_is_a_number_becomes_one(text: str, value: object) -> None:
    assert number(text) == value
