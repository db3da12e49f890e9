"""What only one process may do at a time: poll a messenger, send through it."""

from __future__ import annotations

import asyncio


class Duty:
    """Whether it is ours now, and a way to wait until it is or no longer is."""

    def __init__(self, *, mine: bool = False) -> None:
        self._ours = asyncio.Event()
        self._theirs = asyncio.Event()
        self.set(mine=mine)

    @property
    def mine(self) -> bool:
        """Whether this process has it."""
        return self._ours.is_set()

    def set(self, *, mine: bool) -> None:
        """It came to us, or left us."""
        (self._ours if mine else self._theirs).set()
        (self._theirs if mine else self._ours).clear()

    async def gained(self) -> None:
        """Returns when it is ours."""
        await self._ours.wait()

    async def lost(self) -> None:
        """Returns when it is not."""
        await self._theirs.wait()
