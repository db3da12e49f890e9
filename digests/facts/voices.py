"""What residents said and raised, and what the committee decided on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A word, and how many different residents used it, and in as many weeks before."""

    word: str
    count: int
    before: int = 0


@dataclass(frozen=True, slots=True)
class Raised:
    """A topic raised by residents. ``fresh`` says it was raised this week."""

    title: str
    support: int
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What the committee decided on last week's digest, and what became of it ("" is: nothing yet)."""

    text: str
    outcome: str = ""
