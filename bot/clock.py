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


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


class Ids:
    """63-bit ids that grow with time: 41 bits of milliseconds, 10 of the process, 12 of a counter.

    A clock that jumps back does not make an id come twice: the last moment used is kept.
    """

    def __init__(
        self,
        process: int | None = None,
        milliseconds: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self._process = (secrets.randbits(_PROCESS_BITS) if process is None else process) % (
            1 << _PROCESS_BITS
        )
        self._milliseconds = milliseconds
        self._last = 0
        self._count = 0
        self._lock = threading.Lock()

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
