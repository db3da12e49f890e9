"""A message for the web chat gets to whichever process has the person's page open (PostgreSQL only).

The process that sends pushes to its own pages, tells the others the chat and the message's id, and settles
the message as sent. A page that nobody could push to finds it in the history when it connects again.
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
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to push."""
        self._task = asyncio.create_task(self._push())

    async def stop(self) -> None:
        """The pages fetch from the history what was not pushed."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def come_again(self) -> None:
        """We may have missed something."""
        self._pages.come_again()

    async def tell(self, chat: str, message_id: int) -> None:
        """We have pushed this message of a chat."""
        await self._database.tell(PUSHED, f"{self._own} {message_id} {chat}")

    def hear(self, payload: str) -> None:
        """Somebody has pushed."""
        who, message_id, chat = payload.split(" ", 2)
        if who != self._own and self._pages.has_pages(chat):
            self._heard.append(int(message_id))
            self._any.set()

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
