"""ISO weeks and their moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from digests import weeks

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("label", "week", "day"),
    [
        ("plain", "2026-W47", date(2026, 11, 16)),
        ("without a hyphen", "2026W47", date(2026, 11, 16)),
        ("one digit", "2026-W2", date(2026, 1, 5)),
        ("a year with 53 weeks", "2026-W53", date(2026, 12, 28)),
    ],
)
def test_a_week_begins_on_its_monday(label: str, week: str, day: date) -> None:
    assert weeks.monday(week) == day


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-W00", "2025-W53", "2026-W54", "W47", "2026-47", "last", "0001-W01", "２０２６-W47"],
)
def test_what_is_no_week_is_said_so_with_an_example(text: str) -> None:
    with pytest.raises(weeks.NotAWeek, match="2026-W47"):
        weeks.monday(text)


def test_a_week_lies_between_local_midnights() -> None:
    span = weeks.span("2026-W47", SHANGHAI)
    assert span == weeks.Span(
        "2026-W47", datetime(2026, 11, 15, 16, tzinfo=UTC), datetime(2026, 11, 22, 16, tzinfo=UTC)
    )


def test_a_week_with_a_change_of_the_clock_is_an_hour_longer() -> None:
    span = weeks.span("2026-W43", ZoneInfo("Europe/Berlin"))
    assert span.end - span.start == timedelta(days=7, hours=1)


def test_sunday_night_in_utc_is_already_the_next_week_in_china() -> None:
    assert weeks.week_of(datetime(2026, 11, 15, 17, tzinfo=UTC), SHANGHAI) == "2026-W47"


def test_the_week_before_the_first_is_in_the_old_year() -> None:
    assert weeks.before("2027-W01") == "2026-W53"
    assert weeks.before("2026-W47", 8) == "2026-W39"
