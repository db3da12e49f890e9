"""One run: a town, its residents, a server that is killed or stopped again and again, and the audit."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path

from chaos import stored
from chaos.audit import Findings, arrivals_of, audit
from chaos.clock import MovedClock
from chaos.disk import Disk
from chaos.lives import Running, Server, free_port
from chaos.load import Load
from chaos.notes import Life, Notes
from chaos.nursery import Nursery
from chaos.power import Power
from chaos.troubles import BEGINNING, schedule
from chaos.waiting import until
from emulator.telegram import Telegram
from emulator.weather import Weather

DRIVERS = ("ptb", "aiogram")
_UNBORN = 0.15
"""Part of the lives that end while they start."""
_LONGEST = (0.25, 0.25, 1.5)
"""Seconds after its first acknowledgement within which a life ends; one of these by chance."""
_BEATS = 2.5
"""Seconds in which the server's heart beats, so that what came due while it was off is done."""
PUT_OFF = 3700.0
"""What came due while the disk was full is put off for an hour; so much later it is due again."""
_TELL = 20
"""Lives between two lines that say how far the run has come."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done in a run. ``way`` is webhook or polling, ``think`` a resident's pause in seconds."""

    way: str
    seed: int
    kills: int = 100
    stops: float = 0.2
    """Part of all lives that are asked to end (SIGTERM), besides those killed; with 1 instead of them."""
    chats: int = 200
    think: float = 2.0
    mutant: str = ""
    drained: float = 60.0
    """Seconds until everything must be acknowledged and sent once nothing disturbs any more."""
    troubled: bool = True
    """Whether the disk fills up, the clock jumps and so on, besides the kills and Telegram's bad weather."""
    quick: bool = False
    power: bool = False
    """Whether power fails at the end of every life: what was not synced is lost."""

    @property
    def lives(self) -> int:
        """How many there are, besides the last."""
        return round(self.kills / (1 - self.stops)) if self.stops < 1 else self.kills

    def asked(self, chance: random.Random) -> frozenset[int]:
        """Which of them are asked to end."""
        return frozenset(chance.sample(range(self.lives), round(self.lives * self.stops)))


class Run:
    """Everything of one run, built in a folder of its own; ``go`` gives back what the audit found."""

    def __init__(self, plan: Plan, folder: Path, nursery: Nursery) -> None:
        self.plan = plan
        self.folder = folder
        self.data = folder / "var"
        self.data.mkdir(parents=True)
        self.disk = Disk(self.data)
        self.notes = Notes()
        self.power = Power(folder, self.data) if plan.power else None
        self.clock = MovedClock(folder / "clock")
        self.weather = Weather(random.Random(plan.seed + 1))
        self.world = Telegram(faults=self.weather, tries=None)
        self.load = Load(self.world, self.notes, plan.chats, plan.think, random.Random(plan.seed + 2))
        self._chance = random.Random(plan.seed)
        self._asked = plan.asked(self._chance)
        self._troubles = schedule(plan.lives, quick=plan.quick) if plan.troubled else {}
        self._meanwhile: list[asyncio.Task[None]] = []
        self._nursery = nursery
        self._port = free_port()
        self._server: Server

    async def go(self) -> Findings:
        """Make the town, disturb it, let it come to rest, and compare."""
        await self.world.start()
        settings = {"TELEGRAM_API": self.world.url} | (self.power.environment if self.power else {})
        self._server = Server(self._nursery, self.data, self.folder / "clock", self.plan.mutant, settings)
        self.clock.move_to(BEGINNING)
        watching = asyncio.create_task(self.notes.watch())
        try:
            await self._server.fill(self.plan.chats)
            if self.power:
                self.power.settle()
            await self._disturb()
            await self._rest()
            with stored.image(self.data, self.folder) as connection:
                found = stored.everything(connection)
        finally:
            watching.cancel()
            await self.world.stop()
        self.notes.keep(self.folder / "journal.json", self.world.journal)
        return audit(self.notes, found, arrivals_of(self.world.journal))

    def meanwhile(self, work: Coroutine[None, None, None]) -> None:
        """Have something hinder the database while lives come and go."""
        self._meanwhile.append(asyncio.create_task(work))
        self.notes.lives[-1].hindered = True

    def digests_are_made(self) -> bool:
        """Whether there is one for each Monday that has passed."""
        with stored.image(self.data, self.folder) as connection:
            return len(stored.weeks(connection)) >= self.notes.mondays

    # disturbing ----------------------------------------------------------------------------------------

    async def _disturb(self) -> None:
        self.load.start()
        for number in range(self.plan.lives):
            await self._life(number)
            self._look()
            self._tell(number + 1)
        await asyncio.gather(*self._meanwhile)

    async def _begin(self, number: int) -> Running:
        life = Life(number, self.plan.way, self._chance.choice(DRIVERS), time.monotonic())
        life.hindered = any(not task.done() for task in self._meanwhile)
        self.notes.lives.append(life)
        return await self._server.begin(life, self._port)

    async def _life(self, number: int) -> None:
        """Begin a life and end it at a random instant: while it starts, or after it took something."""
        running = await self._begin(number)
        troubles = self._troubles.get(number, [])
        if not troubles and self._chance.random() < _UNBORN:
            await asyncio.sleep(self._chance.uniform(0, 0.4))
        else:
            await self._has_taken_something(running)
            for trouble in troubles:
                await trouble.come(self, running)
            await asyncio.sleep(self._chance.choice(_LONGEST) * self._chance.random())
        await (running.stop() if number in self._asked else running.kill())
        if self.power:
            self.power.lose()

    async def _has_taken_something(self, running: Running) -> None:
        before = self.notes.acknowledgements
        await until(lambda: self.notes.acknowledgements > before or running.over, 5, pause=0.005)

    def _look(self) -> None:
        """See, after a life's end, whether everything that was acknowledged is stored."""
        taken = self.notes.taken()
        with stored.image(self.data, self.folder) as connection:
            there = {update for update, _ in stored.updates(connection)}
            self.notes.lives[-1].settled = stored.settled(connection)
        self.notes.lost_at_kills |= taken - there

    def _tell(self, ended: int) -> None:
        if ended % _TELL == 0 or ended == self.plan.lives:
            seconds = time.monotonic() - self.notes.lives[0].began
            name = self.plan.mutant or self.plan.way
            said = f"{name}: {ended} lives, {len(self.notes.said)} updates, {seconds:.0f} s\n"
            sys.stderr.write(said)

    # coming to rest ------------------------------------------------------------------------------------

    async def _rest(self) -> None:
        """Nothing disturbs any more: all that was typed is acknowledged, all that is owed arrives."""
        self.weather.bad = False
        running = await self._begin(self.plan.lives)
        await self.load.stop(self.plan.drained)
        self.clock.move_by(PUT_OFF)
        await asyncio.sleep(_BEATS)
        await until(lambda: not self._owing(), self.plan.drained, pause=0.5)
        await running.stop(signal.SIGINT)
        self._look()

    def _owing(self) -> int:
        with stored.image(self.data, self.folder) as connection:
            return stored.waiting(connection)
