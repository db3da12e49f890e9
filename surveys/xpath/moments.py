"""Dates and times: reading, writing, and counting them as days since 1970."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

MS_PER_DAY: Final = 86_400_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST: Final = -62_100_000_000_000
_LATEST: Final = 253_370_000_000_000
"""Milliseconds to the years 2 and 9998: beyond them no zone can be applied safely."""

_ZONE: Final = r"(Z|[+-]\d{1,2}(?::?\d{2})?)?"
_CLOCK: Final = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?"
_DATE: Final = re.compile(rf"\s*(-?\d{{4}})-(\d{{1,2}})-(\d{{1,2}})(?:[T ]{_CLOCK}{_ZONE})?\s*\Z", re.ASCII)
_TIME: Final = re.compile(rf"\s*{_CLOCK}{_ZONE}\s*\Z", re.ASCII)
_BROWSER: Final = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT([+-]\d{4})", re.ASCII
)
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, as date(), today(), now() give it.

    `ms` are milliseconds since 1970 UTC, None when what was read is no date; `tz` the resident's zone.
    A moment at local midnight is written as a date alone unless `clock` asks for the time as well.
    """

    ms: int | None
    tz: tzinfo
    clock: bool = False

    @property
    def valid(self) -> bool:
        """Whether this is a real moment."""
        return self.ms is not None

    @property
    def days(self) -> float:
        """Days since 1970 UTC with the time of day as fraction; NaN when not valid."""
        return float("nan") if self.ms is None else self.ms / MS_PER_DAY

    @property
    def local(self) -> datetime | None:
        """The moment on the resident's clock; None when not valid."""
        if self.ms is None:
            return None
        return (_EPOCH + timedelta(milliseconds=self.ms)).astimezone(self.tz)

    def text(self) -> str:
        """2026-01-10, or 2026-01-10T08:30:00.000+08:00, or "Invalid Date"."""
        local = self.local
        if local is None:
            return "Invalid Date"
        if not self.clock and not (local.hour or local.minute or local.second or local.microsecond):
            return local.strftime("%Y-%m-%d") if local.year > 999 else local.date().isoformat()
        return local.isoformat(timespec="milliseconds")


def from_days(days: float, tz: tzinfo) -> Moment:
    """The moment so many days after 1970 UTC."""
    ms = days * MS_PER_DAY
    return Moment(round(ms) if _EARLIEST < ms < _LATEST else None, tz)


def from_datetime(when: datetime, tz: tzinfo, *, clock: bool = False) -> Moment:
    """The moment of an aware datetime, to the millisecond."""
    return Moment((when - _EPOCH) // timedelta(milliseconds=1), tz, clock)


def midnight(when: datetime, tz: tzinfo) -> Moment:
    """The beginning of the day that `when` is in, in the zone `tz`."""
    day = when.astimezone(tz).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return from_datetime(day, tz)


def looks_like_date(text: str) -> bool:
    """Whether `text` is written like a date or a date with time; the day itself may be wrong."""
    return _DATE.match(text) is not None


def parse_moment(text: str, tz: tzinfo) -> Moment | None:
    """The date or date and time in `text`, in the zone `tz` unless it names one; None when there is none."""
    found = _DATE.match(text)
    if found is None:
        return _parse_browser(text, tz)
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    micro = int((fraction or "0").ljust(6, "0")[:6])
    try:
        when = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micro,
            tzinfo=parse_zone(zone, tz),
        )  # fmt: skip
        return from_datetime(when, tz) if 1 < when.year < 9999 else None
    except (ValueError, OverflowError):
        return None


def parse_time(text: str, now: datetime, tz: tzinfo) -> Moment | None:
    """A time of day such as 08:30:00.000+08:00, on the day of `now`; None when `text` is no time."""
    found = _TIME.match(text)
    if found is None:
        return None
    hour, minute, second, fraction, zone = found.groups()
    micro = int((fraction or "0").ljust(6, "0")[:6])
    try:
        where = parse_zone(zone, tz)
        when = now.astimezone(where).replace(
            hour=int(hour), minute=int(minute), second=int(second or 0), microsecond=micro, fold=0
        )
    except (ValueError, OverflowError):
        return None
    return from_datetime(when, tz)


def parse_zone(zone: str | None, tz: tzinfo) -> tzinfo:
    """The zone written as Z, +08:00, +0800 or +08; `tz` when none is. ValueError when there is no such."""
    if not zone:
        return tz
    if zone == "Z":
        return UTC
    digits = zone[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if minutes > 59 or hours > 23:
        raise ValueError(zone)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if zone[0] == "-" else offset)


def _parse_browser(text: str, tz: tzinfo) -> Moment | None:
    """The way JavaScript writes a Date; some forms hold defaults that were pasted from a browser."""
    found = _BROWSER.match(text)
    if found is None or found[1] not in MONTHS:
        return None
    month, day, year, hour, minute, second, zone = found.groups()
    return parse_moment(f"{year}-{MONTHS.index(month) + 1}-{day}T{hour}:{minute}:{second}{zone}", tz)
