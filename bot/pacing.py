"""How fast messages may leave: for the whole messenger and for each chat."""

from __future__ import annotations

import asyncio

_STEADY = 0.9
"""Part of a messenger's limit that is used steadily; the rest is left for short bursts."""
_CHAT_BURST = 3
"""Messages that one chat may get at once before its pace is kept."""
_REMEMBERED = 4096
"""Chats whose pace is remembered before those that are long free are swept out."""


class Bucket:
    """A rate with a burst, as one number: the moment from which on the bucket would be full again.

    This is the generic cell rate algorithm (ITU-T I.371).
    """

    __slots__ = ("_allowance", "_full_at", "_interval")

    def __init__(self, per_second: float, burst: float) -> None:
        self._interval = 1 / per_second
        self._allowance = max(burst - 1, 0) * self._interval
        self._full_at = 0.0

    def reserve(self, now: float) -> float:
        """Take the next place in the queue; gives back the seconds to wait for it."""
        start = max(self._full_at, now)
        self._full_at = start + self._interval
        return max(0.0, start - self._allowance - now)

    def halt(self, until: float) -> None:
        """Nobody gets a place before this moment, and then at the steady rate."""
        self._full_at = max(self._full_at, until + self._allowance)

    def is_full(self, now: float) -> bool:
        """Whether it holds nothing worth remembering."""
        return self._full_at <= now


class Pace:
    """The pace of one messenger."""

    def __init__(self, per_second: float, per_chat_second: float) -> None:
        self._all = Bucket(per_second * _STEADY, max(1.0, per_second * (1 - _STEADY)))
        self._per_chat_second = per_chat_second
        self._chats: dict[str, Bucket] = {}
        self._halted_until = 0.0

    async def turn(self, chat: str) -> None:
        """Wait until this chat may be sent a message."""
        now = asyncio.get_running_loop().time()
        if delay := self._chat(chat, now).reserve(now):
            await asyncio.sleep(delay)
        await self._turn_of_all()

    def halt(self, seconds: float) -> None:
        """Let nobody send for a while; those already waiting queue again."""
        until = asyncio.get_running_loop().time() + seconds
        self._halted_until = max(self._halted_until, until)
        self._all.halt(until)

    async def _turn_of_all(self) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            if delay := self._all.reserve(clock()):
                await asyncio.sleep(delay)
            if clock() >= self._halted_until:
                return

    def _chat(self, chat: str, now: float) -> Bucket:
        if len(self._chats) > _REMEMBERED:
            self._chats = {key: bucket for key, bucket in self._chats.items() if not bucket.is_full(now)}
        return self._chats.setdefault(chat, Bucket(self._per_chat_second, _CHAT_BURST))
