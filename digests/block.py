"""What a section says, before it has a language or a medium: phrases, counts and small series."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from model.phrase import Phrase


class Tone(enum.Enum):
    """How a line wants to be seen. Alarm is for what nobody serves, and for nothing else."""

    PLAIN = "plain"
    GOOD = "good"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Figure:
    """One big number, the same a week earlier (alone and in words), and its last eight weeks.

    None in the series: not known.
    """

    label: Phrase
    value: Phrase
    earlier: Phrase
    before: Phrase
    series: tuple[float | None, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of figures."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, with a quieter second sentence where there is one."""

    text: Phrase
    detail: Phrase | None = None
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``ordered`` when the order says what comes first."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """Demand of a category against what was served of it; the values are what may be shown of them.

    ``total`` of four weeks, ``before`` of the four earlier ones; ``week`` and ``week_before`` of one each.
    ``lengths`` are served, waiting and unmet as they may be drawn: a small count has a fixed length.
    """

    label: Phrase
    total: Phrase
    before: Phrase
    week: Phrase
    week_before: Phrase
    served: Phrase
    waiting: Phrase
    unmet: Phrase
    lengths: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Bars:
    """The picture: one bar a category, the longest first, and what the reader must know about it."""

    bars: tuple[Bar, ...]
    note: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column names the row. ``alarms`` are the rows that tell of something unmet."""

    columns: tuple[Phrase, ...]
    rows: tuple[tuple[Phrase, ...], ...]
    alarms: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that stands by itself."""

    text: Phrase
    tone: Tone = Tone.PLAIN


Part = Figures | Items | Bars | Table | Line


@dataclass(frozen=True, slots=True)
class Block:
    """What one section says. ``chat`` is the same in one short line, for the message."""

    key: str
    title: Phrase
    parts: tuple[Part, ...]
    chat: Phrase | None = None
