"""What danger sounds like: for each kind a file of patterns in ``data/danger``, read and compiled once.

A file has levels in brackets with one regular expression a line. In a pattern, ``~`` is up to six characters
within the clause, and {somebody}, {child}, {gas}, {method} are the groups of words of ``_words.txt``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from matching.text.normalise import DATA
from matching.text.understanding import DangerKind, DangerLevel

FOLDER = DATA / "danger"
_WITHIN_CLAUSE = "[^,。!?;]{0,6}?"

# The order in which dangers of one level win: what kills in minutes first.
KINDS: tuple[DangerKind, ...] = (
    DangerKind.FIRE,
    DangerKind.FALLING,
    DangerKind.GAS,
    DangerKind.ELECTRICITY,
    DangerKind.SUICIDE,
    DangerKind.POISON,
    DangerKind.CHILD_ABUSE,
    DangerKind.VIOLENCE,
    DangerKind.TRAPPED,
    DangerKind.LOST_PERSON,
    DangerKind.MEDICAL,
    DangerKind.DISASTER,
    DangerKind.CRIME,
)


@dataclass(frozen=True, slots=True)
class Signal:
    """The patterns of one kind and level in one script, as one expression."""

    kind: DangerKind
    level: DangerLevel
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Signals:
    """Every signal, apart by script, so that each text meets only those it can match."""

    chinese: tuple[Signal, ...]
    latin: tuple[Signal, ...]


@cache
def signals() -> Signals:
    """All patterns of all kinds, in the order of ``KINDS``."""
    words = dict(line.split("\t") for line in _lines("_words"))
    chinese: list[Signal] = []
    latin: list[Signal] = []
    for kind in KINDS:
        for level, patterns in _read(kind).items():
            for group, ascii_only in ((chinese, False), (latin, True)):
                chosen = [_expand(one, words) for one in patterns if one.isascii() is ascii_only]
                if chosen:
                    group.append(Signal(kind, level, re.compile("|".join(chosen))))
    return Signals(tuple(chinese), tuple(latin))


@cache
def harmless() -> re.Pattern[str]:
    """What only looks like danger: 笑死, 了结婚, 火锅, 打我电话."""
    words = dict(line.split("\t") for line in _lines("_words"))
    return re.compile("|".join(_expand(line, words) for line in _lines("_harmless")))


def _read(kind: DangerKind) -> dict[DangerLevel, list[str]]:
    levels: dict[DangerLevel, list[str]] = {}
    current: list[str] = []
    for line in _lines(kind.value):
        if line.startswith("[") and line.strip("[]") in {level.value for level in DangerLevel}:
            current = levels.setdefault(DangerLevel(line.strip("[]")), [])
        else:
            current.append(line)
    return levels


def _lines(name: str) -> list[str]:
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _expand(pattern: str, words: dict[str, str]) -> str:
    for name, group in words.items():
        pattern = pattern.replace(f"{{{name}}}", group)
    return pattern.replace("~", _WITHIN_CLAUSE)
