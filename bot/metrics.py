"""What the process counts about itself: plain numbers, added to a few times a batch.

Prometheus's own counters take a lock at every step; these are only ever touched from the event loop, or
from the writer's thread by one addition. ``bot/exposition.py`` shows them. No label names a resident.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.fairness import Waiting
from handlers.receive import Received

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
SIZES = (1, 2, 4, 8, 16, 32, 64)


class Histogram:
    """Counts values by the first bound they do not exceed; the last count is of those above all."""

    __slots__ = ("bounds", "counts", "sum")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(bounds) + 1)
        self.sum = 0.0

    def add(self, value: float) -> None:
        """Count one value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.sum += value

    def add_all(self, values: Iterable[float]) -> None:
        """Count several."""
        counts, bounds = self.counts, self.bounds
        for value in values:
            counts[bisect_left(bounds, value)] += 1
            self.sum += value

    @property
    def count(self) -> int:
        """How many values were counted."""
        return sum(self.counts)


class Metrics:
    """The counts of one process since its start."""

    def __init__(self) -> None:
        self.turns: Counter[str] = Counter()
        """By outcome: done, repeated, poisoned, not_stored."""
        self.turn_seconds = Histogram(SECONDS)
        """From an update's arrival until it is durable."""
        self.batches = Histogram(SIZES)
        self.in_hand_since: float | None = None
        """Since when (monotonic) a batch is being worked on; None between batches."""
        self.write_seconds = Histogram(SECONDS)
        """One transaction of the writer's, from its beginning until it is durable."""
        self.write_errors: Counter[str] = Counter()
        self.writes_fail_since: float | None = None
        """Since when (monotonic) no transaction of the writer's has succeeded, after one failed."""
        self.messages: Counter[tuple[str, str]] = Counter()
        """By messenger and what became of one call: sent, retry, unreachable, rejected."""
        self.call_seconds: dict[str, Histogram] = {}
        self.failing_since: dict[str, float] = {}
        """Messengers no call to which has succeeded since one failed for their sake, and since when."""

    # the intake --------------------------------------------------------------------------------------

    def begun(self, batch: Sequence[Waiting]) -> None:
        """A batch is taken in hand."""
        self.in_hand_since = time.monotonic()
        self.batches.add(len(batch))

    def stored(self, batch: Sequence[Waiting], received: Received) -> None:
        """A batch is durable."""
        now = time.monotonic()
        self.turn_seconds.add_all([now - item.since for item in batch])
        turns = self.turns
        turns["done"] += received.done
        if len(batch) != received.done:
            turns["poisoned"] += received.poisoned
            turns["repeated"] += len(batch) - received.done - received.poisoned

    def not_stored(self, count: int) -> None:
        """So many updates could not be stored; the messenger brings them again."""
        self.turns["not_stored"] += count

    def ended(self) -> None:
        """The batch in hand is done with, either way."""
        self.in_hand_since = None

    # the database ------------------------------------------------------------------------------------

    def written(self, seconds: float) -> None:
        """A transaction is durable."""
        self.write_seconds.add(seconds)
        self.writes_fail_since = None

    def not_written(self, kind: str) -> None:
        """The database did not take a transaction; ``kind`` is the error's class."""
        self.write_errors[kind] += 1
        if self.writes_fail_since is None:
            self.writes_fail_since = time.monotonic()

    # messengers --------------------------------------------------------------------------------------

    def called(self, channel: str, outcome: str, seconds: float) -> None:
        """A call to a messenger has ended; ``retry`` says that it has a problem."""
        self.messages[channel, outcome] += 1
        self.call_seconds.setdefault(channel, Histogram(SECONDS)).add(seconds)
        if outcome == "retry":
            self.failing_since.setdefault(channel, time.monotonic())
        else:
            self.failing_since.pop(channel, None)
