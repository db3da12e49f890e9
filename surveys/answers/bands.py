"""Choices that are bands of numbers (18–35 岁, 五年以上): the one that a number said in words lies in.

Whoever is sixty-five and is asked for an age group says 65.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from surveys.answers.numerals import CHINESE, number
from surveys.answers.words import bare

_NUMERAL = rf"(\d[\d,]*(?:\.\d+)?[万千]?|[{CHINESE}半]+|[a-z]+(?:-[a-z]+)?)"
_UNIT = (
    r" ?((?:周?岁|歲|年|个?多?月|天|日|小时|分钟|次|回|人|口|个|位|户|元|块|层|楼"
    r"|years?|months?|days?|weeks?|hours?|times?|people|yuan)?(?: old| of age)?)"
)
_BETWEEN = re.compile(rf"{_NUMERAL}{_UNIT} ?(?:-|–|—|~|至|到|\bto\b) ?{_NUMERAL}{_UNIT}")
_BELOW = re.compile(rf"(?:不到|不满|不足|少于|小于|低于|under|below|less than|fewer than) ?{_NUMERAL}{_UNIT}")
_UP_TO = re.compile(
    rf"{_NUMERAL}{_UNIT} ?(?:及|和|或)?(?:以下|以内|以里|or (?:less|fewer|younger|under|below))"
)
_ABOVE = re.compile(rf"(?:超过|多于|大于|高于|over|more than|above) ?{_NUMERAL}{_UNIT}")
_FROM = re.compile(
    rf"(?:至少)?{_NUMERAL}{_UNIT} ?(?:(?:及|和|或)?(?:以上|往上)|\+|or (?:more|older|over|above))"
)
_JUST = re.compile(rf"{_NUMERAL}{_UNIT}")
_BESIDE = (
    r"(?:我|俺|你|她|他|今年|现在|都|已经|有|住了?|快要?|大概|大约|差不多|刚刚?|是|了|个|的|满|周|整|啊|嘛"
    r"|i'm|i am|i've|it's|about|nearly|almost|for|been|here|lived|have|\s)*"
)
_TYPED = re.compile(
    rf"{_BESIDE}(?:{_NUMERAL}(?P<more>几|多|来)?{_UNIT}(?P<later>多)?"
    rf"|(?P<half>半){_UNIT})(?:出头)?(?:左右|吧|哦|咯|啦|嘞)*{_BESIDE}"
)
_IN_YEARS = {"year": 1.0, "age": 1.0, "month": 1 / 12, "week": 7 / 365, "day": 1 / 365}
_KINDS = (
    ("age", r".*(?:岁|歲|old)"),
    ("year", r"年|year"),
    ("month", r".*月|month"),
    ("week", r"周|week"),
    ("day", r"天|日|day"),
    ("time", r"次|回|time"),
)
_CALENDAR = range(1900, 2100)
_SHORT_YEAR = 40
_LONGEST, _MOST = 30, 30
_LITTLE = 0.01
_FEW = 10
_NEAR = re.compile(r"快|差不多|大概|大约|左右|about|nearly|almost")
"""What says that the number is not quite it; of fewer than ten it is taken for it."""


@dataclass(frozen=True, slots=True)
class Band:
    """From where to where; an end that is not ``closed`` does not belong to it."""

    low: float
    high: float
    unit: str = ""
    closed: bool = True

    def overlaps(self, other: Band) -> bool:
        """Whether some number lies in both."""
        if self.low > other.high or other.low > self.high:
            return False
        meets = (self.high == other.low and not self.closed) or (other.high == self.low and not other.closed)
        return not meets


@lru_cache(maxsize=512)
def bands(labels: tuple[str, ...]) -> tuple[Band | None, ...]:
    """The bands of a list, None for a label beside them (不想说); empty when it is no list of bands."""
    found = tuple(_band(bare(one)) for one in labels) if len(labels) <= _MOST else ()
    known = [one for one in found if one is not None]
    units = {one.unit for one in known if one.unit}
    return found if len(known) > 1 and len(known) >= len(labels) - 1 and len(units) < 2 else ()


def within(text: str, labels: Sequence[str]) -> list[int]:
    """The places (from 0) of the bands in which a number said lies: several where it is not clear which."""
    found = bands(tuple(labels))
    if not found or len(text) > _LONGEST:
        return []
    word = bare(text)
    named = _band(word)
    same = [
        place
        for place, one in enumerate(found)
        if one and named and (one.low, one.high) == (named.low, named.high)
    ]
    said = _said(word, [one for one in found if one is not None])
    if same or said is None:
        return same
    return [place for place, one in enumerate(found) if one is not None and one.overlaps(said)]


def smallest(labels: Sequence[str]) -> float:
    """The smallest number named in a list of bands; 0 when it is none."""
    ends = [end for one in bands(tuple(labels)) if one is not None for end in (one.low, one.high)]
    return min((one for one in ends if 0 < one < inf), default=0)


def _band(label: str) -> Band | None:
    label = re.sub(r"\ban? (?=[a-z])", "one ", label)
    for pattern, make in _MAKES:
        found = pattern.fullmatch(label)
        values = [number(one) for one in found.groups()[::2]] if found is not None else [None]
        if found is not None and None not in values:
            unit = next((_kind(one) for one in found.groups()[1::2] if one), "")
            return make([float(one) for one in values if one is not None], unit)
    return None


_MAKES: tuple[tuple[re.Pattern[str], Callable[[Sequence[float], str], Band]], ...] = (
    (_BETWEEN, lambda ends, unit: Band(ends[0], ends[1], unit)),
    (_BELOW, lambda ends, unit: Band(-inf, ends[0], unit, closed=False)),
    (_UP_TO, lambda ends, unit: Band(-inf, ends[0], unit)),
    (_ABOVE, lambda ends, unit: Band(ends[0], inf, unit)),
    (_FROM, lambda ends, unit: Band(ends[0], inf, unit)),
    (_JUST, lambda ends, unit: Band(ends[0], ends[0], unit)),
)


def _kind(unit: str) -> str:
    """Years, months and so on by one name; other units by their own."""
    return next((name for name, pattern in _KINDS if re.match(pattern, unit)), unit)


def _said(word: str, known: Sequence[Band]) -> Band | None:
    """What was said, as a band: 六十几 is from sixty to seventy. None when it is another kind of number."""
    found = _TYPED.fullmatch(word) if len(word) <= _LONGEST else None
    if found is None:
        return None
    wanted = next((one.unit for one in known if one.unit), "")
    unit = _kind(found[3] or found[6] or "")
    value = 0.5 if found["half"] else number(found[1])
    if value is None or not _fits(unit, wanted, bool(found["half"])):
        return None
    low = float(value)
    if _is_a_year(low, unit, found[0], known):
        return None
    scale = _IN_YEARS.get(unit, 1.0) / _IN_YEARS.get(wanted, 1.0) if unit and wanted else 1.0
    least, most = _ends(found, low)
    return Band(least * scale, most * scale)


def _fits(unit: str, wanted: str, half: bool) -> bool:  # noqa: FBT001 - whether it is half of something
    """Whether the unit that was said is the list's, or can be counted in it: two months of a year."""
    if not unit or not wanted or unit == wanted:
        return bool(unit) or not half
    return {unit, wanted} <= set(_IN_YEARS) and {unit, wanted} != {"year", "age"}


def _is_a_year(low: float, unit: str, said: str, known: Sequence[Band]) -> bool:
    """1958, 五八年: when something was, not how long ago."""
    if low in _CALENDAR and {one.unit for one in known} <= {"", *_IN_YEARS}:
        return all(end not in _CALENDAR for one in known for end in (one.low, one.high))
    return unit == "year" and "年" in said and _SHORT_YEAR <= low < 100


def _ends(found: re.Match[str], low: float) -> tuple[float, float]:
    """From where to where: 六十几 above sixty, below seventy; 三年多 below four; 快七十 on both sides."""
    if found["later"]:
        return low + _LITTLE, low + 1 - _LITTLE
    if found["more"]:
        step = 10 ** (len(str(int(low))) - len(str(int(low)).rstrip("0"))) if low else 1
        least = low - 1 if found["more"] == "来" else low + _LITTLE
        return least, low + step - _LITTLE
    near = 1.0 if _NEAR.search(found[0]) and low >= _FEW else 0.0
    return low - near, low + near


__all__ = ["Band", "bands", "smallest", "within"]
