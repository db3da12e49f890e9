"""The residents: each types its numbered answers, one after another, for as long as the run lasts."""

from __future__ import annotations

import asyncio
import random

from chaos import town
from chaos.notes import Notes, Said
from emulator.resident import Resident
from emulator.telegram import Telegram

_REDELIVERED = 0.03
"""Part of the updates that Telegram delivers once more although they were acknowledged."""


class Load:
    """``chats`` residents; each thinks ``think`` seconds on average before it types the next answer."""

    def __init__(
        self, world: Telegram, notes: Notes, chats: int, think: float, chance: random.Random
    ) -> None:
        self._world = world
        self._notes = notes
        self._think = think
        self._chance = chance
        self._stopping = asyncio.Event()
        first = town.FIRST_RESIDENT
        self.residents = [world.resident(number) for number in range(first, first + chats)]
        self._tasks: list[asyncio.Task[None]] = []
        world.resident(town.COMMITTEE, "周主任")
        world.acknowledged = lambda update: notes.acknowledge(int(update["update_id"]))

    def start(self) -> None:
        """Begin to type."""
        self._tasks = [asyncio.create_task(self._type(one)) for one in self.residents]

    def silence(self, count: int) -> None:
        """Some people block the bot: they type no more, and what is sent to them is refused with 403."""
        for resident in self._chance.sample(self.residents, count):
            resident.chat.blocked = True
            self._notes.silenced.add(resident.id)

    async def stop(self, patience: float) -> None:
        """Type no more, and wait until all that was typed is acknowledged, at most so many seconds."""
        self._stopping.set()
        await asyncio.wait(self._tasks, timeout=patience)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _type(self, resident: Resident) -> None:
        await asyncio.sleep(self._chance.uniform(0, self._think))
        for number in range(1, town.QUESTIONS):
            if self._stopping.is_set() or resident.id in self._notes.silenced:
                return
            await self._say(resident, number)
            await asyncio.sleep(self._chance.expovariate(1 / self._think))

    async def _say(self, resident: Resident, number: int) -> None:
        resident.say(town.token(resident.id, number))
        update = int(resident.last_update["update_id"])
        taken = self._notes.say(Said(update, resident.id, number))
        await taken.wait()
        if self._chance.random() < _REDELIVERED:
            self._notes.redelivered += 1
            resident.repeat()
