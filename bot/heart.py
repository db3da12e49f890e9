"""The heartbeat: what is due is done, once, also when the process slept over the moment.

On PostgreSQL every process has one; what is due is done by whichever comes first (``storage/timers``).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

import structlog

from handlers.services import Services
from handlers.timers import digest, run_due
from storage.database import Database
from storage.outbox import Owed
from storage.versions import DIRECTORY

_BEAT = 1.0
_ROUNDS = 32
"""Transactions with due timers in one beat; turns of chats are committed between them."""
_log = structlog.get_logger()


class Heart:
    """Looks every second for timers that are due, and for a directory that somebody else has changed."""

    def __init__(
        self,
        database: Database,
        services: Services,
        owe: Callable[[Sequence[Owed]], None],
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._services = services
        self._owe = owe
        self._now = now
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.beat_at: float | None = None
        """When (monotonic) the last beat ended well; None before the first."""

    def start(self) -> None:
        """Begin to beat."""
        self.beat_at = time.monotonic()
        self._stopping.clear()
        self._task = asyncio.create_task(self._beat())

    async def stop(self) -> None:
        """Finish the beat in hand, because the database is closed after us."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def _beat(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.once()
                self.beat_at = time.monotonic()
            except Exception:  # noqa: BLE001 - the heart beats on
                _log.exception("beat_failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), _BEAT)

    async def once(self) -> None:
        """Fire what is due now, a few at a time. Writes only when there is something."""
        moment = self._now()
        next_due, version = await self._database.read(
            lambda unit: (unit.timers.next_due(), unit.versions.of(DIRECTORY))
        )
        if version != self._services.version:
            await self._database.read_aside(self._services.reload)
            await self._database.write(lambda unit: digest.schedule(unit, self._services, moment))
            _log.info("directory_read", version=version)
        for _ in range(_ROUNDS):
            if next_due is None or next_due > moment or self._stopping.is_set():
                break
            self._owe(await self._database.write(lambda unit: run_due(unit, self._services, moment)))
            next_due = await self._database.read(lambda unit: unit.timers.next_due())
