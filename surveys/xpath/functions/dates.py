# ruff: noqa: D402 - a docstring begins with the function as authors write it
"""Dates and times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from math import isfinite, nan
from typing import Final

from surveys.xpath.context import EPOCH, Context
from surveys.xpath.moments import MONTHS, Moment, from_datetime, from_days, midnight, parse_moment, parse_time
from surveys.xpath.node import Node
from surveys.xpath.values import Value, node_text, text_number, to_string

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LONG_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FORMATS: Final[dict[str, Callable[[datetime], str]]] = {
    "Y": lambda when: f"{when.year:04}",
    "y": lambda when: f"{when.year % 100:02}",
    "m": lambda when: f"{when.month:02}",
    "n": lambda when: str(when.month),
    "b": lambda when: MONTHS[when.month - 1],
    "B": lambda when: _LONG_MONTHS[when.month - 1],
    "d": lambda when: f"{when.day:02}",
    "e": lambda when: str(when.day),
    "H": lambda when: f"{when.hour:02}",
    "h": lambda when: str(when.hour),
    "M": lambda when: f"{when.minute:02}",
    "S": lambda when: f"{when.second:02}",
    "3": lambda when: f"{when.microsecond // 1000:03}",
    "a": lambda when: WEEKDAYS[when.weekday()],
    "A": lambda when: _LONG_WEEKDAYS[when.weekday()],
    "W": lambda when: f"{when.isocalendar().week:02}",
    "Z": lambda when: when.isoformat()[-6:] if when.utcoffset() else "Z",
    "%": lambda _when: "%",
}
"""What follows a % in a format (ODK XForms specification, format-date)."""


def moment_of(context: Context, value: Value, *, clock_alone: bool = False) -> Moment:
    """The moment that a value means: a date as it is, a number as days, a text as written."""
    host = context.host
    if isinstance(value, Moment):
        return value
    if isinstance(value, bool):
        return Moment(None, host.tz)
    if isinstance(value, float):
        return from_days(value, host.tz) if isfinite(value) else Moment(None, host.tz)
    text = value if isinstance(value, str) else (node_text(value[0]) if value else "")
    found = parse_moment(text, host.tz)
    if found is None and clock_alone:
        found = parse_time(text, host.now, host.tz)
    if found is not None:
        return found
    number = text_number(text, host.tz)
    return from_days(number, host.tz) if isfinite(number) else Moment(None, host.tz)


def today(context: Context, _node: Node) -> Moment:
    """today(): the beginning of the resident's day."""
    return midnight(context.host.now, context.host.tz)


def now(context: Context, _node: Node) -> Moment:
    """now(): with the time and zone, even at midnight."""
    return from_datetime(context.host.now, context.host.tz, clock=True)


def date(context: Context, _node: Node, value: Value) -> Moment | str:
    """date(value), date-time(value): the moment that a text or number of days means; "" of a blank."""
    if isinstance(value, bool) or value == "" or (isinstance(value, list) and to_string(value) == ""):
        return ""
    return moment_of(context, value)


def decimal_date_time(context: Context, _node: Node, value: Value) -> float:
    """decimal-date-time(value): days since 1970 UTC with the time as fraction; NaN for what is no date."""
    return moment_of(context, value).days


def decimal_time(context: Context, _node: Node, value: Value) -> float:
    """decimal-time(value): the time on the resident's clock as a fraction of the day; NaN for no time."""
    host = context.host
    text = (
        value
        if isinstance(value, str)
        else (node_text(value[0]) if isinstance(value, list) and value else "")
    )
    found = value if isinstance(value, Moment) else parse_time(text, EPOCH, host.tz)
    local = found.local if found is not None else None
    if local is None:
        return nan
    seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
    return seconds / 86400


def format_date(context: Context, _node: Node, value: Value, pattern: str) -> str:
    """format-date(value, format), format-date-time: "" for what is no date; unknown signs stay."""
    if value == "" or (isinstance(value, list) and not value):
        return ""
    local = moment_of(context, value, clock_alone=True).local
    if local is None:
        return ""
    pieces: list[str] = []
    signs = iter(pattern)
    for sign in signs:
        if sign != "%":
            pieces.append(sign)
            continue
        letter = next(signs, "")
        write = FORMATS.get(letter)
        pieces.append(write(local) if write is not None else "%" + letter)
    return "".join(pieces)
