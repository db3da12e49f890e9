"""The processes that share one database: alone with SQLite, any number with PostgreSQL.

Nobody is configured to lead. For each messenger one process has the duty to send (and to poll); it holds an
advisory lock for it on a connection of its own, and when that connection is gone it stops at once and some
process, perhaps another, takes the duty over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Protocol

import structlog

from bot.clock import PROCESSES, Ids
from bot.sharing.duty import Duty, seconds
from storage.presence import Lost, Presence

_log = structlog.get_logger()
_BEAT = 2.0
"""Seconds between two signs of life, and between two tries to take over a duty nobody has."""
_LEASE = 7.0
"""Seconds a duty is ours after the last sign of life was answered; PostgreSQL waits ten for the next."""
_PAUSE = 1.0
"""Seconds before connecting is tried again; half of it for the process that had a duty."""
Take = Callable[[str], None]


class Company(Protocol):
    """What the house needs of it."""

    duties: dict[str, Duty]
    """By messenger."""

    def hear(self, channel: str, take: Take) -> None:
        """Have what is said on a channel handed over; before the start."""

    def at_return(self, call: Callable[[], None]) -> None:
        """Have this called when we may have missed what was said."""

    async def start(self) -> None:
        """Join; the duties nobody has are ours when this returns."""

    async def stop(self) -> None:
        """Leave; give our duties up."""


class Alone:
    """One process: every duty is ours, and nobody says anything."""

    def __init__(self, roles: Iterable[str]) -> None:
        self.duties = {role: Duty(mine=True) for role in roles}

    def hear(self, channel: str, take: Take) -> None:
        """Nothing is ever said."""

    def at_return(self, call: Callable[[], None]) -> None:
        """Nothing is ever missed."""

    async def start(self) -> None:
        """There is nobody to join."""

    async def stop(self) -> None:
        """There is nobody to leave."""


class Together:
    """One of several processes on PostgreSQL."""

    def __init__(self, url: str, roles: Iterable[str], ids: Ids) -> None:
        self.duties = {role: Duty() for role in roles}
        self._held: set[str] = set()
        self._url = url
        self._ids = ids
        self._takers: dict[str, Take] = {}
        self._returns: list[Callable[[], None]] = []
        self._task: asyncio.Task[None] | None = None
        self._joined = asyncio.Event()

    def hear(self, channel: str, take: Take) -> None:
        """Have what is said on a channel handed over; before the start."""
        self._takers[channel] = take

    def at_return(self, call: Callable[[], None]) -> None:
        """Have this called when the connection was lost and is there again."""
        self._returns.append(call)

    async def start(self) -> None:
        """Join; waits for the database as long as it takes."""
        self._task = asyncio.create_task(self._stay())
        await self._joined.wait()

    async def stop(self) -> None:
        """Leave; the others take our duties over within seconds."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _stay(self) -> None:
        """Be there, and come back whenever the connection is lost."""
        while True:
            pause = _PAUSE
            try:
                presence = await Presence.open(self._url, self._takers)
                try:
                    await self._take_part(presence)
                finally:
                    if self._lose():
                        pause /= 2  # who knows what is under way should be first
                    with suppress(Exception):
                        await presence.close()
            except Lost as lost:
                _log.warning("company_lost", error=str(lost))
            except Exception:  # noqa: BLE001 - whatever it was, we come back
                _log.exception("company_failed")
            await asyncio.sleep(pause)

    async def _take_part(self, presence: Presence) -> None:
        number = await presence.claim_number(PROCESSES)
        if number is not None:
            self._ids.belong_to(number)
        await self._claim(presence, seconds() + _LEASE)
        if self._joined.is_set():
            for call in self._returns:
                call()
        self._joined.set()
        clock = asyncio.get_running_loop().time
        last = clock()
        while True:
            for channel, payload in await presence.notices(max(0.0, last + _BEAT - clock())):
                self._hand_over(channel, payload)
            if clock() - last >= _BEAT:
                last, until = clock(), seconds() + _LEASE
                await presence.beat()
                await self._claim(presence, until)

    async def _claim(self, presence: Presence, until: float) -> None:
        """Confirm the duties we have, and take those nobody has."""
        for role, duty in self.duties.items():
            if role in self._held:
                if not duty.mine:  # confirmed too late: what was refused meanwhile must be looked for
                    duty.set(mine=False)
                duty.set(mine=True, until=until)
            elif await presence.claim(role):
                _log.info("duty_taken", role=role)
                self._held.add(role)
                duty.set(mine=True, until=until)

    def _lose(self) -> bool:
        had = bool(self._held)
        for role in self._held:
            _log.info("duty_lost", role=role)
            self.duties[role].set(mine=False)
        self._held.clear()
        return had

    def _hand_over(self, channel: str, payload: str) -> None:
        try:
            self._takers[channel](payload)
        except Exception:  # noqa: BLE001 - one odd notice must not cost us our duties
            _log.exception("notice_failed", channel=channel)
