"""Runs a program over a text, in all its states at once; states met before are remembered."""

from __future__ import annotations

from typing import Final

from surveys.xpath.errors import XPathError
from surveys.xpath.regex.program import Check, Found, Instruction, Jump, Read
from surveys.xpath.regex.syntax import Place, is_word

MOST_REMEMBERED: Final = 20_000
"""Remembered steps from state to state; beyond them all are forgotten and found anew."""
MOST_WORK: Final = 1_000_000
"""Instructions looked at for one text, about half a second; only patterns made for it need more."""
END: Final = ""


class State:
    """A set of instructions that the next character is for, and what came before it."""

    __slots__ = ("before", "edges", "points")

    def __init__(self, points: frozenset[int], before: str) -> None:
        self.points = points
        self.before = before
        self.edges: dict[str, State | None] = {}
        """By character: the state after it, None when the pattern is found before it is read."""


class Automaton:
    """A pattern that can be looked for in texts, each in one pass."""

    def __init__(self, program: tuple[Instruction, ...]) -> None:
        self._program = program
        self._states: dict[tuple[frozenset[int], str], State] = {}
        self._remembered = 0
        self._work = 0

    def finds(self, text: str) -> bool:
        """Whether the pattern is anywhere in `text`."""
        self._work = 0
        if self._remembered > MOST_REMEMBERED:
            self._states.clear()
            self._remembered = 0
        state = self._state(frozenset((0,)), END)
        for character in text:
            edges = state.edges
            if character not in edges:
                edges[character] = self._after(state, character)
            following = edges[character]
            if following is None:
                return True
            state = following
        if END not in state.edges:
            state.edges[END] = self._after(state, END)
        return state.edges[END] is None

    def _state(self, points: frozenset[int], before: str) -> State:
        state = self._states.get((points, before))
        if state is None:
            state = self._states[points, before] = State(points, before)
        return state

    def _after(self, state: State, character: str) -> State | None:
        """The state after `character`, None when the pattern is found already."""
        self._remembered += 1
        reads = self._reached(state, character)
        if reads is None:
            return None
        points = {0}
        for point in reads:
            instruction = self._program[point]
            if character and isinstance(instruction, Read) and instruction.characters.contains(character):
                points.add(point + 1)
        return self._state(frozenset(points), "w" if character and is_word(character) else " ")

    def _reached(self, state: State, character: str) -> list[int] | None:
        """The reading instructions reached without reading, None when the end of the pattern is."""
        waiting = list(state.points)
        seen = set(waiting)
        reads: list[int] = []
        while waiting:
            point = waiting.pop()
            instruction = self._program[point]
            targets: tuple[int, ...] = ()
            if isinstance(instruction, Found):
                return None
            if isinstance(instruction, Read):
                reads.append(point)
            elif isinstance(instruction, Jump):
                targets = instruction.targets
            elif _holds(instruction, state.before, character):
                targets = (point + 1,)
            for target in targets:
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        self._work += len(seen)
        if self._work > MOST_WORK:
            raise XPathError("this pattern takes too long on such a text")
        return reads


def _holds(check: Check, before: str, character: str) -> bool:
    """Whether the place between `before` ("" at the beginning, "w" in a word) and `character` is right."""
    place: Place = check.place
    if place.kind == "begin":
        return before == END
    if place.kind == "end":
        return character == END
    boundary = (before == "w") is not (character != END and is_word(character))
    return boundary is (place.kind == "boundary")
