"""A number on a scale with a start, an end and a step."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from model.phrase import Phrase
from surveys.answers.asked import Asked, Read, problem
from surveys.answers.numerals import CHINESE, number
from surveys.answers.units import is_estimate
from surveys.answers.words import bare

_SAID = re.compile(
    rf"(?:我|就|只|大概|大约|差不多|打个?|给个?|評|评|选|是|算"
    rf"|about|around|maybe|i'?d say|i'd give it|a|an|\s)*"
    rf"(?P<number>[-+负]?(?:\d+(?:\.\d+)?|[{CHINESE}]+(?:点[{CHINESE}]+)?|[a-z]+(?:-[a-z]+)?))"
    rf" ?(?P<unit>分|颗?星|级|档|points?|stars?|[一-鿿]{{1,3}}?|hours?|times|days)??"
    rf"(?: ?(?:/|／|out of|of) ?(?P<of>\d+))?(?:左右|了|嘛|咯|\s)*"
)
_OF_A_SCALE = re.compile(r"分|颗?星|级|档|points?|stars?")
"""Units of any scale; another one only where the question names it."""
_ENDS = {
    "满分": 1,
    "最高": 1,
    "最高分": 1,
    "full marks": 1,
    "the highest": 1,
    "最低": 0,
    "最低分": 0,
    "the lowest": 0,
}
_LONGEST = 40


def read(text: str, asked: Asked) -> Read:
    """The number, when it is one of the scale's."""
    start, end, step = scale(asked)
    low, high = min(start, end), max(start, end)
    value = _meant(bare(text), low, high, asked.question.casefold())
    if value is None or not low <= value <= high or (step and (value - start) % step):
        return _outside(start, end, step)
    return _shown(value)


def _meant(word: str, low: Decimal, high: Decimal, question: str) -> Decimal | None:
    """The number that is all that is said: 打八分, 4/5, 满分. 一般, 四到五 and 五分以下 are none."""
    if word in _ENDS:
        return high if _ENDS[word] else low
    found = _SAID.fullmatch(word) if len(word) <= _LONGEST else None
    if found is None or is_estimate(found["number"]) or (found["of"] and Decimal(found["of"]) != high):
        return None
    if found["unit"] and not _OF_A_SCALE.fullmatch(found["unit"]) and found["unit"] not in question:
        return None
    return number(found["number"])


def _outside(start: Decimal, end: Decimal, step: Decimal) -> Phrase:
    """What the scale is; its step only where it says more than that the numbers are whole."""
    ends = {"start": _shown(start), "end": _shown(end)}
    if not step:
        return problem("range.between", **ends)
    if step == 1 and start == start.to_integral_value():
        return problem("range.whole", **ends)
    return problem("range.outside", **ends, step=_shown(step))


def scale(asked: Asked) -> tuple[Decimal, Decimal, Decimal]:
    """Start, end and step; 0 to 10 by 1 where the form does not say."""
    return (
        _parameter(asked, "start", Decimal(0)),
        _parameter(asked, "end", Decimal(10)),
        abs(_parameter(asked, "step", Decimal(1))),
    )


def numbers(asked: Asked, most: int) -> tuple[str, ...]:
    """The numbers of the scale in order; none when there are more than ``most``."""
    start, end, step = scale(asked)
    if not step:
        return ()
    count = int(abs(end - start) / step) + 1
    if count > most:
        return ()
    sign = 1 if end >= start else -1
    return tuple(_shown(start + sign * step * place) for place in range(count))


def _parameter(asked: Asked, name: str, default: Decimal) -> Decimal:
    try:
        value = Decimal(asked.parameters.get(name, "").strip() or default)
    except InvalidOperation:
        return default
    return value if value.is_finite() else default


def _shown(value: Decimal) -> str:
    return str(int(value)) if value == value.to_integral_value() else format(value.normalize(), "f")
