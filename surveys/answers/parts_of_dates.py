"""Where only a year, or a month with its year, is asked for: 2019, 82年, 去年, 2019年3月, March 2019."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

from surveys.answers.days import MONTHS, YEARS, is_month, whole, year_of
from surveys.answers.numerals import number

ENGLISH_YEARS = {"lastyear": -1, "thisyear": 0}
_YEAR = re.compile(r"(\d{4}|[零〇一二两三四五六七八九]{4}|前|去|今|明|后)年?\Z")
_SHORT_YEAR = re.compile(r"(\d{2}|[零〇一二三四五六七八九]{2})(年?)\Z")
_THIS_CENTURY = 40
"""From so many on, two digits are a year of the last century; without 年 only these are a year at all."""
_MONTH = re.compile(
    r"(?:(\d{4}|[零〇一二三四五六七八九]{4}|前|去|今)[年\-/.])?(\d{1,2}|[一二三四五六七八九十]{1,2})月?份?\Z"
)
_ENGLISH_MONTH_ONLY = re.compile(r"([a-z]{3,9})\.?,?(\d{4})?\Z")


def only_year(word: str, today: dt.date) -> dt.date | None:
    """The first day of the year that a word says, and nothing else."""
    found, short = _YEAR.match(word), _SHORT_YEAR.match(word)
    if short is not None:
        return _of_two_digits(whole(short[1]), today, marked=bool(short[2]))
    if found is None:
        return dt.date(today.year + ENGLISH_YEARS[word], 1, 1) if word in ENGLISH_YEARS else None
    year = year_of(found[1], today) if found[1] in YEARS else number(found[1])
    return dt.date(int(year), 1, 1) if year is not None and 1000 <= year <= 2999 else None


def _of_two_digits(value: int, today: dt.date, *, marked: bool) -> dt.date | None:
    """82年 is 1982 and 08年 2008; what might be either is none."""
    if value >= _THIS_CENTURY:
        return dt.date(1900 + value, 1, 1)
    return dt.date(2000 + value, 1, 1) if marked and value <= today.year % 100 else None


def _only_month(word: str, today: dt.date) -> dt.date | None:
    found = _MONTH.match(word)
    if found is not None:
        year = only_year(found[1], today) if found[1] else today
        month = number(found[2])
    else:
        found = _ENGLISH_MONTH_ONLY.match(word)
        year = dt.date(int(found[2]), 1, 1) if found is not None and found[2] else today
        known = found is not None and is_month(found[1])
        month = Decimal(MONTHS.index(found[1][:3]) + 1) if found is not None and known else None
    return year.replace(month=int(month), day=1) if year and month is not None and 1 <= month <= 12 else None


PARTS: dict[str, Callable[[str, dt.date], dt.date | None]] = {"year": only_year, "month": _only_month}
