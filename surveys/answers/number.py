"""Whole and decimal numbers."""

from __future__ import annotations

from decimal import Decimal

from surveys.answers.asked import Asked, Read, problem
from surveys.answers.numerals import number
from surveys.typed import LARGEST_INT, SMALLEST_INT

MOST_DECIMAL_DIGITS = 15


def read_integer(text: str, _asked: Asked) -> Read:
    """A whole number of 32 bits."""
    value = number(text)
    if value is None:
        return problem("integer.what")
    if value != value.to_integral_value():
        return problem("integer.whole", said=_shown(value))
    if not SMALLEST_INT <= value <= LARGEST_INT:
        return problem("integer.size")
    return str(int(value))


def read_decimal(text: str, _asked: Asked) -> Read:
    """A number, with a fraction or not."""
    value = number(text)
    if value is None:
        return problem("decimal.what")
    if len(value.as_tuple().digits) > MOST_DECIMAL_DIGITS:
        return problem("decimal.size")
    return _shown(value)


def _shown(value: Decimal) -> str:
    if value == value.to_integral_value():
        return str(int(value))
    return format(value.normalize(), "f")
