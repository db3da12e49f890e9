# ruff: noqa: D402 - a docstring begins with the function as authors write it
"""Numbers: the numeric functions of XPath 1.0 and of the ODK XForms specification."""

from __future__ import annotations

import math
from math import copysign, inf, isfinite, nan

from surveys.xpath.context import Context
from surveys.xpath.node import Node
from surveys.xpath.values import Value, node_text, text_number, to_number


def numbers(context: Context, values: tuple[Value, ...]) -> list[float]:
    """The numbers of all values; a node-set gives one for each node, and blanks are left out."""
    tz = context.host.tz
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            found += [text_number(text, tz) for text in map(node_text, value) if text]
        elif value != "":
            found.append(to_number(value, tz))
    return found


def total(context: Context, _node: Node, nodes: list[Node]) -> float:
    """sum(nodes): blanks count nothing; NaN when one is no number."""
    return math.fsum(numbers(context, (nodes,))) if nodes else 0.0


def least(context: Context, _node: Node, *values: Value) -> float:
    """min(a, b, nodes...): of those not blank; NaN when there is none, or one is no number."""
    found = numbers(context, values)
    return nan if not found or any(map(math.isnan, found)) else min(found)


def greatest(context: Context, _node: Node, *values: Value) -> float:
    """max(a, b, nodes...): of those not blank; NaN when there is none, or one is no number."""
    found = numbers(context, values)
    return nan if not found or any(map(math.isnan, found)) else max(found)


def rounded(number: float, decimals: float = 0.0) -> float:
    """round(number, decimals?): halves away from zero, as the web engines do; decimals may be negative."""
    if not isfinite(number) or math.isnan(decimals):
        return number if isfinite(number) is False else nan
    places = int(max(-400, min(400, decimals)))
    if places > 300:
        return number
    scaled = abs(number) * 10.0**places if places >= 0 else abs(number) / 10.0 ** min(-places, 308)
    if not isfinite(scaled):
        return number
    whole = math.floor(scaled + 0.5)
    return copysign(whole / 10.0**places if places >= 0 else whole * 10.0 ** min(-places, 308), number)


def integer(number: float) -> float:
    """int(number): without its fraction."""
    return float(math.trunc(number)) if isfinite(number) else number


def floor(number: float) -> float:
    """floor(number)."""
    return float(math.floor(number)) if isfinite(number) else number


def ceiling(number: float) -> float:
    """ceiling(number)."""
    return float(math.ceil(number)) if isfinite(number) else number


def power(base: float, exponent: float) -> float:
    """pow(base, exponent): NaN where the result is not real."""
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -inf if base < 0 and exponent % 2 == 1 else inf
    except ValueError:
        return inf if base == 0 else nan


def exponential(number: float) -> float:
    """exp(number)."""
    try:
        return math.exp(number)
    except OverflowError:
        return inf


def exponential10(number: float) -> float:
    """exp10(number): ten to the power of `number`."""
    return power(10.0, number)


def logarithm(number: float) -> float:
    """log(number): the natural one; of 0 it is -Infinity, of less NaN."""
    return math.log(number) if number > 0 else (-inf if number == 0 else nan)


def logarithm10(number: float) -> float:
    """log10(number): of 0 it is -Infinity, of less NaN."""
    return math.log10(number) if number > 0 else (-inf if number == 0 else nan)


def root(number: float) -> float:
    """sqrt(number): NaN of less than 0."""
    return math.sqrt(number) if number >= 0 else nan


def sine(angle: float) -> float:
    """sin(radians)."""
    return math.sin(angle) if isfinite(angle) else nan


def cosine(angle: float) -> float:
    """cos(radians)."""
    return math.cos(angle) if isfinite(angle) else nan


def tangent(angle: float) -> float:
    """tan(radians)."""
    return math.tan(angle) if isfinite(angle) else nan


def arcsine(number: float) -> float:
    """asin(number): radians; NaN outside -1 to 1."""
    return math.asin(number) if -1 <= number <= 1 else nan


def arccosine(number: float) -> float:
    """acos(number): radians; NaN outside -1 to 1."""
    return math.acos(number) if -1 <= number <= 1 else nan


def pi() -> float:
    """pi()."""
    return math.pi


def random(context: Context, _node: Node) -> float:
    """random(): from 0 to 1, from the host's source."""
    return context.host.random.random()
