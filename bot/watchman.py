"""Looks every few seconds whether something is wrong that staff should know, and tells them once.

What is wrong is written into the database, so that several processes raise one alarm between them and the
desk shows it. When the database itself takes nothing, the alarm goes straight to the messengers.
"""

from __future__ import annotations

import asyncio
import platform
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog

import locales
from bot.channel import Channel, Delivery, SendError
from bot.fairness import FairQueue
from bot.metrics import Metrics
from handlers.incidents import alarm, all_clear, report, watching_chats
from handlers.services import Services
from model.message import Address, Outgoing
from model.phrase import Phrase
from storage.database import Database
from storage.figures import Figures, figures
from storage.incidents import Incident
from storage.outbox import Owed
from storage.unit import Unit

LOOK = 15.0
"""Seconds between two looks."""
_FAILING = 120.0
"""Seconds without any success until a messenger counts as out of reach."""
_FULL = 0.8
"""Part of the intake's room that may be taken."""
_SLOW = 20.0
"""Seconds an update may wait in the intake."""
_LEAST_FREE = 500 * 1024 * 1024
_LEAST_PART = 0.05
_log = structlog.get_logger()
Seen = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an installation sets: the folder whose disk must not be full, how late a message may be."""

    folder: Path
    patience: timedelta


class Watchman:
    """``start`` and ``stop``; ``current`` is everything that is wrong now, for the desk."""

    def __init__(
        self,
        database: Database,
        services: Services,
        channels: Mapping[str, Channel],
        owe: Callable[[Sequence[Owed]], None],
        now: Callable[[], datetime],
        *,
        queue: FairQueue,
        metrics: Metrics,
        bounds: Bounds,
    ) -> None:
        self._database = database
        self._services = services
        self._channels = channels
        self._owe = owe
        self.now = now
        self._queue = queue
        self._metrics = metrics
        self._bounds = bounds
        self._refused = 0
        self._away: Incident | None = None
        self._chats: list[tuple[str, str]] = []
        self._task: asyncio.Task[None] | None = None
        self.current: tuple[Incident, ...] = ()

    def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _watch(self) -> None:
        while True:
            try:
                await self.look()
            except Exception:  # noqa: BLE001 - the next look may go better
                _log.exception("look_failed")
            await asyncio.sleep(LOOK)

    async def look(self) -> None:
        """One look; writes only when something is or was wrong."""
        try:
            found, known, self._chats = await self._database.read(self._read)
            seen = self._seen(found)
            owed: list[Owed] = []
            if seen or known or self._metrics.writes_fail_since is not None:
                now = self.now()
                owed, known = await self._database.write(lambda unit: report(unit, self._services, now, seen))
        except Exception as error:  # noqa: BLE001 - whatever it was, nothing can be stored now
            await self._raise_away(error)
            return
        await self._clear_away()
        self._owe(owed)
        self.current = known

    def _read(self, unit: Unit) -> tuple[Figures, tuple[Incident, ...], list[tuple[str, str]]]:
        return figures(unit, self.now()), tuple(unit.incidents.all()), watching_chats(unit)

    def _seen(self, found: Figures) -> Seen:
        machine = platform.node()
        seen: Seen = []
        if self._overloaded():
            seen.append(("intake", machine))
        if found.outbox_oldest > self._bounds.patience:
            seen.append(("outbox", ""))
        seen += [("messenger", name) for name in self.out_of_reach()]
        if nearly_full(self._bounds.folder):
            seen.append(("disk", machine))
        return seen

    def _overloaded(self) -> bool:
        refused, self._refused = self._queue.refused - self._refused, self._queue.refused
        oldest = self._queue.oldest()
        slow = oldest is not None and time.monotonic() - oldest > _SLOW
        return refused > 0 or slow or len(self._queue) > _FULL * self._queue.capacity

    def out_of_reach(self) -> list[str]:
        """Messengers that have not answered for a while."""
        return out_of_reach(self._channels, self._metrics, time.monotonic())

    # when nothing can be written -------------------------------------------------------------------

    async def _raise_away(self, error: Exception) -> None:
        if self._away is not None:
            return
        _log.error("database_refuses", kind=type(error).__name__)
        now = self.now()
        self._away = Incident("database", "", now, now)
        self.current = (self._away, *(one for one in self.current if one.kind != "database"))
        await self._tell(alarm("database", ""))

    async def _clear_away(self) -> None:
        if self._away is not None:
            self._away = None
            await self._tell(all_clear("database", ""))

    async def _tell(self, what: Phrase) -> None:
        """Past the outbox, which cannot be written."""
        for key, language in self._chats:
            address = Address.parse(key)
            channel = self._channels.get(address.channel)
            if channel is not None:
                message = Outgoing(locales.texts(language).say(what))
                with suppress(SendError, OSError):
                    await channel.send(Delivery(self._services.ids(), address.chat, message, {}))


def out_of_reach(channels: Mapping[str, Channel], metrics: Metrics, now: float) -> list[str]:
    """Messengers that have not answered for a while: no call succeeds, or no updates can be had."""
    return [
        name
        for name, channel in channels.items()
        if now - min(metrics.failing_since.get(name, now), getattr(channel, "silent_since", None) or now)
        > _FAILING
    ]


def nearly_full(folder: Path) -> bool:
    """Whether the disk of a folder has less than 5 % or 500 MB left (half, on a disk that small).

    A folder that is not there yet is made in the next above it; on PostgreSQL it may never be.
    """
    there = (one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    usage = shutil.disk_usage(next(there))
    return usage.free < min(_LEAST_FREE, usage.total // 2) or usage.free < _LEAST_PART * usage.total
