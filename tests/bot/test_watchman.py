"""The watchman tells staff once what is wrong and once that it is over, also when nothing can be written."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot import watchman as module
from bot.channel import Delivery, RetryLater
from bot.settings import Settings
from bot.watchman import nearly_full
from bot.wiring import Linli
from handlers.incidents import CALM
from model.message import Address, Incoming, Outgoing
from model.person import Role, Staff
from storage.chats import Chat
from storage.database import Database
from storage.outbox import Owed
from storage.trouble import Away
from storage.unit import Unit
from tests.bot.channels.stage import until

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class House:
    """An installation whose clock and messenger are ours, with somebody on duty who has linked a chat."""

    def __init__(self, folder: Path) -> None:
        self.late = timedelta()
        self.sent: list[str] = []
        self.linli = Linli(Settings(var=folder, secret="x"), self.now)
        self.linli.channels["web"].send = self.send  # type: ignore[method-assign]
        self.watchman = self.linli.oversight.watchman

    def now(self) -> datetime:
        from bot.clock import now

        return now() + self.late

    async def send(self, delivery: Delivery) -> str:
        self.sent.append(delivery.message.text)
        return ""

    async def open(self) -> None:
        await self.linli.start()
        await self.watchman.stop()
        await self.linli.database.write(self._people)

    def _people(self, unit: Unit) -> None:
        unit.staff.add(Staff(1, "lan", "兰", Role.SOCIAL_WORKER, (), on_duty=True))
        unit.staff.add(Staff(2, "root", "管理员", Role.OPERATOR, ()))
        unit.staff.add(Staff(3, "else", "别人", Role.SOCIAL_WORKER, ()))
        for staff in (1, 2, 3):
            unit.chats.save(Chat(f"web:{staff}", "zh_CN", b"", self.now(), staff_id=staff))

    async def told(self) -> list[str]:
        """What staff have been told since the last time, after another look."""
        await self.watchman.look()
        await until(lambda: not self.linli.sender._stock.lanes)
        found, self.sent = self.sent, []
        return found

    def kinds(self) -> list[str]:
        return [one.kind for one in self.watchman.current]


@pytest.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(module, "nearly_full", lambda _: False)
    made = House(tmp_path)
    await made.open()
    yield made
    await made.linli.stop()


async def test_nothing_is_written_while_all_is_well(house: House) -> None:
    written = house.linli.metrics.write_seconds.count
    assert await house.told() == []
    assert house.linli.metrics.write_seconds.count == written


async def test_a_full_disk_is_told_once_to_those_on_duty_and_operators_and_its_end_too(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "nearly_full", lambda _: True)
    told = await house.told()
    assert len(told) == 2
    assert all("磁盘快满了" in one for one in told)
    assert await house.told() == []
    assert house.kinds() == ["disk"]
    monkeypatch.setattr(module, "nearly_full", lambda _: False)
    assert await house.told() == []
    house.late = CALM + timedelta(seconds=1)
    told = await house.told()
    assert len(told) == 2
    assert all(one.startswith("已恢复正常") for one in told)
    assert house.kinds() == []


async def test_a_message_that_is_late_is_told(house: House) -> None:
    old = house.now() - timedelta(minutes=16)
    await house.linli.database.write(
        lambda unit: unit.outbox.add(Owed(5, "nobody:1", old, old, Outgoing("x")))
    )
    assert any("迟迟没有发出去" in one for one in await house.told())


async def test_a_messenger_without_success_for_two_minutes_is_told(house: House) -> None:
    house.linli.metrics.failing_since["web"] = time.monotonic() - 121
    assert any("web 连不上" in one for one in await house.told())
    assert house.watchman.out_of_reach() == []  # the alarm itself got through


async def test_polling_that_gets_nothing_is_told(house: House) -> None:
    house.linli.channels["web"].silent_since = time.monotonic() - 121  # type: ignore[attr-defined]
    assert house.watchman.out_of_reach() == ["web"]


async def test_an_overloaded_intake_is_told(house: House) -> None:
    house.linli.intake.queue.refused += 3
    assert any("暂时收不过来" in one for one in await house.told())
    assert house.kinds() == ["intake"]


async def test_a_database_that_takes_nothing_is_told_past_the_outbox(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await house.told() == []  # it knows the chats from now on

    def full(*_: object, **__: object) -> Any:
        raise Away("OperationalError: database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(Database, "_transact", full)
        with pytest.raises(Away):
            await house.linli.database.write(lambda unit: None)
        told = await house.told()
        assert len(told) == 2
        assert all("数据库写不进去" in one for one in told)
        assert await house.told() == []
        assert house.kinds() == ["database"]
    told = await house.told()
    assert len(told) == 2
    assert all(one.startswith("已恢复正常") for one in told)
    assert house.linli.metrics.writes_fail_since is None
    assert house.linli.metrics.write_errors == {"OperationalError": 3}


async def test_a_database_that_does_not_answer_is_told_and_a_messenger_in_trouble_is_no_reason_to_fail(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.told()

    async def gone(*_: object) -> Any:
        raise OSError("no database")

    async def away(delivery: Delivery) -> str:
        raise RetryLater("away")

    house.linli.channels["web"].send = away  # type: ignore[method-assign]
    with monkeypatch.context() as patched:
        patched.setattr(Database, "read", gone)
        assert await house.told() == []
    assert house.kinds() == ["database"]


async def test_it_looks_again_after_a_failure(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []

    async def look() -> None:
        looks.append(1)
        raise RuntimeError("odd")

    monkeypatch.setattr(module, "LOOK", 0.01)
    monkeypatch.setattr(house.watchman, "look", look)
    house.watchman.start()
    while len(looks) < 2:  # noqa: ASYNC110 - the watchman knows nothing of us
        await asyncio.sleep(0.01)
    await house.watchman.stop()


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize(
    ("total", "free", "full"),
    [
        (100_000, 10_000, False),
        (100_000, 4_000, True),
        (5_000, 499, True),
        (5_000, 501, False),
        (64, 33, False),
        (64, 31, True),
    ],
)
def test_a_disk_is_nearly_full_below_a_twentieth_or_500_megabytes(
    monkeypatch: pytest.MonkeyPatch, total: int, free: int, full: object
) -> None:
    megabyte = 1024 * 1024
    usage = Usage(total * megabyte, 0, free * megabyte)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    assert nearly_full(Path()) is full


def test_a_folder_that_is_not_made_yet_lies_on_its_parents_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = []
    usage = Usage(100, 0, 1)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: asked.append(folder) or usage)
    assert nearly_full(tmp_path / "var" / "media")
    assert asked == [tmp_path]


async def test_a_chat_that_floods_is_asked_once_for_patience_and_nothing_is_lost(house: House) -> None:
    house.linli.intake.queue._limit = 5

    async def hear(number: int) -> None:
        update = Incoming(str(number), Address("web", "77"), house.now(), text=f"{number}")
        await house.linli.intake.receive(update)

    flood = [asyncio.create_task(hear(number)) for number in range(7)]
    other = Incoming("o", Address("web", "88"), house.now(), text="你好")
    await house.linli.intake.receive(other)
    assert not all(one.done() for one in flood), "the others do not wait for the one who floods"
    await asyncio.gather(*flood)
    assert sum("正在一条一条按顺序看" in one for one in house.sent) == 1
    known = await house.linli.database.read(lambda unit: len(unit.inbox.of_chat("web:77", _LONG_AGO)))
    assert known == 7
