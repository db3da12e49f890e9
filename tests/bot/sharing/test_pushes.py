"""Pushed messages are told to the others, many in a notice; what is heard is pushed in its order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.sharing.pushes import Pushes
from model.message import Outgoing
from storage.outbox import Owed
from tests.bot.channels.stage import until
from tests.storage.samples import NOW


@dataclass
class World:
    """Stands for the database and for the pages."""

    told: list[str] = field(default_factory=list)
    pushed: list[int] = field(default_factory=list)
    again: int = 0
    broken: bool = False

    async def tell(self, channel: str, payload: str) -> None:
        await asyncio.sleep(0.01)
        if self.broken:
            raise OSError("no connection")
        self.told.append(payload)

    async def read(self, work: Any) -> list[Owed]:
        if self.broken:
            raise OSError("no connection")
        return work(self)  # type: ignore[no-any-return]

    @property
    def outbox(self) -> World:
        return self

    def of_ids(self, ids: list[int]) -> list[Owed]:
        return [Owed(one, "web:a", NOW, NOW, Outgoing("")) for one in sorted(ids) if one != 404]

    def has_pages(self, chat: str) -> bool:
        return chat == "a"

    def push(self, owed: Owed) -> None:
        self.pushed.append(owed.id)

    def come_again(self) -> None:
        self.again += 1


@pytest.fixture
async def world() -> World:
    return World()


@pytest.fixture
async def pushes(world: World) -> AsyncIterator[Pushes]:
    found = Pushes(world, world)  # type: ignore[arg-type]
    found.start()
    with capture_logs():
        yield found
        await found.stop()


async def test_what_is_sent_meanwhile_goes_into_the_next_notice(world: World, pushes: Pushes) -> None:
    await asyncio.gather(*(pushes.tell(f"chat {number}", 2**62 + number) for number in range(1000)))
    assert len(world.told) < 10
    assert max(len(payload) for payload in world.told) < 8000
    lines = [line for payload in world.told for line in payload.split("\n")[1:]]
    assert lines == [f"{2**62 + number} chat {number}" for number in range(1000)]


async def test_who_could_not_tell_is_told_so_and_the_next_can(world: World, pushes: Pushes) -> None:
    world.broken = True
    with pytest.raises(OSError, match="no connection"):
        await pushes.tell("a", 1)
    world.broken = False
    await pushes.tell("a", 2)
    assert world.told[0].endswith("\n2 a")


async def test_what_others_pushed_is_pushed_to_our_pages_in_their_order(world: World, pushes: Pushes) -> None:
    pushes.hear("other\n3 a\n1 a\n5 elsewhere\n404 a")
    pushes.hear("other\n2 a")
    await until(lambda: world.pushed == [3, 1, 2])


async def test_our_own_notices_are_passed_over(world: World, pushes: Pushes) -> None:
    await pushes.tell("a", 1)
    pushes.hear(world.told[0])
    await asyncio.sleep(0.02)
    assert world.pushed == []


async def test_when_a_message_cannot_be_read_the_pages_come_again(world: World, pushes: Pushes) -> None:
    world.broken = True
    pushes.hear("other\n3 a")
    await until(lambda: world.again == 1)
