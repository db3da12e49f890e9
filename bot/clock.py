"""Where time and ids come from; everything below gets them as arguments."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

_EPOCH_MS = 1_735_689_600_000
"""2025-01-01 UTC: ids stay positive 63-bit numbers until the year 2094."""
_PROCESS_BITS, _COUNT_BITS = 10, 12
PROCESSES = 1 << _PROCESS_BITS
"""How many processes can give ids at once."""


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


class Ids:
    """63-bit ids that grow with time: 41 bits of milliseconds, 10 of the process, 12 of a counter.

    A clock that jumps back does not make an id come twice: the last moment used is kept. ``follow`` keeps ids
    growing where several processes with clocks of their own give them (a hybrid logical clock).
    """

    def __init__(
        self,
        process: int | None = None,
        milliseconds: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self._process = 0
        self.belong_to(secrets.randbits(_PROCESS_BITS) if process is None else process)
        self._milliseconds = milliseconds
        self._last = 0
        self._count = 0
        self._lock = threading.Lock()

    def belong_to(self, process: int) -> None:
        """Give ids as this process from now on; no other may have its number (modulo 1024)."""
        self._process = process % PROCESSES

    def follow(self, newest: int) -> None:
        """Give only ids above this one, which another process may have given."""
        with self._lock:
            moment = (newest >> (_PROCESS_BITS + _COUNT_BITS)) + _EPOCH_MS
            if newest and moment >= self._last:
                self._last, self._count = moment + 1, -1

    def __call__(self) -> int:
        """The next id."""
        with self._lock:
            moment = self._milliseconds()
            if moment > self._last:
                self._last, self._count = moment, 0
            else:
                self._count += 1
                if self._count >> _COUNT_BITS:
                    self._last, self._count = self._last + 1, 0
            return (
                (self._last - _EPOCH_MS) << (_PROCESS_BITS + _COUNT_BITS)
                | self._process << _COUNT_BITS
                | self._count
            )
