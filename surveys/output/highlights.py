"""The few results worth a line in a message."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.output.counting import Shown
from surveys.output.summary import Kind, Summary


@dataclass(frozen=True, slots=True)
class Highlight:
    """What was answered most often to a question, by which share of those who answered (0 to 1)."""

    label: str
    answer: str
    share: float


def highlights(summary: Summary, most: int = 3) -> tuple[Highlight, ...]:
    """The most frequent answer to the first questions with choices, where it can be told."""
    found: list[Highlight] = []
    for result in summary.results:
        told = [bar for bar in result.bars if bar.shown is Shown.COUNT and bar.count]
        if result.kind in {Kind.ONE, Kind.SEVERAL} and told and not result.heading:
            best = max(told, key=lambda bar: bar.count)
            found.append(Highlight(result.label, best.label, best.share))
    return tuple(found[:most])
