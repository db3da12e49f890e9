"""The values of expressions and how one kind turns into another (XPath 1.0 §4, and the dates of XForms)."""

from __future__ import annotations

import re
from datetime import tzinfo
from decimal import Decimal
from math import isfinite, nan
from typing import Final, TypeAlias

from surveys.xpath.moments import Moment, looks_like_date, parse_moment
from surveys.xpath.node import Node

Value: TypeAlias = str | float | bool | list[Node] | Moment

_NUMBER: Final = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\r\n]*\Z", re.ASCII)
_EXACT: Final = 2**53
"""Up to here every whole number has a float of its own."""


class Days(float):
    """Days since 1970 read from a date by number(): a number like any, but written as whole days."""

    __slots__ = ()


def number_text(number: float) -> str:
    """A number as text: without exponent, whole numbers whole, "Infinity".

    NaN is "", as in web-forms, and not the "NaN" of XPath 1.0: it must never become an answer.
    """
    if not isfinite(number):
        return "" if number != number else ("Infinity" if number > 0 else "-Infinity")  # noqa: PLR0124 - NaN
    if number.__class__ is Days:
        number = float(number // 1)
    whole = int(number)
    if whole == number and -_EXACT < whole < _EXACT:
        return str(whole)
    text = repr(float(number))
    if "e" in text:
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


def text_number(text: str, tz: tzinfo) -> float:
    """The number written in `text`, or NaN; a date counts as its days since 1970 in the zone `tz`."""
    if text.isdecimal() and text.isascii():
        return float(text)
    found = _NUMBER.match(text)
    if found:
        return float(found[1])
    if len(text) > 7 and looks_like_date(text):
        moment = parse_moment(text, tz)
        return moment.days if moment is not None else nan
    return nan


def node_text(node: Node) -> str:
    """The string-value of a node; the short way for leaves."""
    return node.text() if node.children else node.value


def to_string(value: Value) -> str:
    """As by string()."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return node_text(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return value.text()


def to_number(value: Value, tz: tzinfo) -> float:
    """As by number()."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return text_number(value, tz)
    if isinstance(value, list):
        return text_number(node_text(value[0]), tz) if value else nan
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


def same_text(left: str, right: str, tz: tzinfo) -> bool:
    """Whether two texts are equal; two dates are when they are the same moment, however written."""
    if left == right:
        return True
    if left[4:5] != "-" or right[4:5] != "-":
        return False
    if not (looks_like_date(left) and looks_like_date(right)):
        return False
    return text_number(left, tz) == text_number(right, tz)
