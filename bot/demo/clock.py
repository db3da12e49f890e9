"""Time on the demo street: its zone, its weeks, and the hours in which people work."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from matching.workdays import is_working_day, next_working_day

ZONE = ZoneInfo("Asia/Shanghai")
_OPENS, _CLOSES = time(9), time(18)


def local(moment: datetime) -> datetime:
    """A moment on the street's clocks."""
    return moment.astimezone(ZONE)


def at(day: date, clock: time) -> datetime:
    """The moment (UTC) of a time of day on the street."""
    return datetime.combine(day, clock, ZONE).astimezone(UTC)


def monday(now: datetime, back: int = 0) -> datetime:
    """Monday 00:00 of the week of ``now``, or of so many weeks before, in UTC."""
    today = local(now).date()
    return at(today - timedelta(days=today.weekday(), weeks=back), time())


def iso_week(moment: datetime) -> str:
    """The ISO week of a moment: 2026-W47."""
    year, week, _ = local(moment).isocalendar()
    return f"{year}-W{week:02d}"


def working_after(moment: datetime, minutes: float) -> datetime:
    """The moment after so many minutes of working time (9 to 18 on working days)."""
    here = local(moment)
    day = here.date()
    start = max(here, datetime.combine(day, _OPENS, ZONE)) if is_working_day(day) else None
    left = timedelta(minutes=minutes)
    while True:
        if start is not None:
            room = datetime.combine(day, _CLOSES, ZONE) - start
            if room > timedelta() and left <= room:
                return (start + left).astimezone(UTC)
            left -= max(room, timedelta())
        day = next_working_day(day)
        start = datetime.combine(day, _OPENS, ZONE)


def awake(moment: datetime) -> datetime:
    """The same moment, or the next morning when people sleep then."""
    here = local(moment)
    if here.hour < 7:
        return at(here.date(), time(7, here.minute, here.second))
    if here.hour >= 22:
        return at(here.date() + timedelta(days=1), time(7, here.minute, here.second))
    return moment
