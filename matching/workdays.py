"""Working days by the Chinese calendar: public holidays, and the weekend days worked in exchange."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether offices are open.

    A year whose exchange of days is not announced yet has the holidays by law and the plain weekends.
    """
    off, worked = _year(day.year)
    return day in worked or (day.weekday() < _SATURDAY and day not in off)


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


@cache
def _year(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The days off and the weekend days worked in a year.

    The library is large (about 18 MB, a tenth of a second), so it is read when the first working day is
    asked for, and not before.
    """
    from holidays.countries.china import China  # noqa: PLC0415 - see above

    calendar = China(years=year)  # type: ignore[no-untyped-call]
    return frozenset(calendar), frozenset(day for day in calendar.weekend_workdays if day.year == year)
