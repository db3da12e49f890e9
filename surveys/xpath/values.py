"""The values of expressions and how one kind turns into another (XPath 1.0 §4, and dates of XForms)."""

from __future__ import annotations

import re
from decimal import Decimal
from math import inf, isfinite, nan
from typing import Final, TypeAlias

from surveys.xpath.moments import Moment, looks_like_date, parse_moment
from surveys.xpath.node import Node

Value: TypeAlias = str | float | bool | list[Node] | Moment

_NUMBER: Final = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\r\n]*\Z", re.ASCII)


class Days(float):
    """Days since 1970 read from a date by number(): a number like any, but written as whole days."""

    __slots__ = ()


def number_text(number: float) -> str:
    """A number as XPath writes it: no exponent, whole numbers whole, "NaN", "Infinity"."""
    if number.__class__ is Days and isfinite(number):
        number = number // 1
    if not isfinite(number):
        return "NaN" if number != number else ("Infinity" if number > 0 else "-Infinity")  # noqa: PLR0124 - NaN
    whole = int(number)
    if whole == number:
        return str(whole) if abs(whole) < 2**53 else format(Decimal(repr(number)), "f").removesuffix(".0")
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def text_number(text: str, tz: object = None) -> float:
    """The number written in `text`, or NaN; a date counts as its days since 1970 in the zone `tz`."""
    found = _NUMBER.match(text)
    if found:
        return float(found[1])
    if looks_like_date(text):
        moment = parse_moment(text, tz)
        return moment.days if moment is not None else nan
    return nan


def to_string(value: Value) -> str:
    """As by string()."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return value[0].text() if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return value.text()


def to_number(value: Value, tz: object = None) -> float:
    """As by number()."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return text_number(value, tz)
    if isinstance(value, list):
        return text_number(value[0].text(), tz) if value else nan
    return value.days


def to_boolean(value: Value) -> bool:
    """As by boolean(): texts and node-sets by not being empty, numbers by not being 0 or NaN."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0 and value == value  # noqa: PLR0124 - NaN
    if isinstance(value, Moment):
        return value.valid
    return bool(value)


INFINITY: Final = inf
