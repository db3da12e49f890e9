"""Sends what is owed: in order within a chat, at the messenger's pace, again until it is taken.

What is owed lies in the outbox since the turn that decided it. The sender holds it in memory only to
work; what it has not settled when the process ends is sent again by the next one.
"""

from __future__ import annotations

import asyncio
import heapq
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import structlog

from bot.channel import Channel
from bot.channels.parts import Load, Now
from bot.courier import Courier
from bot.pacing import Pace
from bot.settling import Outcome, Settler
from model.message import Address
from storage.database import Database
from storage.outbox import Owed
from storage.unit import Unit

log = structlog.get_logger(__name__)

_CAPACITY = 20_000
"""Messages held in memory; beyond that they stay in the database until there is room."""
_AT_ONCE = 32
"""Calls to one messenger that may be under way together."""
_GRACE = 5.0
"""Seconds that calls under way get to end when we stop."""
_SHORT_PAUSE = 1.0
"""Seconds before the database is asked again when it did not answer."""


@dataclass(slots=True)
class _Lane:
    """What one chat is owed now, the lowest id first, and the task that sends it."""

    chat: str
    heap: list[tuple[int, Owed]] = field(default_factory=list)
    task: asyncio.Task[None] | None = None
    sending: bool = False


@dataclass(frozen=True, slots=True)
class _Exit:
    """A channel with its pace."""

    channel: Channel
    pace: Pace
    room: asyncio.Semaphore


class Sender:
    """``owe`` after each commit; ``start`` first, ``stop`` last."""

    def __init__(
        self,
        channels: Mapping[str, Channel],
        database: Database,
        load: Load,
        now: Now,
        jitter: random.Random,
        *,
        capacity: int = _CAPACITY,
    ) -> None:
        self._exits = {
            name: _Exit(one, Pace(one.per_second, one.per_chat_second), asyncio.Semaphore(_AT_ONCE))
            for name, one in channels.items()
        }
        self._database = database
        self._courier = Courier(load, now, jitter)
        self._now = now
        self._capacity = capacity
        self._settler = Settler(database, self._forget)
        self._lanes: dict[str, _Lane] = {}
        self._later: list[tuple[float, int, Owed]] = []
        self._held: set[int] = set()
        self._overflowed = False
        self._meanwhile: list[Owed] | None = None
        self._changed = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None
        self._stopping = False

    # taking over -------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Take over what an earlier process left unsent, and begin."""
        self._settler.start()
        await self._refill()
        self._watch = asyncio.create_task(self._watch_the_clock())

    def owe(self, messages: Iterable[Owed]) -> None:
        """Take messages whose transaction has been committed."""
        if self._meanwhile is not None:
            self._meanwhile.extend(messages)
            return
        for owed in messages:
            if self._overflowed or len(self._held) >= self._capacity:
                self._overflowed = True
                return
            self._take(owed)

    async def stop(self) -> None:
        """Let calls under way end, settle them, and begin no others."""
        self._stopping = True
        if self._watch is not None:
            self._watch.cancel()
        tasks = [lane.task for lane in self._lanes.values() if lane.task is not None]
        for lane in self._lanes.values():
            if lane.task is not None and not lane.sending:
                lane.task.cancel()
        if tasks:
            _, slow = await asyncio.wait(tasks, timeout=_GRACE)
            for task in slow:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self._settler.stop()

    def _take(self, owed: Owed) -> None:
        if owed.id in self._held or Address.parse(owed.chat).channel not in self._exits:
            return
        self._held.add(owed.id)
        if owed.not_before > self._now():
            heapq.heappush(self._later, (owed.not_before.timestamp(), owed.id, owed))
            self._changed.set()
        else:
            self._line_up(owed)

    def _line_up(self, owed: Owed) -> None:
        lane = self._lanes.get(owed.chat)
        if lane is None:
            lane = self._lanes[owed.chat] = _Lane(owed.chat)
            lane.task = asyncio.create_task(self._drain(lane))
        heapq.heappush(lane.heap, (owed.id, owed))

    def _forget(self, message_id: int) -> None:
        self._held.discard(message_id)
        if self._overflowed and len(self._held) <= self._capacity // 2:
            self._changed.set()

    async def _refill(self) -> None:
        """Read what is owed in the writer's own thread, so that nothing just settled is seen as waiting."""
        self._meanwhile = []
        try:
            found = await self._database.write(self._waiting)
        finally:
            meanwhile, self._meanwhile = self._meanwhile, None
        self._overflowed = len(found) > self._capacity
        if not self._overflowed:
            found += meanwhile
        for owed in found[: self._capacity]:
            self._take(owed)

    async def _try_refill(self) -> None:
        try:
            await self._refill()
        except Exception:
            log.exception("what is owed could not be read")
            await asyncio.sleep(_SHORT_PAUSE)

    def _waiting(self, unit: Unit) -> list[Owed]:
        return unit.outbox.waiting(self._capacity + 1)

    async def _watch_the_clock(self) -> None:
        """Line up what becomes due, and read on in the database when there is room again."""
        while True:
            now = self._now().timestamp()
            while self._later and self._later[0][0] <= now:
                self._line_up(heapq.heappop(self._later)[2])
            if self._overflowed and len(self._held) <= self._capacity // 2:
                await self._try_refill()
            wait = self._later[0][0] - now if self._later else None
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), wait)
            except TimeoutError:
                continue

    # sending -----------------------------------------------------------------------------------------

    async def _drain(self, lane: _Lane) -> None:
        way_out = self._exits[Address.parse(lane.chat).channel]
        while lane.heap and not self._stopping:
            await way_out.pace.turn(lane.chat)
            async with way_out.room:
                lane.sending = True
                _, owed = heapq.heappop(lane.heap)
                outcome = await self._courier.carry(way_out.channel, owed)
                lane.sending = False
            self._settler.note(outcome)
            if outcome.unreachable:
                self._drop(lane)
            if outcome.everyone and outcome.pause is not None:
                way_out.pace.halt(outcome.pause)
            if outcome.pause is not None and not self._stopping:
                heapq.heappush(lane.heap, (owed.id, outcome.next_try()))
                await asyncio.sleep(outcome.pause)
        if self._lanes.get(lane.chat) is lane and not lane.heap:
            del self._lanes[lane.chat]

    def _drop(self, lane: _Lane) -> None:
        """Owe a chat nothing any more: what is lined up for it and what would come due."""
        later = [entry for entry in self._later if entry[2].chat == lane.chat]
        for owed in [one for _, one in lane.heap] + [entry[2] for entry in later]:
            self._settler.note(Outcome(owed, "dropped", owed.attempts, self._now(), error="unreachable"))
        lane.heap.clear()
        if later:
            self._later = [entry for entry in self._later if entry[2].chat != lane.chat]
            heapq.heapify(self._later)
