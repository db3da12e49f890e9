"""Values: how numbers and dates are written and read."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf, isnan, nan
from zoneinfo import ZoneInfo

import pytest

from surveys.xpath import Moment, number_text
from surveys.xpath.moments import from_days, midnight, parse_moment, parse_time
from surveys.xpath.values import Days, same_text, text_number, to_boolean, to_number, to_string

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-2.5, "-2.5"),
        (13800138000.0, "13800138000"),
        (2.0**53, "9007199254740992"),
        (1e21, "1000000000000000000000"),
        (1.5e-7, "0.00000015"),
        (0.1 + 0.2, "0.30000000000000004"),
        (nan, ""),
        (inf, "Infinity"),
        (-inf, "-Infinity"),
        (Days(14127.29), "14127"),
        (Days(-0.5), "-1"),
    ],
)
def test_numbers_are_written_without_exponent(number: float, written: str) -> None:
    assert number_text(number) == written


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("42", 42),
        (" -1.50\n", -1.5),
        (".5", 0.5),
        ("5.", 5),
        ("1970-01-02", 1 - 8 / 24),
        ("1970-01-02T08:00:00.000+08:00", 1),
        ("1970-01-01T00:00Z", 0),
    ],
)
def test_numbers_are_read_from_texts(written: str, number: float) -> None:
    assert text_number(written, SHANGHAI) == pytest.approx(number)


@pytest.mark.parametrize(
    "written", ["", "x", "1e3", "+1", "１２", "1_0", "inf", "- 1", "2026-02-30", "2026-1"]
)
def test_what_is_no_number_is_nan(written: str) -> None:
    assert isnan(text_number(written, UTC))


def test_conversions_of_dates_and_truth() -> None:
    day = parse_moment("2026-03-05", SHANGHAI)
    assert day is not None
    assert (to_string(day), to_boolean(day)) == ("2026-03-05", True)
    assert to_number(day, UTC) == day.days
    none = Moment(None, UTC)
    assert (none.text(), to_boolean(none), isnan(none.days), none.local) == (
        "Invalid Date",
        False,
        True,
        None,
    )
    assert to_number(value=True, tz=UTC) == 1
    assert to_boolean("0")


def test_dates_written_differently_may_be_the_same() -> None:
    assert same_text("2026-01-05", "2026-1-5", UTC)
    assert not same_text("2026-01-05", "2026-x", UTC)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-05T10:30:00+0800", "2026-03-05T10:30:00.000+08:00"),
        ("2026-03-05 10:30:15.25Z", "2026-03-05T18:30:15.250+08:00"),
        ("2026-03-05T10:30-01", "2026-03-05T19:30:00.000+08:00"),
        ("Thu Mar 05 2026 10:30:00 GMT+0800 (China Standard Time)", "2026-03-05T10:30:00.000+08:00"),
        ("0999-01-01T00:00:00+08:06", None),
    ],
)
def test_moments_are_read_in_every_usual_way(written: str, read: str | None) -> None:
    moment = parse_moment(written, SHANGHAI)
    assert moment is not None
    if read is not None:
        assert moment.text() == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "2026-13-01",
        "2026-01-01T25:00",
        "2026-01-01T10:00+99:00",
        "2026-01-01T10:00+08:75",
        "0001-01-01",
        "9999-01-01",
        "Thu Xyz 05 2026 10:30:00 GMT+0800",
    ],
)
def test_what_is_no_moment_is_none(written: str) -> None:
    assert parse_moment(written, SHANGHAI) is None


def test_times_of_day_are_on_the_given_day() -> None:
    now = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
    found = parse_time("08:30:00.500", now, SHANGHAI)
    assert found is not None
    assert found.text() == "2026-03-05T08:30:00.500+08:00"
    assert parse_time("24:00", now, SHANGHAI) is None
    assert parse_time("x", now, SHANGHAI) is None
    assert midnight(now, SHANGHAI).text() == "2026-03-05"


def test_days_out_of_the_calendar_are_no_moment() -> None:
    assert not from_days(1e300, UTC).valid
    assert from_days(-718_000.0, UTC).text().startswith("000")
