"""The intake: durable before it returns, in order within a chat, neighbours unharmed, never drowned."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from structlog.testing import capture_logs

import handlers.receive
from bot.channel import Overloaded
from bot.fairness import FairQueue
from bot.intake import Intake
from handlers.turn import Turn
from model.message import Address, Incoming
from storage.database import Database
from storage.outbox import Owed
from storage.trouble import Away
from storage.unit import Unit
from tests.bot.channels.stage import until
from tests.storage.samples import NOW, person


@dataclass
class Gate:
    """While it is shut, the writer is busy with something else: what is in hand waits for it."""

    database: Database
    open: threading.Event = field(default_factory=threading.Event)
    busy: asyncio.Future[None] | None = None

    def shut(self) -> None:
        self.open.clear()
        self.busy = asyncio.ensure_future(self.database.write(self._wait))

    def _wait(self, _: Unit) -> None:
        assert self.open.wait(60)

    async def unlock(self) -> None:
        self.open.set()
        if self.busy is not None:
            await self.busy


@dataclass
class House:
    """An intake over a database, with a conversation that does as it is told."""

    database: Database
    intake: Intake
    gate: Gate
    owed: list[Owed] = field(default_factory=list)

    async def hear(self, update_id: str, text: str = "hello", chat: str = "me") -> None:
        await self.intake.receive(Incoming(update_id, Address("test", chat), NOW, text=text))

    async def heard(self, chat: str = "me") -> list[str]:
        said = await self.database.read(lambda unit: unit.inbox.of_chat(f"test:{chat}", NOW))
        return [one.text for one in said]

    async def answers(self, chat: str = "me") -> list[str]:
        found = await self.database.read(lambda unit: unit.outbox.of_chat(f"test:{chat}"))
        return [one.message.text for one in found]

    async def poisoned(self) -> list[str]:
        return [update_id for _, update_id, _ in await self.database.read(lambda unit: unit.inbox.poisoned())]


@pytest.fixture
async def house(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    ids = itertools.count(1)
    services: Any = SimpleNamespace(ids=lambda: next(ids))
    built = House(sqlite, None, Gate(sqlite))  # type: ignore[arg-type]

    def converse(turn: Turn) -> None:
        """The conversation: echoes; some words have consequences."""
        text = turn.incoming.text
        turn.say_plain(f"echo {text}")
        if text == "fail":
            raise ValueError("this cannot be worked on")
        if text == "fail after a read":
            turn.unit.people.get(1)
            raise ValueError("this cannot be worked on")
        if text == "bad row":
            turn.unit.people.add(person(1))
            turn.unit.people.add(person(1))
        if text == "disk full":
            raise DiskFull

    def owe(messages: Sequence[Owed]) -> None:
        built.owed.extend(messages)

    monkeypatch.setattr(handlers.receive, "converse", converse)
    built.intake = Intake(sqlite, services, owe, lambda: NOW)
    built.intake.start()
    with capture_logs():
        yield built
        await built.gate.unlock()
        await built.intake.stop()


class DiskFull(BaseException):
    """What takes the whole batch, not a turn: the database itself fails."""


async def test_what_was_received_is_durable_when_receive_returns(house: House) -> None:
    await house.hear("1")
    assert await house.heard() == ["hello"]
    assert await house.answers() == ["echo hello"]
    assert [one.message.text for one in house.owed] == ["echo hello"]


async def test_nothing_is_owed_before_it_is_durable(house: House) -> None:
    house.gate.shut()
    hearing = asyncio.create_task(house.hear("1"))
    await asyncio.sleep(0.05)
    assert not hearing.done()
    assert house.owed == []
    await house.gate.unlock()
    await hearing
    assert len(house.owed) == 1


async def test_an_update_that_comes_again_is_answered_once(house: House) -> None:
    await house.hear("1")
    await house.hear("1")
    await asyncio.gather(house.hear("2"), house.hear("2"))
    assert await house.answers() == ["echo hello", "echo hello"]
    assert len(house.owed) == 2


async def test_many_chats_are_worked_on_and_each_keeps_its_order(house: House) -> None:
    house.gate.shut()
    hearing = [
        asyncio.create_task(house.hear(f"{chat}-{turn}", str(turn), chat))
        for turn in range(10)
        for chat in ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")
    ]
    await asyncio.sleep(0.01)
    await house.gate.unlock()
    await asyncio.gather(*hearing)
    for chat in ("a", "e", "j"):
        assert await house.answers(chat) == [f"echo {turn}" for turn in range(10)]
        assert [one.message.text for one in house.owed if one.chat == f"test:{chat}"] == await house.answers(
            chat
        )


@pytest.mark.parametrize("poison", ["fail", "fail after a read", "bad row"])
async def test_a_poisoned_update_is_set_aside_and_its_neighbours_go_on(house: House, poison: str) -> None:
    house.gate.shut()
    words = ["one", poison, "two"]
    hearing = [asyncio.create_task(house.hear(str(n), word, f"chat{n}")) for n, word in enumerate(words)]
    hearing.append(asyncio.create_task(house.hear("9", "after", "chat1")))
    await asyncio.sleep(0.01)
    await house.gate.unlock()
    await asyncio.gather(*hearing)
    assert await house.answers("chat0") == ["echo one"]
    assert await house.answers("chat2") == ["echo two"]
    apology, after = await house.answers("chat1")
    assert "echo" not in apology
    assert after == "echo after"
    assert await house.poisoned() == ["1"]
    assert "Traceback" in (await house.database.read(lambda unit: unit.inbox.poisoned()))[0][2]


@pytest.mark.parametrize("poison", ["fail", "bad row"])
async def test_a_poisoned_update_that_comes_alone_is_set_aside_too(house: House, poison: str) -> None:
    await house.hear("1", poison)
    await house.hear("2", "after")
    assert await house.poisoned() == ["1"]
    assert (await house.answers())[-1] == "echo after"


@pytest.mark.parametrize(
    "poison",
    [
        "fail",
        "bad row",
    ],
)
async def test_only_what_is_in_the_outbox_is_owed(house: House, poison: str) -> None:
    await house.hear("1", poison)
    await house.hear("2", "after")
    assert [one.message.text for one in house.owed] == await house.answers()


async def test_a_batch_that_fails_as_a_whole_is_tried_one_by_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, sizes = Intake._write, []

    async def fragile(intake: Intake, updates: Sequence[Incoming]) -> Any:
        sizes.append(len(updates))
        if any(update.text == "heavy" for update in updates):
            raise OSError("the disk is full")
        return await write(intake, updates)

    monkeypatch.setattr(Intake, "_write", fragile)
    words = ["a", "heavy", "b"]
    results = await asyncio.gather(
        *(house.hear(str(n), word, f"chat{n}") for n, word in enumerate(words)), return_exceptions=True
    )
    assert [type(result) for result in results] == [type(None), Overloaded, type(None)]
    assert sizes == [3, 1, 1, 1]
    assert await house.answers("chat0") == ["echo a"]
    assert await house.answers("chat1") == []
    assert await house.answers("chat2") == ["echo b"]


async def test_what_was_not_stored_is_worked_on_when_it_comes_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(intake: Intake, updates: Sequence[Incoming]) -> Any:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(Intake, "_write", broken)
        with pytest.raises(Overloaded):
            await house.hear("1")
    await house.hear("1")
    assert await house.answers() == ["echo hello"]


async def test_beyond_what_may_wait_the_messenger_is_told_to_come_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.intake.queue = FairQueue(3, limit=0)
    await house.intake.stop()
    waiting = [asyncio.create_task(house.hear(str(number))) for number in range(3)]
    await asyncio.sleep(0)
    assert house.intake.waiting == 3
    with pytest.raises(Overloaded):
        await house.hear("4")
    house.intake.start()
    await asyncio.gather(*waiting)
    assert len(await house.answers()) == 3


async def test_stopping_finishes_what_is_in_hand_and_hands_back_what_waits(house: House) -> None:
    house.gate.shut()
    in_hand = asyncio.create_task(house.hear("1", "in hand"))
    await until(lambda: house.intake._in_hand)
    waits = asyncio.create_task(house.hear("2", "waits"))
    await until(lambda: house.intake.waiting)
    stopping = asyncio.create_task(house.intake.stop())
    await asyncio.sleep(0.02)
    assert not stopping.done()
    await house.gate.unlock()
    await stopping
    await in_hand
    with pytest.raises(Overloaded):
        await waits
    assert await house.heard() == ["in hand"]
    assert [one.message.text for one in house.owed] == ["echo in hand"]


async def test_stopping_twice_or_before_the_start_does_no_harm(house: House) -> None:
    await house.intake.stop()
    await house.intake.stop()
    fresh = Intake(house.database, house.intake._services, house.intake._owe, lambda: NOW)
    await fresh.stop()


async def test_one_who_stops_waiting_does_not_stop_the_work(house: House) -> None:
    house.gate.shut()
    hearing = asyncio.create_task(house.hear("1"))
    await asyncio.sleep(0.02)
    hearing.cancel()
    await house.gate.unlock()
    await house.hear("2", "next")
    assert await house.answers() == ["echo hello", "echo next"]


async def test_a_blocked_chat_is_marked_and_owed_nothing_more(house: House) -> None:
    await house.hear("1")
    await house.intake.receive(Incoming("2", Address("test", "me"), NOW, blocked=True))
    assert (await house.database.read(lambda unit: unit.chats.get("test:me"))).unreachable
    assert await house.database.read(lambda unit: unit.outbox.count_waiting()) == 0


async def test_a_chats_session_is_carried_from_turn_to_turn_in_one_batch(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count(turn: Turn) -> None:
        turn.session.arg = turn.session.arg + "x"
        turn.say_plain(turn.session.arg)

    monkeypatch.setattr(handlers.receive, "converse", count)
    await asyncio.gather(*(house.hear(str(number)) for number in range(5)))
    assert await house.answers() == ["x", "xx", "xxx", "xxxx", "xxxxx"]


async def test_the_session_of_a_turn_that_failed_is_not_carried_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count(turn: Turn) -> None:
        turn.session.arg = turn.session.arg + "x"
        turn.say_plain(turn.session.arg)
        if turn.incoming.text == "bad row":
            break_it(turn.unit)

    def break_it(unit: Unit) -> None:
        unit.people.add(person(1))
        unit.people.add(person(1))

    monkeypatch.setattr(handlers.receive, "converse", count)
    await asyncio.gather(house.hear("1"), house.hear("2", "bad row"), house.hear("3"))
    first, _, third = await house.answers()
    assert (first, third) == ("x", "xx")


async def test_what_follows_an_update_that_could_not_be_stored_is_not_stored_before_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Intake._write

    async def fragile(intake: Intake, updates: Sequence[Incoming]) -> Any:
        if any(update.text == "heavy" for update in updates):
            raise OSError("the disk is full")
        return await write(intake, updates)

    monkeypatch.setattr(Intake, "_write", fragile)
    said = [("1", "heavy", "a"), ("2", "later", "a"), ("3", "other", "b")]
    results = await asyncio.gather(*(house.hear(*one) for one in said), return_exceptions=True)
    assert [type(result) for result in results] == [Overloaded, Overloaded, type(None)]
    assert await house.heard("a") == []
    assert await house.heard("b") == ["other"]


async def test_what_came_while_the_database_was_away_is_handed_back_in_order(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, away = asyncio.Event(), asyncio.Event()

    async def gone(intake: Intake, updates: Sequence[Incoming]) -> Any:
        asked.set()
        await away.wait()
        raise Away("no connection")

    with monkeypatch.context() as patched:
        patched.setattr(Intake, "_write", gone)
        first = asyncio.create_task(house.hear("1"))
        await asked.wait()
        second = asyncio.create_task(house.hear("2"))
        other = asyncio.create_task(house.hear("3", chat="other"))
        await until(lambda: house.intake.waiting == 2)
        patched.undo()
        away.set()
        results = await asyncio.gather(first, second, other, return_exceptions=True)
    assert [type(result) for result in results] == [Overloaded, Overloaded, type(None)]
    await house.hear("1")
    await house.hear("2")
    assert await house.heard() == ["hello", "hello"]


async def test_a_sender_that_fails_does_not_stop_the_intake(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(messages: Sequence[Owed]) -> None:
        raise RuntimeError("the sender has a bug")

    monkeypatch.setattr(house.intake, "_owe", broken)
    await house.hear("1")
    await house.hear("2")
    assert await house.answers() == ["echo hello", "echo hello"]


async def test_nul_is_taken_out_before_anybody_works_on_it(house: House) -> None:
    await house.hear("1", "a\0b")
    assert await house.heard() == ["ab"]
