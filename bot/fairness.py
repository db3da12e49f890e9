"""The intake's queue: chats take turns, and one that floods is slowed without the others noticing.

A chat may send a burst and then a steady few a second; what comes faster waits its time here, in order, not
acknowledged, so nothing is lost. A chat whose messenger hands its updates on one behind the other for
everybody (polling) only takes turns: to make it wait would hold up the others. What may be danger to life
does not wait.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable

from bot.channel import Overloaded
from bot.pacing import Bucket
from model.message import Incoming

WAITING = 2000
"""Updates that may wait in the intake before the messenger is told to come again later."""
SPAN = 10.0
"""Seconds over which a chat's updates are counted."""
_MOST_OF_ONE = 40
"""Updates of one chat that may wait once it floods; more are refused, the messenger brings them again."""
_REMEMBERED = 10_000
"""Chats whose pace is remembered before those that are long at rest are swept out."""
_SWEEP = 1.0
"""Seconds between two sweeps, at least."""


class Waiting:
    """One update: who is told when it is durable, and since when (the loop's clock) it may go."""

    __slots__ = ("chat", "done", "since", "update")

    def __init__(self, update: Incoming, chat: str, done: asyncio.Future[None], since: float) -> None:
        self.update = update
        self.chat = chat
        self.done = done
        self.since = since


class _Pace:
    """How fast a chat has been."""

    __slots__ = ("bucket", "floods")

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self.floods = False


class _Lane:
    """What waits of one chat; it is awake, in the turns, or sleeps until its next may go."""

    __slots__ = ("awake", "sleeping", "waiting")

    def __init__(self, first: Waiting) -> None:
        self.waiting = deque((first,))
        self.awake = False
        self.sleeping: asyncio.TimerHandle | None = None


class FairQueue:
    """``put``; ``get`` one, ``get_nowait`` more. ``limit``: updates a chat in ten seconds, 0 for no limit."""

    def __init__(
        self,
        capacity: int,
        limit: int = 20,
        patient: Callable[[Incoming], bool] = lambda _: True,
        urgent: Callable[[Incoming], bool] = lambda _: False,
    ) -> None:
        self.capacity = capacity
        self._limit = limit
        self._patient = patient
        self._urgent = urgent
        self._lanes: dict[str, _Lane] = {}
        self._turns: deque[str] = deque()
        self._paces: dict[str, _Pace] = {}
        self._swept_at = 0.0
        self._hasty: set[str] = set()
        self._size = 0
        self._any = asyncio.Event()
        self.refused = 0
        """How many updates found no room, ever."""
        self.slowed = 0
        """How many updates of flooding chats had to wait or come again, ever."""

    def __len__(self) -> int:
        return self._size

    @property
    def ready(self) -> bool:
        """Whether one may go now."""
        return bool(self._turns)

    def oldest(self) -> float | None:
        """Since when the one that has been ready the longest waits; None when none is ready."""
        return min((self._lanes[chat].waiting[0].since for chat in self._turns), default=None)

    # in ----------------------------------------------------------------------------------------------

    def put(self, update: Incoming) -> asyncio.Future[None]:
        """Line up an update; the future ends when it is durable. Overloaded when there is no room."""
        if self._size >= self.capacity:
            self.refused += 1
            raise Overloaded
        loop = asyncio.get_running_loop()
        chat, now = str(update.address), loop.time()
        lane = self._lanes.get(chat)
        pace = self._pace(chat, now) if self._limit else None
        if _is_full(lane, pace):
            self.slowed += 1
            raise Overloaded
        item = Waiting(update, chat, loop.create_future(), now + self._delay(pace, update, now))
        self._size += 1
        if lane is None:
            lane = self._lanes[chat] = _Lane(item)
            self._line_up(chat, lane, now)
        else:
            lane.waiting.append(item)
        if pace is not None and pace.floods and self._urgent(update):
            for one in lane.waiting:
                one.since = min(one.since, now)
            self._wake(chat, lane)
        return item.done

    def _pace(self, chat: str, now: float) -> _Pace:
        if len(self._paces) > _REMEMBERED and now - self._swept_at > _SWEEP:
            self._swept_at = now
            self._paces = {key: one for key, one in self._paces.items() if not one.bucket.is_full(now)}
        pace = self._paces.get(chat)
        if pace is None or (pace.floods and pace.bucket.is_full(now)):
            self._hasty.discard(chat)
            pace = self._paces[chat] = _Pace(Bucket(self._limit / SPAN, self._limit))
        return pace

    def _delay(self, pace: _Pace | None, update: Incoming, now: float) -> float:
        delay = pace.bucket.reserve(now) if pace is not None else 0.0
        if pace is None or not delay:
            return 0.0
        if not pace.floods:
            pace.floods = True
            self._hasty.add(str(update.address))
        self.slowed += 1
        return delay if self._patient(update) else 0.0

    def _line_up(self, chat: str, lane: _Lane, now: float) -> None:
        """Let a chat take its turn, now or when its first may go."""
        at = lane.waiting[0].since
        if at > now:
            lane.sleeping = asyncio.get_running_loop().call_at(at, self._wake, chat, lane)
        else:
            self._wake(chat, lane)

    def _wake(self, chat: str, lane: _Lane) -> None:
        if lane.sleeping is not None:
            lane.sleeping.cancel()
            lane.sleeping = None
        if not lane.awake:
            lane.awake = True
            self._turns.append(chat)
            self._any.set()

    # out ---------------------------------------------------------------------------------------------

    async def get(self) -> Waiting:
        """The next one, when there is one."""
        while not self._turns:
            self._any.clear()
            await self._any.wait()
        return self.get_nowait()

    def get_nowait(self) -> Waiting:
        """The first of the chat whose turn it is; IndexError when none is ready."""
        chat = self._turns.popleft()
        lane = self._lanes[chat]
        lane.awake = False
        item = lane.waiting.popleft()
        self._size -= 1
        if lane.waiting:
            self._line_up(chat, lane, asyncio.get_running_loop().time())
        else:
            del self._lanes[chat]
        return item

    def take_out(self, chats: Iterable[str] | None = None) -> list[Waiting]:
        """Everything that waits of these chats (of all), in order."""
        found: list[Waiting] = []
        for chat in list(self._lanes) if chats is None else chats:
            lane = self._lanes.pop(chat, None)
            if lane is None:
                continue
            if lane.sleeping is not None:
                lane.sleeping.cancel()
            if lane.awake:
                self._turns.remove(chat)
            found += lane.waiting
        self._size -= len(found)
        return found

    # asking for patience -----------------------------------------------------------------------------

    def untold(self, chats: Iterable[str]) -> list[str]:
        """Those of the chats that flood and have not been asked for patience; mostly there are none."""
        return sorted(self._hasty.intersection(chats)) if self._hasty else []

    def told(self, chats: Iterable[str]) -> None:
        """They have been asked."""
        self._hasty.difference_update(chats)


def _is_full(lane: _Lane | None, pace: _Pace | None) -> bool:
    """Whether a chat that floods has as much waiting as it may."""
    return lane is not None and pace is not None and pace.floods and len(lane.waiting) >= _MOST_OF_ONE
