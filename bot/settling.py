"""Writes down what became of the tries to send, many in one transaction, and with others' if there are any.

A commit costs more than the rows in it. Where turns are being written anyway, the outcomes ride along with
the next batch of them; only when nobody comes by for a moment they go alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from msgspec import Struct
from msgspec.structs import replace

from model.cleaning import clean
from storage.database import Database
from storage.outbox import Owed, Settled
from storage.trouble import Away
from storage.unit import Unit

log = structlog.get_logger(__name__)

_BATCH = 256
_PAUSE = 1.0
"""Seconds before writing is tried again when the database did not take it."""
_COMPANY = 0.005
"""Seconds that outcomes wait for somebody who writes anyway."""


class Outcome(Struct, frozen=True):
    """What became of one try.

    ``pause`` (seconds until the next) is None when there is no next; ``everyone`` says that nobody may
    be sent anything until then.
    """

    owed: Owed
    state: str
    attempts: int
    at: datetime
    ref: str = ""
    error: str = ""
    pause: float | None = None
    unreachable: bool = False
    everyone: bool = False

    def next_try(self) -> Owed:
        """The message as it will be tried again."""
        return replace(self.owed, attempts=self.attempts, not_before=self._not_before())

    def settled(self) -> Settled:
        """The same for the outbox."""
        return Settled(
            id=self.owed.id,
            state=self.state,
            attempts=self.attempts,
            not_before=self._not_before(),
            ref=clean(self.ref),
            error=clean(self.error),
            sent_at=self.at if self.state == "sent" else None,
        )

    def _not_before(self) -> datetime:
        return self.owed.not_before if self.pause is None else self.at + timedelta(seconds=self.pause)


class Ride:
    """Outcomes on their way: ``write`` in a transaction, then ``arrived`` or ``missed``."""

    def __init__(self, settler: Settler, batch: Sequence[Outcome]) -> None:
        self._settler = settler
        self.batch = batch

    def write(self, unit: Unit) -> None:
        """Write them."""
        latest = {outcome.owed.id: outcome.settled() for outcome in self.batch}
        unit.outbox.settle(list(latest.values()))
        for chat in {outcome.owed.chat for outcome in self.batch if outcome.unreachable}:
            unit.chats.mark_unreachable(chat)

    def arrived(self) -> None:
        """The transaction is durable."""
        for outcome in self.batch:
            if outcome.pause is None:
                self._settler.settled(outcome.owed.id)

    def missed(self) -> None:
        """It is not: they wait for the next."""
        self._settler.take_back(self.batch)


class Settler:
    """``note`` what became of a try; ``along`` is for whoever writes anyway."""

    def __init__(self, database: Database, settled: Callable[[int], None]) -> None:
        self._database = database
        self.settled = settled
        self._noted: list[Outcome] = []
        self._any = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._alone = False

    def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._write_all())

    def note(self, outcome: Outcome) -> None:
        """Have an outcome written with the next batch."""
        self._noted.append(outcome)
        self._any.set()

    def along(self) -> Ride | None:
        """For whoever writes anyway. What changes a chat, and what failed once, goes by itself.

        A chat that somebody else has locked would have two processes wait for each other; and what the
        database refuses must not take turns with it.
        """
        if self._alone or any(outcome.unreachable for outcome in self._noted[:_BATCH]):
            return None
        return self.ride()

    def ride(self) -> Ride | None:
        """What is noted and not under way, if anything."""
        if not self._noted:
            return None
        batch, self._noted = self._noted[:_BATCH], self._noted[_BATCH:]
        return Ride(self, batch)

    def take_back(self, batch: Sequence[Outcome]) -> None:
        """They were not written."""
        self._alone = True
        self._noted[:0] = batch
        self._any.set()

    async def stop(self) -> None:
        """Write what is left; what the database does not take now is sent again by the next process."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        with suppress(Away):
            while self._noted:
                await self._write_batch()
        if self._noted:
            log.error("outcomes could not be written", count=len(self._noted))

    async def _write_all(self) -> None:
        while True:
            await self._any.wait()
            await asyncio.sleep(_COMPANY)
            try:
                await self._write_batch()
            except Exception:
                log.exception("outcomes could not be written")
                await asyncio.sleep(_PAUSE)
            if not self._noted:
                self._any.clear()

    async def _write_batch(self) -> None:
        ride = self.ride()
        if ride is None:
            return
        writing = asyncio.create_task(self._database.write(ride.write))
        writing.add_done_callback(_seen)
        try:
            await asyncio.shield(writing)
        except BaseException:
            ride.missed()
            raise
        self._alone = False
        ride.arrived()


def _seen(writing: asyncio.Task[None]) -> None:
    """Whoever gave up waiting does not hear of its error: it is written again."""
    if not writing.cancelled():
        writing.exception()
