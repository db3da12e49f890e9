"""How a message that any process committed gets to the one that sends it (PostgreSQL only).

Every commit tells the ids of its messages to all processes, and PostgreSQL delivers these notices in the
order of the commits. Turns of one chat follow one another, so a chat's messages are heard of in their order,
whichever processes wrote them. What this process wrote itself it knows; the others' is read by id.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

import structlog

from bot.sender import Sender
from bot.sharing.duty import Duty
from storage.database import Database
from storage.outbox import Owed, announced

_log = structlog.get_logger()
_BATCH = 500
"""Messages read at once."""


class Mailroom:
    """``owe`` after each commit; ``hear`` for each notice."""

    def __init__(self, sender: Sender, database: Database, duties: Mapping[str, Duty]) -> None:
        self._sender = sender
        self._database = database
        self._duties = duties
        self._heard: list[int] = []
        self._any = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to hand over."""
        self._task = asyncio.create_task(self._hand_over())

    async def stop(self) -> None:
        """What was heard of and not handed over lies in the outbox."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def owe(self, messages: Iterable[Owed]) -> None:
        """They were committed; the notice that comes back to us says when it is their turn."""
        self._sender.expect(messages)

    def hear(self, payload: str) -> None:
        """A notice: of a messenger and ids."""
        channel, ids = announced(payload)
        duty = self._duties.get(channel)
        if duty is not None and duty.mine:
            self._heard += ids
            self._any.set()

    async def _hand_over(self) -> None:
        while True:
            await self._any.wait()
            ids, self._heard = self._heard[:_BATCH], self._heard[_BATCH:]
            if not self._heard:
                self._any.clear()
            try:
                self._sender.owe(await self._found(ids))
            except Exception:  # noqa: BLE001 - the sender finds them when it looks again
                _log.exception("owed_not_read", count=len(ids))
                self._sender.look_again()

    async def _found(self, ids: list[int]) -> list[Owed]:
        known = {one: self._sender.expected(one) for one in ids}
        missing = [one for one, owed in known.items() if owed is None]
        read: dict[int, Owed] = {}
        if missing:  # in the writer's own thread, so that nothing just settled is seen as waiting
            rows = await self._database.write(lambda unit: unit.outbox.of_ids(missing))
            read = {owed.id: owed for owed in rows if owed.state == "waiting"}
        return [owed for one in ids if (owed := known[one] or read.get(one)) is not None]
