"""Linli with one promise broken, to see that the harness notices. Nothing of this is in production code.

Each mutant is applied in a life's own process before Linli is built (``chaos.server``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, event

from bot.channel import Channel, Overloaded
from bot.channels.telegram.channel import Telegram
from bot.courier import Courier
from bot.intake import Intake
from bot.sender import Sender
from bot.settling import Outcome
from model.message import Incoming
from storage import tables
from storage.database import Database
from storage.inbox import Inbox
from storage.outbox import Outbox, Owed, Settled
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Mutant:
    """What is broken, and how; whether power is lost whenever a life ends; whether the harness must notice.

    ``stops`` is the part of the lives that are asked to end.
    """

    broken: str
    apply: Callable[[], None]
    power: bool = False
    stops: float = 0.0
    noticed: bool = True


def apply(name: str) -> None:
    """Break what the mutant of this name breaks, in this process; "" leaves all as it is."""
    if name:
        MUTANTS[name].apply()


def _acknowledge_early() -> None:
    """Updates are acknowledged as soon as they are in memory."""
    receive = Intake.receive
    under_way: set[asyncio.Task[None]] = set()

    async def at_once(self: Intake, update: Incoming) -> None:
        async def later() -> None:
            with suppress(Overloaded):
                await receive(self, update)

        task = asyncio.create_task(later())
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    Intake.receive = at_once  # type: ignore[method-assign]


def _mark_early() -> None:
    """Messages are called sent before they are."""
    carry, build = Courier.carry, Sender.__init__
    books: dict[Courier, Database] = {}

    def building(self: Sender, channels: Any, database: Database, *rest: Any, **more: Any) -> None:  # noqa: ANN401 - passed on
        build(self, channels, database, *rest, **more)
        books[self._courier] = database

    async def marking(self: Courier, channel: Channel, owed: Owed) -> Outcome:
        sent = Settled(owed.id, "sent", owed.attempts, owed.not_before, sent_at=self._now())
        await books[self].write(lambda unit: unit.outbox.settle([sent]))
        return await carry(self, channel, owed)

    Sender.__init__ = building  # type: ignore[method-assign]
    Courier.carry = marking  # type: ignore[method-assign]


def _forget_updates() -> None:
    """An update that comes again is worked on again."""
    insert = Transaction.insert

    def overwriting(self: Transaction, table: Table, row: dict[str, Any]) -> None:
        (Transaction.upsert if table is tables.inbox else insert)(self, table, row)

    Inbox.known = lambda *_: set()  # type: ignore[method-assign]
    Transaction.insert = overwriting  # type: ignore[method-assign]


def _send_again() -> None:
    """What was sent is not written down."""
    Outbox.settle = lambda *_: None  # type: ignore[method-assign]


def _close_early() -> None:
    """The way to Telegram is closed when it should only be stopped."""
    stop = Telegram.stop

    async def closing(self: Telegram) -> None:
        await stop(self)
        await self.close()

    Telegram.stop = closing  # type: ignore[method-assign]


def _synchronous(level: str) -> Callable[[], None]:
    """The database syncs less than it should, or, to see that the harness is fair, as it should."""

    def weaken() -> None:
        build = Database.__init__

        def building(self: Database, *given: Any, **more: Any) -> None:  # noqa: ANN401 - passed on
            build(self, *given, **more)

            @event.listens_for(self.engine, "connect")
            def configure(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
                connection.execute(f"PRAGMA synchronous={level}")

        Database.__init__ = building  # type: ignore[method-assign]

    return weaken


MUTANTS: dict[str, Mutant] = {
    "acknowledge-early": Mutant("updates are acknowledged before the commit", _acknowledge_early),
    "mark-early": Mutant("messages are called sent before they are sent", _mark_early),
    "no-dedupe": Mutant("an update that comes again is worked on again", _forget_updates),
    "never-settle": Mutant("what was sent is not written down", _send_again),
    "close-early": Mutant("asked to stop, it hangs up before its calls have ended", _close_early, stops=1.0),
    "sync-off": Mutant("the database never syncs, and power fails", _synchronous("OFF"), power=True),
    "sync-normal": Mutant(
        "the database syncs now and then, and power fails", _synchronous("NORMAL"), power=True
    ),
    "sync-full": Mutant("nothing; power fails", _synchronous("FULL"), power=True, stops=0.25, noticed=False),
}
