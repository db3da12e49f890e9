"""Updates come in from every messenger at once; turns of many chats are worked on and committed together.

There is no timer: a batch is whatever has come while the one before was written. Updates of one chat keep
their order. ``receive`` returns when the update is durable, so that the channel may acknowledge it.

On PostgreSQL other processes take updates of the same chats. A batch locks its chats before it reads
anything, so that a chat's turns run one after another wherever they are worked on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import structlog

from bot.channel import Overloaded
from bot.cleaning import cleaned
from bot.fairness import WAITING, FairQueue, Waiting
from bot.metrics import Metrics
from bot.settling import Ride
from handlers.patience import ask_for_patience
from handlers.receive import Received, receive
from handlers.services import Services
from model.message import Address, Incoming
from storage.database import Database
from storage.outbox import Owed
from storage.trouble import Away
from storage.unit import Unit

_BATCH = 64
_log = structlog.get_logger()


class Intake:
    """``receive`` for channels; ``start`` and ``stop`` for the wiring."""

    def __init__(
        self,
        database: Database,
        services: Services,
        owe: Callable[[Sequence[Owed]], None],
        now: Callable[[], datetime],
        follow: Callable[[int], None] = lambda _: None,
        queue: FairQueue | None = None,
        metrics: Metrics | None = None,
        ride: Callable[[], Ride | None] = lambda: None,
    ) -> None:
        self._database = database
        self._services = services
        self._owe = owe
        self._now = now
        self._follow = follow
        self.queue = FairQueue(WAITING, limit=0) if queue is None else queue
        self._metrics = metrics or Metrics()
        self._ride = ride
        self._worker: asyncio.Task[None] | None = None
        self._in_hand: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to work on what comes in."""
        self._worker = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Finish what is in hand; what still waits is not acknowledged, so the messenger brings it again."""
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
        if self._in_hand is not None:
            await self._in_hand
        for item in self.queue.take_out():
            _settle(item.done, Overloaded())

    async def receive(self, update: Incoming) -> None:
        """Returns when the update is durable. Overloaded when too many wait already."""
        await self.queue.put(cleaned(update))

    @property
    def waiting(self) -> int:
        """How many updates wait to be worked on."""
        return len(self.queue)

    async def _work(self) -> None:
        while True:
            batch = await self._gather()
            self._in_hand = asyncio.create_task(self._batch(batch))
            await asyncio.shield(self._in_hand)

    async def _gather(self) -> list[Waiting]:
        """Everything that is there, also what the loop has read but not yet handed to us."""
        batch = [await self.queue.get()]
        before = 0
        while before < len(batch) < _BATCH:
            before = len(batch)
            try:
                await asyncio.sleep(0)
            except asyncio.CancelledError:
                self._refuse(batch)
                raise
            while len(batch) < _BATCH and self.queue.ready:
                batch.append(self.queue.get_nowait())
        return batch

    async def _batch(self, batch: list[Waiting]) -> None:
        self._metrics.begun(batch)
        try:
            received = await self._write_with_ride([item.update for item in batch])
        except Away as away:  # nothing can be stored now
            _log.error("database_away", size=len(batch), error=str(away))
            self._refuse(batch)
        except Exception:  # noqa: BLE001 - one bad row must not take the batch: each turn goes alone
            _log.exception("batch_failed", size=len(batch))
            await self._one_by_one(batch)
        else:
            self._hand_on(received)
            for item in batch:
                _settle(item.done)
            self._metrics.stored(batch, received)
        finally:
            self._metrics.ended()

    async def _one_by_one(self, batch: list[Waiting]) -> None:
        broken: set[Address] = set()
        for item in batch:
            update = item.update
            if update.address in broken:
                _settle(item.done, Overloaded())
                continue
            try:
                received = await self._write([update])
            except Exception:  # noqa: BLE001 - told to the messenger, which brings it again
                _log.exception("turn_not_stored", channel=update.address.channel)
                broken.add(update.address)
                self._refuse([item])
            else:
                self._hand_on(received)
                _settle(item.done)
                self._metrics.stored([item], received)

    def _refuse(self, items: Iterable[Waiting]) -> None:
        """Have the messenger bring them again; and, after them, what has come of their chats meanwhile."""
        refused = list(items)
        refused += self.queue.take_out({str(item.update.address) for item in refused})
        for item in refused:
            _settle(item.done, Overloaded())
        self._metrics.not_stored(len(refused))

    def _hand_on(self, received: Received) -> None:
        """The messages are stored: should nobody take them now, the sender finds them later."""
        try:
            self._owe(received.owed)
        except Exception:  # noqa: BLE001 - the updates are durable all the same
            _log.exception("owe_failed", size=len(received.owed))

    async def _write_with_ride(self, updates: Sequence[Incoming]) -> Received:
        """The batch, and with it what became of messages sent meanwhile."""
        ride = self._ride()
        if ride is None:
            return await self._write(updates)
        try:
            received = await self._write(updates, ride.write)
        except BaseException:
            ride.missed()
            raise
        ride.arrived()
        return received

    async def _write(
        self, updates: Sequence[Incoming], first: Callable[[Unit], None] | None = None
    ) -> Received:
        hasty = self.queue.untold(str(update.address) for update in updates)

        def work(unit: Unit) -> Received:
            if unit.shared:
                self._have_to_ourselves(unit, {str(update.address) for update in updates})
            if first is not None:
                first(unit)
            received = receive(unit, self._services, updates, self._now())
            if hasty:
                received.owed += ask_for_patience(unit, self._services, hasty, self._now())
            return received

        received = await self._database.write_at_hand(work)
        self.queue.told(hasty)
        return received

    def _have_to_ourselves(self, unit: Unit, chats: set[str]) -> None:
        """Lock the chats; and follow the processes that answered in them before, so that ids grow."""
        unit.chats.lock(chats)
        self._follow(unit.outbox.newest(chats))


def _settle(done: asyncio.Future[None], error: Exception | None = None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
