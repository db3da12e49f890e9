"""What only one process may do at a time: poll a messenger, send through it."""

from __future__ import annotations

import asyncio
import math
import time

_CLOCK = getattr(time, "CLOCK_BOOTTIME", None) or time.CLOCK_MONOTONIC


def seconds() -> float:
    """A clock that nobody sets and that goes on while the machine sleeps, where there is one."""
    return time.clock_gettime(_CLOCK)


class Duty:
    """Whether it is ours now, and a way to wait until it is or no longer is.

    One that is ours until a moment must be confirmed before it. So a process that stood still (it was
    stopped, its machine slept) does nothing it has no right to any more in the instant it goes on.
    """

    def __init__(self, *, mine: bool = False) -> None:
        self._ours = asyncio.Event()
        self._theirs = asyncio.Event()
        self._until = math.inf
        self.set(mine=mine)

    @property
    def mine(self) -> bool:
        """Whether this process has it."""
        return self._ours.is_set() and (self._until == math.inf or seconds() < self._until)

    def set(self, *, mine: bool, until: float = math.inf) -> None:
        """It came to us (or is confirmed), by our clock until a moment; or it left us."""
        self._until = until
        (self._ours if mine else self._theirs).set()
        (self._theirs if mine else self._ours).clear()

    async def gained(self) -> None:
        """Returns when it is ours."""
        await self._ours.wait()

    async def lost(self) -> None:
        """Returns when it is not."""
        await self._theirs.wait()
