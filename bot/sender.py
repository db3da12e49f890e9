"""Sends what is owed: in order within a chat, at the messenger's pace, again until it is taken.

What is owed lies in the outbox since the turn that decided it. The sender holds in memory only what is due
soon; what it has not settled when the process ends is sent again by the next one. Of several processes the
one that has a messenger's duty sends for it, and hears from the database what the others owe
(``bot/sharing/mailroom``).
"""

from __future__ import annotations

import asyncio
import heapq
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.channel import Channel
from bot.channels.parts import Load, Now
from bot.courier import LONGEST_PAUSE, Called, Courier
from bot.lanes import Exit, Lane
from bot.pacing import Pace
from bot.settling import Outcome, Ride, Settler
from bot.sharing.duty import Duty
from bot.sharing.expected import Expected
from model.message import Address
from storage.database import Database
from storage.outbox import Owed
from storage.unit import Unit

log = structlog.get_logger(__name__)

_CAPACITY = 20_000
"""Messages held in memory; beyond that they stay in the database until there is room."""
_SOON = timedelta(minutes=2)
"""How far ahead of its moment a message is taken into memory; what quiet hours hold back is not."""
_LOOK = 5.0
"""Seconds between two looks at what is owed, for what came by another way than ``owe``."""
_AT_ONCE = 32
"""Calls to one messenger that may be under way together."""
_GRACE = 5.0
"""Seconds that calls under way get to end when we stop."""
_SHORT_PAUSE = 1.0
"""Seconds before the database is asked again when it did not answer."""


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
        duties: Mapping[str, Duty] | None = None,
        capacity: int = _CAPACITY,
        called: Called = lambda _, __, ___: None,
    ) -> None:
        self._exits = {
            name: Exit(
                one,
                duties[name] if duties is not None else Duty(mine=True),
                Pace(one.per_second, one.per_chat_second),
                asyncio.Semaphore(_AT_ONCE),
            )
            for name, one in channels.items()
        }
        self._database = database
        self._courier = Courier(load, now, jitter, called)
        self._now = now
        self._capacity = capacity
        self._settler = Settler(database, self._forget)
        self._lanes: dict[str, Lane] = {}
        self._later: list[tuple[float, int, Owed]] = []
        self._held: set[int] = set()
        self._expected = Expected(capacity)
        self._overflowed = False
        self._must_look = False
        self._meanwhile: list[Owed] | None = None
        self._looking = asyncio.Lock()
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = False

    @property
    def ride(self) -> Callable[[], Ride | None]:
        """What became of messages, for whoever is about to write anyway."""
        return self._settler.ride

    # taking over -------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Take over what an earlier process left unsent, and begin."""
        self._settler.start()
        await self._refill()
        self._tasks = [asyncio.create_task(self._watch_the_clock())]
        self._tasks += [asyncio.create_task(self._watch_the_duty(name)) for name in self._exits]

    def owe(self, messages: Iterable[Owed]) -> None:
        """Take messages whose transaction has been committed; those of others' duty are left to them."""
        if self._meanwhile is not None:
            self._meanwhile.extend(messages)
            return
        for owed in messages:
            if self._overflowed or self._must_look or len(self._held) >= self._capacity:
                self._overflowed = True
                return
            self._take(owed)

    def look_again(self) -> None:
        """Read what is owed in the database before anything newer is taken."""
        self._must_look = True
        self._changed.set()

    def expect(self, messages: Iterable[Owed]) -> None:
        """Keep messages that this process committed until it hears of them in the order of all processes."""
        self._expected.keep(one for one in messages if self._is_ours(one) and one.id not in self._held)

    def expected(self, message_id: int) -> Owed | None:
        """One that was kept, if it was and is not yet taken."""
        return self._expected.pop(message_id)

    async def stop(self) -> None:
        """Let calls under way end, settle them, and begin no others."""
        self._stopping = True
        for task in self._tasks:
            task.cancel()
        tasks = [lane.task for lane in self._lanes.values() if lane.task is not None]
        for lane in self._lanes.values():
            if lane.task is not None and not lane.sending:
                lane.task.cancel()
        if tasks:
            _, slow = await asyncio.wait(tasks, timeout=_GRACE)
            for task in slow:
                task.cancel()
        await asyncio.gather(*tasks, *self._tasks, return_exceptions=True)
        await self._settler.stop()

    def _is_ours(self, owed: Owed) -> bool:
        way_out = self._exits.get(Address.parse(owed.chat).channel)
        return way_out is not None and way_out.duty.mine

    def _take(self, owed: Owed) -> None:
        if owed.id in self._held or not self._is_ours(owed):
            return
        self._expected.pop(owed.id)
        # A message that waits for nothing is due although the clock of the process that wrote it is ahead.
        now = max(self._now(), owed.at)
        tried = owed.attempts > 0
        if owed.not_before > now + _SOON and not tried:
            return
        self._held.add(owed.id)
        if owed.not_before > now and not tried:
            heapq.heappush(self._later, (owed.not_before.timestamp(), owed.id, owed))
            self._changed.set()
        else:
            self._line_up(owed)

    def _line_up(self, owed: Owed) -> None:
        lane = self._lanes.get(owed.chat)
        if lane is None:
            way_out = self._exits[Address.parse(owed.chat).channel]
            lane = self._lanes[owed.chat] = Lane(owed.chat, way_out)
            lane.task = asyncio.create_task(self._drain(lane))
        heapq.heappush(lane.heap, (owed.id, owed))

    def _forget(self, message_id: int) -> None:
        self._held.discard(message_id)
        if self._overflowed and len(self._held) <= self._capacity // 2:
            self._changed.set()

    async def _refill(self) -> None:
        """Read what is owed in the writer's own thread, so that nothing just settled is seen as waiting."""
        async with self._looking:
            self._meanwhile, meanwhile = [], []
            self._must_look = False
            overflowed = True  # when the database does not answer, what comes meanwhile is left in it
            try:
                found, overflowed = await self._database.write(self._waiting)
            finally:
                meanwhile, self._meanwhile = self._meanwhile, None
                self._overflowed = overflowed
            for owed in found if overflowed else [*found, *meanwhile]:
                self._take(owed)

    async def _try_refill(self) -> None:
        try:
            await self._refill()
        except Exception:
            log.exception("what is owed could not be read")
            await asyncio.sleep(_SHORT_PAUSE)
            self.look_again()

    def _waiting(self, unit: Unit) -> tuple[list[Owed], bool]:
        """What is due soon and not yet held, as far as there is room; and whether there is more."""
        ours = [name for name, way_out in self._exits.items() if way_out.duty.mine]
        if not ours:
            return [], False
        held = self._held.copy()
        ids = unit.outbox.waiting_ids(self._capacity + 1, self._now() + _SOON, ours)
        new = [one for one in ids if one not in held]
        room = max(0, self._capacity - len(held))
        taken = unit.outbox.of_ids(new[:room]) if new else []
        return taken, len(new) > room or len(ids) > self._capacity

    async def _watch_the_clock(self) -> None:
        """Line up what becomes due, and read on in the database when there may be more."""
        clock = asyncio.get_running_loop().time
        look_at = clock() + _LOOK
        while True:
            self._changed.clear()
            now = self._now().timestamp()
            while self._later and self._later[0][0] <= now:
                self._line_up(heapq.heappop(self._later)[2])
            if clock() >= look_at or self._has_room_for_more():
                await self._try_refill()
                look_at = clock() + _LOOK
            wait = self._later[0][0] - now if self._later else _LOOK
            try:
                await asyncio.wait_for(self._changed.wait(), min(wait, look_at - clock()))
            except TimeoutError:
                continue

    def _has_room_for_more(self) -> bool:
        return self._must_look or (self._overflowed and len(self._held) <= self._capacity // 2)

    async def _watch_the_duty(self, name: str) -> None:
        """Begin where the process before us ended; leave everything to the next when the duty is lost."""
        duty = self._exits[name].duty
        while True:
            await duty.lost()
            self._abandon(name)
            await duty.gained()
            self.look_again()

    def _abandon(self, name: str) -> None:
        """Hold nothing more of this messenger; only calls under way end, and are settled."""
        prefix = f"{name}:"
        self._expected.clear()
        mine = [entry for entry in self._later if entry[2].chat.startswith(prefix)]
        self._held.difference_update(message_id for _, message_id, _ in mine)
        self._later = [entry for entry in self._later if not entry[2].chat.startswith(prefix)]
        heapq.heapify(self._later)
        for lane in [one for one in self._lanes.values() if one.way_out is self._exits[name]]:
            self._held.difference_update(message_id for message_id, _ in lane.heap)
            lane.heap.clear()
            if not lane.sending and lane.task is not None:
                lane.task.cancel()
                del self._lanes[lane.chat]

    # sending -----------------------------------------------------------------------------------------

    async def _drain(self, lane: Lane) -> None:
        way_out = lane.way_out
        while lane.heap and self._may_send(way_out):
            await asyncio.sleep(self._rest_of_pause(lane.heap[0][1]))
            await way_out.pace.turn(lane.chat)
            async with way_out.room:
                if not self._may_send(way_out):
                    break
                lane.sending = True
                _, owed = heapq.heappop(lane.heap)
                outcome = await self._courier.carry(way_out.channel, owed)
                lane.sending = False
            self._settler.note(outcome)
            if outcome.unreachable:
                self._drop(lane)
            if outcome.everyone and outcome.pause is not None:
                way_out.pace.halt(outcome.pause)
            if outcome.pause is not None:
                await self._try_again(lane, outcome, outcome.pause)
        if self._lanes.get(lane.chat) is lane and not lane.heap:
            del self._lanes[lane.chat]

    def _rest_of_pause(self, owed: Owed) -> float:
        """Seconds until a message may be tried again that an earlier process tried; 0 for a new one.

        A clock that was put back meanwhile does not make the pause longer than any pause is.
        """
        now = self._now()
        if owed.attempts == 0 or owed.at > now:
            return 0.0
        return min(max(0.0, (owed.not_before - now).total_seconds()), LONGEST_PAUSE)

    def _may_send(self, way_out: Exit) -> bool:
        return way_out.duty.mine and not self._stopping

    async def _try_again(self, lane: Lane, outcome: Outcome, pause: float) -> None:
        if self._may_send(lane.way_out):
            # The pause is kept here, by a clock that nobody puts back.
            again = replace(outcome.next_try(), not_before=outcome.owed.at)
            heapq.heappush(lane.heap, (again.id, again))
            await asyncio.sleep(pause)
        else:
            self._held.discard(outcome.owed.id)

    def _drop(self, lane: Lane) -> None:
        """Owe a chat nothing any more: what is lined up for it and what would come due."""
        later = [entry for entry in self._later if entry[2].chat == lane.chat]
        for owed in [one for _, one in lane.heap] + [entry[2] for entry in later]:
            self._settler.note(Outcome(owed, "dropped", owed.attempts, self._now(), error="unreachable"))
        lane.heap.clear()
        if later:
            self._later = [entry for entry in self._later if entry[2].chat != lane.chat]
            heapq.heapify(self._later)
