"""One run: a town, its residents, a server that is killed again and again, and the audit afterwards."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from chaos import stored
from chaos.audit import Findings, arrivals_of, audit
from chaos.clock import MovedClock
from chaos.lives import Nursery, Running
from chaos.load import Load
from chaos.notes import Notes
from chaos.power import Power
from chaos.waiting import until
from emulator.telegram import Telegram
from emulator.weather import Weather

BEGINNING = datetime(2028, 2, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""A Wednesday in the week before a leap day."""
_DRIVERS = ("ptb", "aiogram")
_DRAINED = 60.0
"""Seconds until everything owed must have arrived once nothing disturbs any more."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done in a run. ``way`` is webhook or polling, ``think`` a resident's pause in seconds."""

    way: str
    seed: int
    kills: int = 100
    chats: int = 200
    think: float = 2.0
    mutant: str = ""
    power: bool = False
    """Whether power fails at every kill: what was not synced is lost."""


class Run:
    """Everything of one run; ``go`` gives back what the audit found."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan = plan
        self.folder = folder
        self.data = folder / "var"
        self.data.mkdir()
        self.chance = random.Random(plan.seed)
        self.notes = Notes()
        self.weather = Weather(random.Random(plan.seed + 1))
        self.world: Telegram
        self.nursery: Nursery

    async def go(self) -> Findings:
        """Make the town, disturb it, let it come to rest, and compare."""
        self.world = await Telegram(faults=self.weather, tries=None).start()
        self.power = Power(self.folder, self.data) if self.plan.power else None
        preload = self.power.environment if self.power else {}
        self.nursery = Nursery(self.folder, self.data, self.world.url, self.plan.mutant, preload)
        clock = MovedClock(self.nursery.clock)
        clock.move_to(BEGINNING)
        try:
            await self.nursery.open()
            await self.nursery.fill(self.plan.chats)
            if self.power:
                self.power.settle()
            load = Load(self.world, self.notes, self.plan.chats, self.plan.think, self.chance)
            load.start()
            for number in range(self.plan.kills):
                await self._life(number)
                self._look()
            await self._rest(load)
            with stored.image(self.data, self.folder) as connection:
                found = stored.everything(connection)
        finally:
            await self.nursery.close()
            await self.world.stop()
        return audit(self.notes, found, arrivals_of(self.world.journal))

    # disturbing ----------------------------------------------------------------------------------------

    async def _begin(self, number: int) -> Running:
        running = await self.nursery.begin(number, self.plan.way, self.chance.choice(_DRIVERS))
        self.notes.lives.append(running.life)
        return running

    async def _life(self, number: int) -> None:
        """Begin a life and kill it at a random instant: while it starts, or after it took something."""
        running = await self._begin(number)
        if self.chance.random() < 0.15:
            await asyncio.sleep(self.chance.uniform(0, 0.4))
        else:
            await self._taken_something(running)
            await asyncio.sleep(self.chance.choice((0.25, 0.25, 1.5)) * self.chance.random())
        await running.kill()
        if self.power:
            self.power.lose()

    async def _taken_something(self, running: Running) -> None:
        before = self.notes.acknowledgements
        await until(lambda: self.notes.acknowledgements > before or running.over, 5, pause=0.005)

    def _look(self) -> None:
        """See, after a kill, whether everything that was acknowledged is stored."""
        taken = self.notes.taken()
        with stored.image(self.data, self.folder) as connection:
            there = {update for update, _ in stored.updates(connection)}
            self.notes.lives[-1].settled = stored.settled(connection)
        self.notes.lost_at_kills |= taken - there

    # coming to rest ------------------------------------------------------------------------------------

    async def _rest(self, load: Load) -> None:
        """Nothing disturbs any more: all that was typed is acknowledged, all that is owed arrives."""
        self.weather.bad = False
        running = await self._begin(self.plan.kills)
        await load.stop()
        await until(lambda: not self._owing(), _DRAINED, pause=0.5)
        await running.stop()
        self._look()

    def _owing(self) -> int:
        with stored.image(self.data, self.folder) as connection:
            return stored.waiting(connection)
