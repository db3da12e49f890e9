"""A message for the web chat gets to whichever process has the person's page open (PostgreSQL only).

The process that sends pushes to its own pages, tells the others the chat and the message's id, and settles
the message as sent. What is sent while one notice is under way goes into the next. A page that nobody could
push to finds its message in the history when it connects again.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Protocol

import structlog

from storage.database import Database
from storage.outbox import Owed

_log = structlog.get_logger()
PUSHED = "linli_pushed"
"""The PostgreSQL channel on which processes hear what another one has pushed."""
_BATCH = 200
_LONGEST = 7_000
"""Characters of one notice: PostgreSQL takes 8,000 bytes."""


class Pages(Protocol):
    """The web chat, as far as this is concerned."""

    def has_pages(self, chat: str) -> bool:
        """Whether a page of this chat is open here."""

    def push(self, owed: Owed) -> None:
        """Show a message on the open pages of its chat."""

    def come_again(self) -> None:
        """Have all pages connect again and fetch what they missed."""


class Pushes:
    """``told`` for what others pushed, ``tell`` for what we did."""

    def __init__(self, database: Database, pages: Pages) -> None:
        self._database = database
        self._pages = pages
        self._own = secrets.token_hex(4)
        self._heard: list[int] = []
        self._any = asyncio.Event()
        self._said: list[tuple[str, asyncio.Future[None]]] = []
        self._any_said = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to push and to tell."""
        self._tasks = [asyncio.create_task(self._push()), asyncio.create_task(self._tell())]

    async def stop(self) -> None:
        """The pages fetch from the history what was not pushed."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def come_again(self) -> None:
        """We may have missed something."""
        self._pages.come_again()

    async def tell(self, chat: str, message_id: int) -> None:
        """We have pushed this message of a chat; returns when the others are told. Raises what went wrong."""
        told: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._said.append((f"{message_id} {chat}", told))
        self._any_said.set()
        await told

    def hear(self, payload: str) -> None:
        """Somebody has pushed."""
        who, *lines = payload.split("\n")
        if who == self._own:
            return
        for line in lines:
            message_id, _, chat = line.partition(" ")
            if self._pages.has_pages(chat):
                self._heard.append(int(message_id))
                self._any.set()

    async def _tell(self) -> None:
        while True:
            await self._any_said.wait()
            lines, waiting = self._next_notice()
            error: Exception | None = None
            try:
                await self._database.tell(PUSHED, "\n".join([self._own, *lines]))
            except Exception as failed:  # noqa: BLE001 - told to each who waits
                error = failed
            for told in (one for one in waiting if not one.done()):
                if error is None:
                    told.set_result(None)
                else:
                    told.set_exception(error)

    def _next_notice(self) -> tuple[list[str], list[asyncio.Future[None]]]:
        """As many as fit into one."""
        length = count = 0
        for line, _ in self._said:
            length += len(line) + 1
            if count and length > _LONGEST:
                break
            count += 1
        taken, self._said = self._said[:count], self._said[count:]
        if not self._said:
            self._any_said.clear()
        return [line for line, _ in taken], [told for _, told in taken]

    async def _push(self) -> None:
        while True:
            await self._any.wait()
            self._any.clear()
            ids, self._heard = self._heard[:_BATCH], self._heard[_BATCH:]
            if self._heard:
                self._any.set()
            try:
                found = {owed.id: owed for owed in await self._read(ids)}
            except Exception:  # noqa: BLE001 - the pages fetch it themselves
                _log.exception("pushed_not_read", count=len(ids))
                self._pages.come_again()
                continue
            for one in ids:
                if one in found:
                    self._pages.push(found[one])

    async def _read(self, ids: list[int]) -> list[Owed]:
        return await self._database.read(lambda unit: unit.outbox.of_ids(ids))
