"""How an answer is shown back to the person who gave it."""

from __future__ import annotations

from surveys.answers.asked import Asked
from surveys.prompt import Ask


def shown(ask: Ask, value: str, asked: Asked) -> str:
    """An answer in words: labels for choices, a readable moment, a short place."""
    if not value:
        return ""
    if asked.options:
        labels = {one.value: one.label.strip() for one in asked.options}
        mark = " › " if ask is Ask.RANK else "、"
        return mark.join(labels.get(one, one) for one in value.split())
    if ask is Ask.DATETIME:
        return value[:16].replace("T", " ")
    if ask is Ask.TIME:
        return value[:5]
    if ask is Ask.LOCATION:
        return ", ".join(_degrees(one) for one in value.split()[:2])
    if ask is Ask.ACKNOWLEDGE:
        return "✓"
    return value.removesuffix(".0") if ask in {Ask.DECIMAL, Ask.RANGE} else value


def _degrees(number: str) -> str:
    try:
        return f"{float(number):.5f}"
    except ValueError:
        return number
