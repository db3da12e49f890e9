"""What is heard of is handed to the sender in its order, whether we wrote it or must read it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.sharing.duty import Duty
from bot.sharing.mailroom import Mailroom
from model.message import Outgoing
from storage.outbox import Owed
from tests.bot.channels.stage import until
from tests.storage.samples import NOW


def owed(message_id: int, state: str = "waiting") -> Owed:
    return Owed(message_id, "telegram:1", NOW, NOW, Outgoing(""), state=state)


@dataclass
class World:
    """Stands for the sender and for the database."""

    taken: list[int] = field(default_factory=list)
    known: dict[int, Owed] = field(default_factory=dict)
    reads: list[list[int]] = field(default_factory=list)
    rows: dict[int, Owed] = field(default_factory=dict)
    looked: int = 0
    broken: bool = False

    def owe(self, messages: Iterable[Owed]) -> None:
        self.taken += [one.id for one in messages]

    def expect(self, messages: Iterable[Owed]) -> None:
        self.known.update({one.id: one for one in messages})

    def expected(self, message_id: int) -> Owed | None:
        return self.known.pop(message_id, None)

    def look_again(self) -> None:
        self.looked += 1

    async def write(self, work: Any) -> list[Owed]:
        await asyncio.sleep(0)
        if self.broken:
            raise OSError("no connection")
        return work(self)  # type: ignore[no-any-return]

    @property
    def outbox(self) -> World:
        return self

    def of_ids(self, ids: list[int]) -> list[Owed]:
        self.reads.append(ids)
        return [self.rows[one] for one in sorted(ids) if one in self.rows]


@pytest.fixture
async def world() -> World:
    return World()


@pytest.fixture
async def mailroom(world: World) -> AsyncIterator[Mailroom]:
    duties = {"telegram": Duty(mine=True), "web": Duty()}
    found = Mailroom(world, world, duties)  # type: ignore[arg-type]
    found.start()
    with capture_logs():
        yield found
        await found.stop()


async def test_our_own_and_others_are_taken_in_the_order_of_the_notices(
    world: World, mailroom: Mailroom
) -> None:
    mailroom.owe([owed(5), owed(6)])
    world.rows = {3: owed(3), 9: owed(9)}
    mailroom.hear("telegram 9 5")
    mailroom.hear("telegram 3 6")
    await until(lambda: len(world.taken) == 4)
    assert world.taken == [9, 5, 3, 6]
    assert [one for read in world.reads for one in read] == [9, 3]


async def test_what_is_not_our_duty_is_passed_over(world: World, mailroom: Mailroom) -> None:
    mailroom.hear("web 1 2")
    mailroom.hear("letters 3")
    mailroom.hear("telegram 4")
    world.rows = {4: owed(4)}
    await until(lambda: world.taken == [4])
    assert world.reads == [[4]]


async def test_what_was_sent_or_undone_meanwhile_is_not_taken(world: World, mailroom: Mailroom) -> None:
    world.rows = {1: owed(1, "sent"), 3: owed(3)}
    mailroom.hear("telegram 1 2 3")
    await until(lambda: world.taken == [3])


async def test_when_messages_cannot_be_read_the_sender_looks_for_itself(
    world: World, mailroom: Mailroom
) -> None:
    world.broken = True
    mailroom.hear("telegram 1")
    await until(lambda: world.looked == 1)
    world.broken = False
    world.rows = {2: owed(2)}
    mailroom.hear("telegram 2")
    await until(lambda: world.taken == [2])
