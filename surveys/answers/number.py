"""Whole and decimal numbers."""

from __future__ import annotations

from decimal import Decimal

from model.phrase import Phrase
from surveys.answers import units
from surveys.answers.asked import Asked, Read, problem
from surveys.answers.numerals import LONGEST, is_bare, number
from surveys.typed import LARGEST_INT, SMALLEST_INT

MOST_DECIMAL_DIGITS = 15


def read_integer(text: str, asked: Asked) -> Read:
    """A whole number of 32 bits."""
    value = _meant(text, asked)
    if value is None:
        return problem("integer.what")
    if isinstance(value, Phrase):
        return value
    if value != value.to_integral_value():
        return problem("integer.whole", said=_shown(value))
    if not SMALLEST_INT <= value <= LARGEST_INT:
        return problem("integer.size")
    return str(int(value))


def read_decimal(text: str, asked: Asked) -> Read:
    """A number, with a fraction or not."""
    value = _meant(text, asked)
    if value is None:
        return problem("decimal.what")
    if isinstance(value, Phrase):
        return value
    if len(value.as_tuple().digits) > MOST_DECIMAL_DIGITS:
        return problem("decimal.size")
    return _shown(value)


def _meant(text: str, asked: Asked) -> Decimal | Phrase | None:
    """The number that is clearly the answer; None when there is none; else that it is not clear which."""
    if is_bare(text):
        return Decimal(text)
    words = units.clear(text, asked.question)
    if words is None:
        return problem("number.unclear", example=7 if units.asked_for(asked.question) == units.AGE else 3)
    return number(words[:LONGEST])


def _shown(value: Decimal) -> str:
    if value == value.to_integral_value():
        return str(int(value))
    return format(value.normalize(), "f")
