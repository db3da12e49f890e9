"""ISO weeks: "2026-W47" and the moments between which it lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_ISO = re.compile(r"(\d{4})-?W(\d{1,2})", re.ASCII)
_FIRST_YEAR = 1970
"""Before it nobody kept digests, and the weeks before the very first ones have no name."""


class NotAWeek(ValueError):
    """{text} is not an ISO week; one looks like 2026-W47."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not an ISO week; one looks like 2026-W47")


@dataclass(frozen=True, slots=True)
class Span:
    """A week from its Monday 00:00 to the next one, local time; both moments in UTC."""

    week: str
    start: datetime
    end: datetime


def monday(week: str) -> date:
    """The first day of an ISO week; NotAWeek when there is no such week."""
    match = _ISO.fullmatch(week.strip())
    if match is None or int(match[1]) < _FIRST_YEAR:
        raise NotAWeek(week)
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise NotAWeek(week) from None


def name(day: date) -> str:
    """The ISO week a day lies in."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def week_of(moment: datetime, timezone: tzinfo) -> str:
    """The ISO week a moment lies in, by the local clock."""
    return name(moment.astimezone(timezone).date())


def before(week: str, weeks: int = 1) -> str:
    """The week so many weeks earlier."""
    return name(monday(week) - timedelta(weeks=weeks))


def span(week: str, timezone: tzinfo) -> Span:
    """The moments a week starts and ends."""
    first = monday(week)
    return Span(name(first), _midnight(first, timezone), _midnight(first + timedelta(weeks=1), timezone))


def _midnight(day: date, timezone: tzinfo) -> datetime:
    return datetime.combine(day, time(), timezone).astimezone(UTC)
