"""A slow-down after repeated failures, by login and by address; in memory, forgotten at a restart."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

_FREE = 4
"""Failures without a wait: people mistype."""
_LONGEST = timedelta(minutes=5)
_FORGOTTEN = timedelta(minutes=30)
_MOST = 10_000
"""Keys remembered at a time; the oldest give way."""


class Throttle:
    """Counts failures. After the fourth each one doubles the wait, from two seconds to five minutes."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def wait(self, keys: tuple[str, ...], now: datetime) -> timedelta:
        """How long to wait before the next try; zero when none is needed."""
        return max((self._wait(key, now) for key in keys), default=timedelta())

    def failed(self, keys: tuple[str, ...], now: datetime) -> None:
        """A try failed."""
        for key in keys:
            count, last = self._failures.pop(key, (0, now))
            self._failures[key] = (1 if now - last > _FORGOTTEN else count + 1, now)
        while len(self._failures) > _MOST:
            self._failures.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """A try succeeded: its login starts anew."""
        self._failures.pop(key, None)

    def _wait(self, key: str, now: datetime) -> timedelta:
        count, last = self._failures.get(key, (0, now))
        if count <= _FREE:
            return timedelta()
        pause = min(timedelta(seconds=2 ** min(count - _FREE, 20)), _LONGEST)
        return max(timedelta(), last + pause - now)
