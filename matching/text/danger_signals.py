"""What danger sounds like: for each kind a file of patterns in ``data/danger``, read and compiled once.

A file has levels in brackets with one regular expression a line. In a pattern, ``~`` is up to six characters
within the clause, and names in braces ({somebody}, {gas}) are the groups of words of ``_words.txt``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from matching.text.danger_needs import Needs, needs_of
from matching.text.normalise import DATA
from matching.text.understanding import DangerKind, DangerLevel

FOLDER = DATA / "danger"
_LATIN_WORD = re.compile(r"[a-z]{3}")
_WITHIN_CLAUSE = "[^,。!?;]{0,6}?"
# A Latin pattern begins where a word begins: who says "mend it" has not said "end it".
_NOT_WITHIN = "(?<![a-z])"

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


Index: TypeAlias = dict[str, tuple[tuple[Needs, int], ...]]
"""By what a pattern needs: what else it needs, and the pattern's place."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Every signal in order, and what tells which patterns a text may match at all."""

    whole: tuple[Signal, ...]
    """All patterns of a kind, level and script together."""
    patterns: tuple[tuple[int, str], ...]
    """Each pattern with the place of its signal in ``whole``."""
    chinese: Index
    """By characters."""
    latin: Index
    """By three letters in a row."""
    always: frozenset[int]
    """Patterns that need nothing in particular."""

    def possible(self, plain: str) -> list[Signal]:
        """The signals that a normalised text may match, in order."""
        found = set(self.always)
        if not plain.isascii():
            characters = set(plain)
            for character in characters & self.chinese.keys():
                for needs, place in self.chinese[character]:
                    if not any(map(characters.isdisjoint, needs)):
                        found.add(place)
        if _LATIN_WORD.search(plain):
            for letters in {plain[at : at + 3] for at in range(len(plain) - 2)} & self.latin.keys():
                for needs, place in self.latin[letters]:
                    if all(any(map(plain.__contains__, need)) for need in needs):
                        found.add(place)
        return self._signals(found) if found else []

    def _signals(self, found: set[int]) -> list[Signal]:
        """A signal of one possible pattern looks for that alone, which is quicker and finds the same."""
        chosen: dict[int, list[str]] = {}
        for at in sorted(found):
            place, pattern = self.patterns[at]
            chosen.setdefault(place, []).append(pattern)
        return [
            replace(self.whole[place], pattern=_compiled(patterns[0]))
            if len(patterns) == 1
            else self.whole[place]
            for place, patterns in sorted(chosen.items())
        ]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def signals() -> Signals:
    """All patterns of all kinds, in the order of ``KINDS``."""
    words = _words()
    whole: list[Signal] = []
    patterns: list[tuple[int, str]] = []
    for kind in KINDS:
        for level, lines in _read(kind).items():
            for in_latin in (False, True):
                chosen = [_expand(line, words) for line in lines if line.isascii() is in_latin]
                if in_latin:
                    chosen = [f"{_NOT_WITHIN}(?:{pattern})" for pattern in chosen]
                patterns += [(len(whole), pattern) for pattern in chosen]
                if chosen:
                    whole.append(Signal(kind, level, re.compile("|".join(chosen))))
    return _indexed(tuple(whole), tuple(patterns))


def _indexed(whole: tuple[Signal, ...], patterns: tuple[tuple[int, str], ...]) -> Signals:
    chinese: dict[str, list[tuple[Needs, int]]] = {}
    latin: dict[str, list[tuple[Needs, int]]] = {}
    always: set[int] = set()
    for place, (_, pattern) in enumerate(patterns):
        needs = needs_of(pattern)
        if not needs:
            always.add(place)
            continue
        for need in needs[0]:
            if pattern.isascii():
                latin.setdefault(need[:3], []).append((needs, place))
            else:
                chinese.setdefault(need, []).append((needs[1:], place))
    return Signals(whole, patterns, _frozen(chinese), _frozen(latin), frozenset(always))


def _frozen(index: dict[str, list[tuple[Needs, int]]]) -> Index:
    return {key: tuple(patterns) for key, patterns in index.items()}


@cache
def harmless() -> re.Pattern[str]:
    """What only looks like danger: 笑死, 了结婚, 火锅, 打我电话."""
    return _joined("_harmless")


@cache
def child_itself() -> re.Pattern[str]:
    """Words of a child about itself: hit at school, or by a parent."""
    return _joined("_child_itself")


def _joined(name: str) -> re.Pattern[str]:
    words = _words()
    return re.compile("|".join(_expand(line, words) for line in _lines(name)))


def _read(kind: DangerKind) -> dict[DangerLevel, list[str]]:
    levels: dict[DangerLevel, list[str]] = {}
    current: list[str] = []
    for line in _lines(kind.value):
        if line.startswith("[") and line.strip("[]") in {level.value for level in DangerLevel}:
            current = levels.setdefault(DangerLevel(line.strip("[]")), [])
        else:
            current.append(line)
    return levels


def _words() -> dict[str, str]:
    return dict(line.split("\t") for line in _lines("_words"))


def _lines(name: str) -> list[str]:
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _expand(pattern: str, words: dict[str, str]) -> str:
    for name, group in words.items():
        pattern = pattern.replace(f"{{{name}}}", group)
    return pattern.replace("~", _WITHIN_CLAUSE)
