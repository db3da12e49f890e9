# ruff: noqa: D402 - a docstring begins with the function as authors write it
"""Choices: a select_multiple's answer is a text of names with spaces between them."""

from __future__ import annotations

from math import isnan


def selected(answer: str, name: str) -> bool:
    """selected(answer, name): whether the choice is among those; an empty name is in an empty answer."""
    name = name.strip()
    if answer == name:
        return True
    return name in answer.split() if name else not answer.strip()


def selected_at(answer: str, index: float) -> str:
    """selected-at(answer, index): the name at the place counted from 0, "" when there is none."""
    names = answer.split()
    return names[int(index)] if not isnan(index) and 0 <= index < len(names) else ""


def count_selected(answer: str) -> float:
    """count-selected(answer): how many."""
    return float(len(answer.split()))
