# ruff: noqa: D402 - a docstring begins with the function as authors write it
"""Texts: the string functions of XPath 1.0 and of the ODK XForms specification."""

from __future__ import annotations

from math import inf, isnan

from surveys.xpath.values import Value, node_text, to_string


def texts(values: tuple[Value, ...]) -> list[str]:
    """The texts of all values; a node-set gives one text for each of its nodes."""
    found: list[str] = []
    for value in values:
        if isinstance(value, list):
            found += map(node_text, value)
        else:
            found.append(to_string(value))
    return found


def concat(*values: Value) -> str:
    """concat(a, b, nodes...): all texts in a row."""
    return "".join(texts(values))


def join(separator: str, *values: Value) -> str:
    """join(separator, a, nodes...): all texts with the separator between them."""
    return separator.join(texts(values))


def starts_with(text: str, beginning: str) -> bool:
    """starts-with(text, beginning)."""
    return text.startswith(beginning)


def ends_with(text: str, end: str) -> bool:
    """ends-with(text, end)."""
    return text.endswith(end)


def contains(text: str, part: str) -> bool:
    """contains(text, part)."""
    return part in text


def substring_before(text: str, mark: str) -> str:
    """substring-before(text, mark): "" when the mark is not there."""
    before, found, _ = text.partition(mark) if mark else ("", "", "")
    return before if found else ""


def substring_after(text: str, mark: str) -> str:
    """substring-after(text, mark): "" when the mark is not there, everything after an empty mark."""
    return text.partition(mark)[2] if mark else text


def substring(text: str, start: float, length: float | None = None) -> str:
    """substring(text, start, length?): characters counted from 1; both numbers rounded (XPath 1.0 §4.2)."""
    first = round_half_up(start)
    end = inf if length is None else first + round_half_up(length)
    if isnan(first) or isnan(end):
        return ""
    begin = max(first, 1.0)
    stop = min(end, len(text) + 1.0)
    return text[int(begin) - 1 : int(stop) - 1] if begin < stop else ""


def round_half_up(number: float) -> float:
    """The nearest whole number, halves upwards; infinities and NaN stay."""
    return number if number % 1 == 0 or number - number != 0 else float((number + 0.5) // 1)


def substr(text: str, start: float, end: float | None = None) -> str:
    """substr(text, start, end?): characters counted from 0, from the end when negative."""
    return text[_place(start) : None if end is None else _place(end)]


def _place(number: float) -> int:
    """A number as a place in a text; NaN counts as 0."""
    return 0 if isnan(number) else int(max(-1e9, min(1e9, number)))


def translate(text: str, old: str, new: str) -> str:
    """translate(text, old, new): each character of `old` becomes the one at its place in `new`."""
    table: dict[int, str | None] = {}
    for place, character in enumerate(old):
        table.setdefault(ord(character), new[place] if place < len(new) else None)
    return text.translate(table)


def thousands(number: float) -> str:
    """thousandsep(number): 1234567.5 as 1,234,567.5."""
    text = to_string(number)
    whole, point, fraction = text.partition(".")
    return f"{int(whole):,}{point}{fraction}" if whole.lstrip("-").isdigit() else text
