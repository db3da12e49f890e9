"""Whole and decimal numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from model.phrase import Phrase
from surveys.answers import units
from surveys.answers.asked import Asked, Read, problem
from surveys.answers.numerals import LONGEST, is_bare, number
from surveys.answers.words import says_none
from surveys.typed import LARGEST_INT, SMALLEST_INT

MOST_DECIMAL_DIGITS = 15
_OF_A_CHILD = re.compile(r"孩|娃|child|kid|son|daughter", re.IGNORECASE)
OLDEST = 130
"""Years: whoever types more where an age is asked for says when they were born."""


def read_integer(text: str, asked: Asked) -> Read:
    """A whole number of 32 bits."""
    value = _meant(text, asked)
    if value is None:
        return problem("integer.what")
    if isinstance(value, Phrase):
        return value
    if value > OLDEST and units.asked_for(asked.question) == units.AGE:
        return problem("integer.age")
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
    if says_none(text) and units.asked_for(asked.question) == units.COUNT:
        return Decimal(0)
    words = units.clear(text, asked.question)
    if words is None:
        return problem("number.unclear", example=_example(asked.question))
    return number(words[:LONGEST])


def _example(question: str) -> int:
    """A number such as is asked for."""
    if units.asked_for(question) != units.AGE:
        return 3
    return 7 if _OF_A_CHILD.search(question) else 68


def _shown(value: Decimal) -> str:
    if value == value.to_integral_value():
        return str(int(value))
    return format(value.normalize(), "f")
