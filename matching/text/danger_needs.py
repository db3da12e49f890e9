"""What a text must contain before a pattern can match it: found in the pattern, checked in a microsecond.

``电梯~(?:困|关|卡)`` cannot match without 电, 梯 and one of 困, 关 and 卡. Looking for single characters is
many times quicker than running the expression, and most messages contain nothing that any pattern needs. In
Latin letters every text has every letter, so there whole runs of letters are looked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any, TypeAlias

Needs: TypeAlias = tuple[frozenset[str], ...]
"""The text must contain one of each of these sets; without a set, any text may match."""

# A class of more characters than this says too little to be worth looking for.
_WIDE = 12

# What is in so many messages that looking for it finds hardly anything out.
_COMMON = frozenset(
    "不了人有么没的老想我子怎一要上能个家吗孩里学在什公电车来到小门下去工区办楼哪水生费开被太点地时天出补道社请证给年发房业手打"
    "好收口是大用管多动会班院理都保报助医儿养做路几帮钱病机过"
)

# How much oftener those are than others.
_OFTEN = 15

# Latin letters in a row that are worth looking for.
_RUN = 3

# The module that ``re`` itself reads patterns with. Where a future Python hides it, nothing is filtered.
_ORIGIN = "re._parser"


def needs_of(pattern: str) -> Needs:
    """The sets of which every text that the pattern matches has one of each, the rarest first."""
    try:
        parser = importlib.import_module(_ORIGIN)
    except ImportError:
        return ()
    return tuple(sorted(set(_of_sequence(parser.parse(pattern))), key=_commonness))


def _commonness(need: frozenset[str]) -> tuple[int, list[str]]:
    """About how often a message has one of these; then the alphabet, so that the order never changes."""
    return sum(_OFTEN if one in _COMMON else 1 for one in need), sorted(need)


def _of_sequence(parsed: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """Everything in a row must be there: the needs of all its items."""
    needs: list[frozenset[str]] = []
    run = ""
    for kind, value in parsed:
        letter = chr(value) if str(kind) == "LITERAL" else ""
        if letter and letter.isascii():
            run += letter
            continue
        needs += _of_run(run)
        run = ""
        needs += [frozenset(letter)] if letter else _of_item(str(kind), value)
    return needs + _of_run(run)


def _of_run(run: str) -> list[frozenset[str]]:
    return [frozenset({run})] if len(run) >= _RUN else []


def _of_item(kind: str, value: Any) -> list[frozenset[str]]:  # noqa: ANN401 - re's own untyped tree
    if kind == "IN":
        return _of_class(value)
    if kind == "SUBPATTERN":
        return _of_sequence(value[-1])
    if kind in {"MAX_REPEAT", "MIN_REPEAT"} and value[0] > 0:
        return _of_sequence(value[-1])
    if kind == "BRANCH":
        return _of_branch(value[1])
    return []


def _of_class(members: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """A class of a few plain characters; a negated, wide or Latin one needs nothing in particular."""
    pairs = [(str(kind), value) for kind, value in members]
    if len(pairs) > _WIDE or any(kind != "LITERAL" or value < 128 for kind, value in pairs):
        return []
    return [frozenset(chr(value) for _, value in pairs)]


def _of_branch(branches: Iterable[Any]) -> list[frozenset[str]]:
    """One of several ways: a set that has a need of each; none when one way needs nothing."""
    chosen: list[frozenset[str]] = []
    for branch in branches:
        needs = _of_sequence(branch)
        if not needs:
            return []
        chosen.append(min(needs, key=_commonness))
    return [frozenset().union(*chosen)]
