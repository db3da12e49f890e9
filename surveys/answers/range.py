"""A number on a scale with a start, an end and a step."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from model.phrase import Phrase
from surveys.answers.asked import Asked, Read, problem
from surveys.answers.numerals import number


def read(text: str, asked: Asked) -> Read:
    """The number, when it is one of the scale's."""
    value = number(text)
    if value is None:
        return problem("decimal.what")
    start, end, step = scale(asked)
    low, high = min(start, end), max(start, end)
    if not low <= value <= high or (step and (value - start) % step):
        return _outside(start, end, step)
    return _shown(value)


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
