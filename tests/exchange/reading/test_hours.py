"""Opening hours as people write them."""

from __future__ import annotations

import pytest

from exchange.reading.hours import Span, parse

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周一至周五 9:00-17:00", [(WEEK[:5], "09:00", "17:00")]),
        (
            "周一到五9：00—17：00；周六 9:00~12:00",
            [(WEEK[:5], "09:00", "17:00"), (("SA",), "09:00", "12:00")],
        ),
        ("工作日9:00-11:30，14:00-17:00", [(WEEK[:5], "09:00", "11:30"), (WEEK[:5], "14:00", "17:00")]),
        ("周一、周三、周五 9:00-11:00", [(("MO", "WE", "FR"), "09:00", "11:00")]),
        ("周六日 9:00-10:00", [(("SA", "SU"), "09:00", "10:00")]),
        ("周五至周一 18:00至22:00", [(("FR", "SA", "SU", "MO"), "18:00", "22:00")]),
        ("每天 8:00-20:00", [(WEEK, "08:00", "20:00")]),
        ("周末 全天", [(WEEK[5:], "00:00", "24:00")]),
        ("24小时", [(WEEK, "00:00", "24:00")]),
        ("9:00-17:00", [(WEEK, "09:00", "17:00")]),
        (
            "Mon-Fri 9:00-17:00; Saturday 9:00 to 12:00",
            [(WEEK[:5], "09:00", "17:00"), (("SA",), "09:00", "12:00")],
        ),
        ("Weekdays 9:00-17:00", [(WEEK[:5], "09:00", "17:00")]),
        (
            "周一至周五 9:00-17:00 周六 9:00-12:00",
            [(WEEK[:5], "09:00", "17:00"), (("SA",), "09:00", "12:00")],
        ),
    ],
)
def test_hours_are_understood(text: str, expected: list[tuple[tuple[str, ...], str, str]]) -> None:
    assert parse(text) == [Span(*one) for one in expected]


@pytest.mark.parametrize(
    "text", ["预约", "周一至周五", "周一 25:00-26:00", "9:00-17:00 节假日除外", "", "上午"]
)
def test_what_is_not_understood_is_not_guessed(text: str) -> None:
    assert parse(text) is None
