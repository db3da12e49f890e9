# ruff: noqa: D402 - a docstring begins with the function as authors write it
"""True and false: the boolean functions of XPath 1.0 and of the ODK XForms specification."""

from __future__ import annotations

from surveys.xpath.context import Context
from surveys.xpath.errors import XPathError
from surveys.xpath.node import Node
from surveys.xpath.values import Value, node_text, text_number, to_boolean, to_number


def true() -> bool:
    """true()."""
    return True


def false() -> bool:
    """false()."""
    return False


def negated(value: bool) -> bool:  # noqa: FBT001 - the language's own function
    """not(value)."""
    return not value


def from_string(text: str) -> bool:
    """boolean-from-string(text): true for "true" and "1"."""
    return text in ("true", "1")


def checklist(low: float, high: float, *values: Value) -> bool:
    """checklist(min, max, a, nodes...): whether so many are true; -1 means no limit."""
    count = sum(
        sum(1 for node in value if node_text(node)) if isinstance(value, list) else to_boolean(value)
        for value in values
    )
    return _within(low, count, high)


def weighted_checklist(context: Context, _node: Node, low: float, high: float, *values: Value) -> bool:
    """weighted-checklist(min, max, a, weight of a, ...): whether the true ones weigh so much."""
    if len(values) % 2:
        raise XPathError("weighted-checklist() needs a weight after each value")
    tz = context.host.tz
    weight = 0.0
    for value, weighs in zip(values[::2], values[1::2], strict=True):
        if isinstance(value, list) and isinstance(weighs, list):
            if len(value) < len(weighs):
                return False
            pairs = zip(value, weighs, strict=False)
            weight += sum(text_number(node_text(each), tz) for node, each in pairs if node_text(node))
        elif to_boolean(value):
            weight += to_number(weighs, tz)
    return _within(low, weight, high)


def _within(low: float, amount: float, high: float) -> bool:
    return (low < 0 or amount >= low) and (high < 0 or amount <= high)


def lang(_context: Context, node: Node, wanted: str) -> bool:
    """lang(language): whether the nearest xml:lang is that language or a variety of it."""
    at: Node | None = node
    while at is not None:
        found = at.attributes.get("xml:lang")
        if found is not None:
            return found.lower() == wanted.lower() or found.lower().startswith(wanted.lower() + "-")
        at = at.parent
    return False
