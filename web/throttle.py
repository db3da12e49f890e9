"""A slow-down after repeated failures, by login and by address; in memory, forgotten at a restart."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta

FEW, MANY = 4, 20
"""Failures without a wait: people mistype, and a whole office may share one address."""
_LONGEST = timedelta(minutes=5)
_FORGOTTEN = timedelta(minutes=30)
_MOST = 10_000
"""Keys remembered at a time; the oldest give way."""


Keys = Mapping[str, int]
"""Who is counted, each with how many failures are free."""


class Throttle:
    """Counts failures. Past the free ones each doubles the wait, from two seconds to five minutes."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def wait(self, keys: Keys, now: datetime) -> timedelta:
        """How long to wait before the next try; zero when none is needed."""
        return max((self._wait(key, free, now) for key, free in keys.items()), default=timedelta())

    def failed(self, keys: Keys, now: datetime) -> None:
        """A try failed."""
        for key in keys:
            count, last = self._failures.pop(key, (0, now))
            self._failures[key] = (1 if now - last > _FORGOTTEN else count + 1, now)
        while len(self._failures) > _MOST:
            self._failures.popitem(last=False)

    def succeeded(self, keys: Keys) -> None:
        """A try succeeded: the nearest key, of this person at this address, starts anew."""
        self._failures.pop(next(iter(keys), ""), None)

    def _wait(self, key: str, free: int, now: datetime) -> timedelta:
        count, last = self._failures.get(key, (0, now))
        if count <= free:
            return timedelta()
        pause = min(timedelta(seconds=2 ** min(count - free, 20)), _LONGEST)
        return max(timedelta(), last + pause - now)


def keys(login: str, address: str) -> Keys:
    """Who is counted when somebody at an address tries a login.

    Somebody elsewhere can slow a login down only by many tries, so that nobody locks a colleague out
    with five.
    """
    return {f"{login} at {address}": FEW, f"login {login}": MANY, f"at {address}": MANY}
