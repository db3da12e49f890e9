"""How an answer is shown back to the person who gave it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from surveys.answers.asked import Asked
from surveys.answers.date import part_of
from surveys.prompt import Ask


def shown(ask: Ask, value: str, asked: Asked) -> str:
    """An answer in words: labels for choices, a readable moment, a short place."""
    if not value:
        return ""
    if asked.options:
        labels = {one.value: one.label for one in asked.options}
        said = [labels.get(one) or one for one in value.split()]
        return (" › " if ask is Ask.RANK else _comma(said)).join(said)
    part = part_of(asked.appearance) if ask is Ask.DATE else ""
    if part:
        return value[:4] if part == "year" else value[:7]
    write = WRITERS.get(ask)
    return write(value) if write is not None else value


def _comma(words: list[str]) -> str:
    """The comma of a list: the Chinese one where something in it is Chinese."""
    return "、" if any("一" <= letter <= "鿿" for word in words for letter in word) else ", "


def _degrees(number: str) -> str:
    try:
        return f"{float(number):.5f}"
    except ValueError:
        return number


def _place(value: str) -> str:
    return ", ".join(_degrees(one) for one in value.split()[:2])


def _line(value: str) -> str:
    """Where a line begins and ends, and of how many points it is."""
    points = [one for one in value.split(";") if one.strip()]
    return f"{_place(points[0])} → {_place(points[-1])} ({len(points)})" if points else value


def _number(value: str) -> str:
    return value.removesuffix(".0")


WRITERS: Mapping[Ask, Callable[[str], str]] = MappingProxyType(
    {
        Ask.DATETIME: lambda value: value[:16].replace("T", " "),
        Ask.TIME: lambda value: value[:5],
        Ask.LOCATION: _place,
        Ask.TRACE: _line,
        Ask.SHAPE: _line,
        Ask.ACKNOWLEDGE: lambda _value: "✓",
        Ask.DECIMAL: _number,
        Ask.RANGE: _number,
    }
)
