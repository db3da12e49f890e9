"""Sends what is owed: in order within a chat, at the messenger's pace, again until it is taken.

What is owed lies in the outbox since the turn that decided it. The sender holds in memory only what is due
soon; what it has not settled when the process ends is sent again by the next one. Of several processes the
one that has a messenger's duty sends for it, and hears from the database what the others owe
(``bot/sharing/mailroom``).
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

import structlog

from bot.channel import Channel
from bot.channels.parts import Load, Now
from bot.courier import Called, Courier
from bot.draining import Drain
from bot.lanes import Exit, Lane
from bot.pacing import Pace
from bot.settling import Ride, Settler
from bot.sharing.duty import Duty
from bot.sharing.expected import Expected
from bot.stock import Stock
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
        self._stock = Stock(self._begin)
        self._drain = Drain(self._courier, self._settler, self._stock, now)
        self._expected = Expected(capacity)
        self._overflowed = False
        self._must_look = False
        self._meanwhile: list[Owed] | None = None
        self._looking = asyncio.Lock()
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def ride(self) -> Callable[[], Ride | None]:
        """What became of messages, for whoever is about to write anyway."""
        return self._settler.along

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
            if self._overflowed or self._must_look or len(self._stock) >= self._capacity:
                self._overflowed = True
                return
            self._take(owed)

    def look_again(self) -> None:
        """Read what is owed in the database before anything newer is taken."""
        self._must_look = True
        self._changed.set()

    def expect(self, messages: Iterable[Owed]) -> None:
        """Keep messages that this process committed until it hears of them in the order of all processes."""
        self._expected.keep(one for one in messages if self._is_ours(one) and one.id not in self._stock)

    def expected(self, message_id: int) -> Owed | None:
        """One that was kept, if it was and is not yet taken."""
        return self._expected.pop(message_id)

    async def stop(self) -> None:
        """Let calls under way end, settle them, and begin no others."""
        self._drain.stopping = True
        for task in self._tasks:
            task.cancel()
        tasks = [lane.task for lane in self._stock.lanes.values() if lane.task is not None]
        for lane in self._stock.lanes.values():
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
        if owed.id in self._stock or not self._is_ours(owed):
            return
        self._expected.pop(owed.id)
        # A message that waits for nothing is due although the clock of the process that wrote it is ahead.
        now = max(self._now(), owed.at)
        tried = owed.attempts > 0
        if owed.not_before > now + _SOON and not tried:
            return
        if owed.not_before > now and not tried:
            self._stock.keep(owed)
            self._changed.set()
        else:
            self._line_up(owed)

    def _line_up(self, owed: Owed) -> None:
        self._stock.line_up(owed, self._exits[Address.parse(owed.chat).channel])

    def _begin(self, lane: Lane) -> None:
        lane.task = asyncio.create_task(self._drain.empty(lane))

    def _forget(self, message_id: int) -> None:
        self._stock.forget(message_id)
        if self._has_room_for_more():
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
        held = self._stock.ids()
        ids = unit.outbox.waiting_ids(self._capacity + 1, self._now() + _SOON, ours)
        new = [one for one in ids if one not in held]
        room = max(0, self._capacity - len(held))
        taken = unit.outbox.of_ids(new[:room]) if new else []
        return taken, len(new) > room or len(ids) > self._capacity

    async def _watch_the_clock(self) -> None:
        """Line up what becomes due, and read on in the database when there may be more."""
        clock = asyncio.get_running_loop().time
        look_at = clock() + _LOOK
        while not self._drain.stopping:  # Python 3.11 forgets that it cancelled who gets on just then
            self._changed.clear()
            now = self._now().timestamp()
            for owed in self._stock.take_due(now):
                self._line_up(owed)
            if clock() >= look_at or self._has_room_for_more():
                await self._try_refill()
                look_at = clock() + _LOOK
            next_moment = self._stock.next_moment()
            wait = next_moment - now if next_moment is not None else _LOOK
            try:
                await asyncio.wait_for(self._changed.wait(), min(wait, look_at - clock()))
            except TimeoutError:
                continue

    def _has_room_for_more(self) -> bool:
        return self._must_look or (self._overflowed and len(self._stock) <= self._capacity // 2)

    async def _watch_the_duty(self, name: str) -> None:
        """Begin where the process before us ended; leave everything to the next when the duty is lost."""
        duty = self._exits[name].duty
        while True:
            await duty.lost()
            self._expected.clear()
            self._stock.leave(self._exits[name], name)
            await duty.gained()
            self.look_again()
