"""Drawing like cards: everything comes once before anything comes again."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Deck(Generic[T]):
    """A shuffled stack of things that is shuffled anew when it is used up."""

    def __init__(self, things: Sequence[T], random: Random) -> None:
        if not things:
            raise ValueError("a deck needs at least one card")
        self._things = list(things)
        self._random = random
        self._left: list[T] = []

    def draw(self) -> T:
        """The next card."""
        if not self._left:
            self._left = self._things[:]
            self._random.shuffle(self._left)
        return self._left.pop()
