"""The syntax tree of a pattern."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Characters:
    r"""One character: in one of the ranges, or of one of the Unicode categories; or, negated, not so.

    `also` are sets within the set, such as the \D in [\D5].
    """

    ranges: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    also: tuple[Characters, ...] = ()
    negated: bool = False

    @property
    def is_single(self) -> bool:
        """Whether this is one character, which may begin or end a range."""
        return len(self.ranges) == 1 and self.ranges[0][0] == self.ranges[0][1] and not self.negated

    def contains(self, character: str) -> bool:
        """Whether the character is one of these."""
        inside = (
            any(first <= character <= last for first, last in self.ranges)
            or any(unicodedata.category(character).startswith(each) for each in self.categories)
            or any(each.contains(character) for each in self.also)
        )
        return inside is not self.negated


@dataclass(frozen=True, slots=True)
class Place:
    """A condition on the place: begin, end, boundary of a word, or not such a boundary."""

    kind: Literal["begin", "end", "boundary", "inside"]


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after another."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of several."""

    options: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """So many times; `most` None for any number."""

    part: Tree
    least: int
    most: int | None


Tree: TypeAlias = Characters | Place | Sequence | Either | Repeat


@dataclass(frozen=True, slots=True)
class Pattern:
    """A whole pattern, and how hard it would be to try by backtracking.

    `needs_memory`: it has lookaround or back references. `repeats`: how many open repetitions;
    `has_nested_repeats`: whether one is inside another.
    """

    source: str
    tree: Tree
    needs_memory: bool
    repeats: int
    has_nested_repeats: bool


WORD: Characters = Characters((("a", "z"), ("A", "Z"), ("0", "9"), ("_", "_")))
DIGIT: Characters = Characters((("0", "9"),))
SPACE: Characters = Characters(
    (("\t", "\r"), (" ", " "), ("\u00a0", "\u00a0"), ("\u1680", "\u1680"), ("\u2000", "\u200a"),
     ("\u2028", "\u2029"), ("\u202f", "\u202f"), ("\u205f", "\u205f"), ("\u3000", "\u3000"),
     ("\ufeff", "\ufeff"))
)  # fmt: skip
LINE_END: Characters = Characters((("\n", "\n"), ("\r", "\r"), ("\u2028", "\u2029")))


def negated(characters: Characters) -> Characters:
    """All the other characters."""
    return Characters(characters.ranges, characters.categories, characters.also, not characters.negated)


def is_word(character: str) -> bool:
    """Whether a boundary of words counts the character to a word."""
    return character.isascii() and (character.isalnum() or character == "_")
