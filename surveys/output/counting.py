"""Counts that point at nobody: small ones are hidden, and with them what would give them away."""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEWEST = 5
"""Fewer people than this could be known by their answer."""


class Shown(enum.Enum):
    """Whether a count can be told: as it is, as "fewer than 5", or not at all since it would tell another."""

    COUNT = "count"
    FEW = "few"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Bar:
    """How many gave one answer. ``count`` and ``share`` (of those who answered, 0 to 1) are 0 when hidden."""

    label: str
    shown: Shown
    count: int = 0
    share: float = 0.0


def bars(
    counts: Mapping[str, int], answered: int, *, exclusive: bool = True, fewest: int = FEWEST
) -> tuple[Bar, ...]:
    """Counts by label as bars, in the same order.

    Where everybody gives one answer (``exclusive``), a hidden count is the total less the others. So as long
    as all hidden ones together are fewer than ``fewest``, the next smallest is withheld as well.
    """
    few = {label for label, count in counts.items() if 0 < count < fewest}
    withheld: set[str] = set()
    rest = sorted((count, label) for label, count in counts.items() if count >= fewest)
    while exclusive and few and rest and sum(counts[one] for one in few | withheld) < fewest:
        withheld.add(rest.pop(0)[1])
    made = []
    for label, count in counts.items():
        if label in few:
            made.append(Bar(label, Shown.FEW))
        elif label in withheld:
            made.append(Bar(label, Shown.WITHHELD))
        else:
            made.append(Bar(label, Shown.COUNT, count, count / answered if answered else 0.0))
    return tuple(made)


def steps(values: Sequence[float], most: int) -> list[tuple[float, float]]:
    """Equal spans (from, below) of a round width that hold all values; at most ``most``."""
    low, high = min(values), max(values)
    width = 10.0 ** math.floor(math.log10(max(high - low, 1.0)))
    while True:
        for factor in (1, 2, 5):
            span = width * factor / 10
            start = math.floor(low / span) * span
            number = math.floor((high - start) / span) + 1
            if number <= most and (span >= 1 or any(value != int(value) for value in values)):
                return [(start + place * span, start + (place + 1) * span) for place in range(number)]
        width *= 10
