"""One run on PostgreSQL: several processes, of which one is killed or stopped every few moments.

The database itself is restarted as if the power had failed, and a process is cut off from it: once with
its connections broken, once with nobody told.
"""

from __future__ import annotations

import asyncio
import random
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from chaos import stored
from chaos.audit import Findings, arrivals_of, audit
from chaos.clock import MovedClock
from chaos.lives import Running, Server, free_port
from chaos.load import Load
from chaos.notes import Life, Notes
from chaos.nursery import Nursery
from chaos.proxy import Proxy, at_port, at_socket
from chaos.run import DRIVERS, PUT_OFF, Plan
from chaos.troubles import BEGINNING, MONDAY
from chaos.waiting import until
from emulator.telegram import Telegram
from emulator.weather import Weather

if TYPE_CHECKING:
    from tests.postgres import Cluster

PROCESSES = 4
_BETWEEN = (0.5, 3.5)
"""Seconds between two ends, at least and at most."""
_AWAY = 2.0
"""Seconds the database is gone when it is restarted."""
_CUT = 8.0
"""Seconds a process is cut off from the database; longer than the processes wait for a sign of life."""


class CompanyRun:
    """Everything of one run; ``go`` gives back what the audit found."""

    def __init__(self, plan: Plan, folder: Path, nursery: Nursery, cluster: Cluster) -> None:
        self.plan = plan
        self.folder = folder
        self.folder.mkdir()
        self.cluster = cluster
        self.notes = Notes()
        self.clock = MovedClock(folder / "clock")
        self.weather = Weather(random.Random(plan.seed + 1))
        self.world = Telegram(faults=self.weather, tries=None, fresh=True)
        self.load = Load(self.world, self.notes, plan.chats, plan.think, random.Random(plan.seed + 2))
        self._chance = random.Random(plan.seed)
        self._asked = plan.asked(self._chance)
        self._nursery = nursery
        self._ports = [free_port() for _ in range(PROCESSES)]
        self._door = Proxy([at_port(port) for port in self._ports])
        self._ways = [Proxy([at_socket(f"{cluster.home}/.s.PGSQL.5432")]) for _ in range(PROCESSES)]
        self._servers: list[Server] = []
        self._running: list[Running] = []
        self._meanwhile: list[asyncio.Task[None]] = []

    async def go(self) -> Findings:
        """Make the town, disturb it, let it come to rest, and compare."""
        await self.world.start()
        await self._door.start()
        self._servers = [await self._served_through(way) for way in self._ways]
        self.clock.move_to(BEGINNING)
        watching = asyncio.create_task(self.notes.watch())
        try:
            await self._servers[0].fill(self.plan.chats)
            self._running = [await self._begin(place) for place in range(PROCESSES)]
            self.load.start()
            await until(lambda: self.notes.acknowledgements, 30)
            await self._disturb()
            await self._rest()
            found = self._read(stored.everything)
        finally:
            watching.cancel()
            for proxy in (self._door, *self._ways):
                await proxy.stop()
            await self.world.stop()
        self.notes.keep(self.folder / "journal.json", self.world.journal)
        return audit(self.notes, found, arrivals_of(self.world.journal))

    async def _served_through(self, way: Proxy) -> Server:
        await way.start()
        url = f"postgresql+psycopg://postgres@127.0.0.1:{way.port}/{self.plan.way}"
        settings = {
            "DATABASE_URL": url,
            "TELEGRAM_API": self.world.url,
            "PUBLIC_URL": f"http://127.0.0.1:{self._door.port}",
        }
        return Server(self._nursery, self.folder, self.folder / "clock", self.plan.mutant, settings)

    async def _begin(self, place: int) -> Running:
        number = len(self.notes.lives)
        life = Life(number, self.plan.way, self._chance.choice(DRIVERS), time.monotonic())
        self.notes.lives.append(life)
        return await self._servers[place].begin(life, self._ports[place])

    # disturbing ----------------------------------------------------------------------------------------

    async def _disturb(self) -> None:
        troubles = self._troubles()
        for number in range(self.plan.lives):
            await asyncio.sleep(self._chance.uniform(*_BETWEEN))
            for come in troubles.get(number, []):
                self._meanwhile.append(asyncio.create_task(come()))
            place = self._chance.randrange(PROCESSES)
            ended = self._running[place]
            await (ended.stop() if number in self._asked else ended.kill())
            await self._look(self._running[place].life)
            self._running[place] = await self._begin(place)
            if (number + 1) % 10 == 0:
                sys.stderr.write(f"{self.plan.way}: {number + 1} ends, {len(self.notes.said)} updates\n")
        await asyncio.gather(*self._meanwhile)

    def _troubles(self) -> dict[int, list[Callable[[], Coroutine[None, None, None]]]]:
        lives = self.plan.lives
        return {
            int(lives * 0.2): [partial(self._hinder, self._restart)],
            int(lives * 0.4): [partial(self._hinder, self._cut_loudly)],
            int(lives * 0.5): [self._monday],
            int(lives * 0.6): [partial(self._hinder, self._cut_silently)],
            int(lives * 0.8): [partial(self._hinder, self._restart)],
        }

    async def _hinder(self, come: Callable[[], Awaitable[None]]) -> None:
        """Note from when until when a trouble may have kept processes from writing."""
        began = time.monotonic()
        await come()
        self.notes.hindrances.append((began, time.monotonic() + _CUT))

    async def _restart(self) -> None:
        """The database's own machine is switched off, and on."""
        await asyncio.to_thread(self.cluster.stop, signal.SIGQUIT)
        await asyncio.sleep(_AWAY)
        await asyncio.to_thread(self.cluster.start)

    async def _monday(self) -> None:
        """All clocks pass Monday 08:00 together; one process makes the digest."""
        self.clock.move_to(MONDAY)
        self.notes.mondays += 1

    async def _cut_loudly(self) -> None:
        """Every connection of one process breaks, again and again."""
        way, end = self._chance.choice(self._ways), time.monotonic() + _CUT
        while time.monotonic() < end:
            way.drop()
            await asyncio.sleep(0.2)

    async def _cut_silently(self) -> None:
        """Nothing of one process gets through, and then, late, all of it."""
        way = self._chance.choice(self._ways)
        way.freeze()
        await asyncio.sleep(_CUT)
        way.thaw()

    async def _look(self, life: Life) -> None:
        """See, after a life's end, whether everything that was acknowledged is stored."""
        taken = self.notes.taken()
        await until(self._answers, 60)
        there = {update for update, _ in self._read(stored.updates)}
        life.settled = self._read(stored.settled)
        self.notes.lost_at_kills |= taken - there

    def _answers(self) -> bool:
        try:
            self._read(stored.waiting)
        except psycopg.OperationalError:
            return False
        return True

    def _read(self, ask: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - what was asked for
        with closing(
            psycopg.connect(host=str(self.cluster.home), user="postgres", dbname=self.plan.way)
        ) as one:
            return ask(one)

    # coming to rest ------------------------------------------------------------------------------------

    async def _rest(self) -> None:
        self.weather.bad = False
        await self.load.stop(self.plan.drained)
        self.clock.move_by(PUT_OFF)
        await until(lambda: not self._read(stored.waiting), self.plan.drained, pause=0.5)
        for running in self._running:
            await running.stop(signal.SIGINT)
