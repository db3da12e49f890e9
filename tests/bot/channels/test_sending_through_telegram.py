"""The sender and Telegram together: the limits are kept, and trouble on the way loses and doubles nothing."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.sender import Sender
from emulator.faults import Limits
from model.message import Outgoing
from storage import tables
from storage.chats import Chat
from storage.database import Database
from storage.outbox import Owed
from tests.bot.channels.stage import until
from tests.bot.channels.stage_telegram import TelegramStage


class Post:
    """A Telegram with its limits, a database and a sender between them."""

    def __init__(self, driver: str, path: Path) -> None:
        self.stage = TelegramStage(driver, limits=Limits(everyone=33, chat=4))
        self.database = Database(f"sqlite:///{path}/test.db")
        tables.metadata.create_all(self.database.engine)
        self.ids = iter(range(1, 1000))

    async def open(self) -> None:
        await self.stage.open()
        channels: Any = {"telegram": self.stage.channel}
        load = self.stage.parts().load
        self.sender = Sender(channels, self.database, load, lambda: datetime.now(UTC), random.Random(1))
        await self.sender.start()

    async def close(self) -> None:
        await self.sender.stop()
        await self.stage.close()
        await self.database.close()

    def owe(self, chat: int, text: str) -> None:
        now = datetime.now(UTC)
        owed = Owed(next(self.ids), f"telegram:{chat}", now, now, Outgoing(text))
        self.database.write_now(lambda unit: unit.outbox.add(owed))
        self.sender.owe([owed])

    def waiting(self) -> int:
        return self.database.write_now(lambda unit: unit.outbox.count_waiting())

    def texts(self, chat: int) -> list[str]:
        return [one["text"] for one in self.stage.world.resident(chat).seen()]


@pytest.fixture(params=["ptb", "aiogram"])
async def post(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Post]:
    post = Post(request.param, tmp_path)
    await post.open()
    yield post
    await post.close()


@pytest.fixture
async def unhurried(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """By the loop's clock a machine that stands still takes no time.

    Otherwise everything whose moment came meanwhile would leave at once afterwards.
    """
    loop = asyncio.get_running_loop()
    clock = loop.time
    at = seen = clock()

    def time() -> float:
        nonlocal at, seen
        now = clock()
        at, seen = at + min(now - seen, 0.01), now
        return at

    async def ticks() -> None:
        while True:  # noqa: ASYNC110 - so that waiting for nothing is not taken for standing still
            await asyncio.sleep(0.005)

    monkeypatch.setattr(loop, "time", time)
    ticking = asyncio.create_task(ticks())
    yield
    ticking.cancel()


@pytest.mark.usefixtures("unhurried")
async def test_the_limits_are_kept_so_that_nothing_is_refused(post: Post) -> None:
    chats = range(100, 120)
    for number in range(4):
        for chat in chats:
            post.stage.world.resident(chat)
            post.owe(chat, str(number))
    await until(lambda: not post.waiting())
    assert [post.texts(chat) for chat in chats] == [["0", "1", "2", "3"]] * 20
    assert {call["status"] for call in post.stage.world.calls("SendMessage")} == {200}


async def test_a_429_holds_up_its_chat_for_as_long_as_it_says_and_no_other(post: Post) -> None:
    more: Any = {"chat_id": 42, "parameters": {"retry_after": 1}}
    post.stage.world.resident(43)
    post.stage.world.fail("sendMessage", 429, "Too Many Requests: retry after 1", **more)
    post.owe(42, "一")
    post.owe(42, "二")
    post.owe(43, "别人")
    await until(lambda: not post.waiting())
    calls = post.stage.world.calls("SendMessage")
    assert post.texts(42) == ["一", "二"]
    mine = [call["at"] for call in calls if str(call["args"]["chat_id"]) == "42"]
    other = [call["at"] for call in calls if str(call["args"]["chat_id"]) == "43"]
    assert mine[1] - mine[0] >= 1
    assert other[0] < mine[1]


async def test_somebody_who_blocked_us_is_marked_and_nothing_crashes(post: Post) -> None:
    chat = Chat("telegram:42", "zh_CN", b"{}", datetime.now(UTC))
    post.database.write_now(lambda unit: unit.chats.save(chat))
    post.stage.resident.chat.blocked = True
    post.owe(42, "一")
    post.owe(42, "二")
    await until(lambda: not post.waiting())
    found = post.database.write_now(lambda unit: unit.chats.get("telegram:42"))
    assert found is not None
    assert found.unreachable
    assert post.texts(42) == []


async def test_broken_connections_and_server_errors_lose_nothing(post: Post) -> None:
    for code in (0, 502, 0):
        post.stage.world.fail("sendMessage", code, "Bad Gateway")
    post.owe(42, "一")
    post.owe(42, "二")
    await until(lambda: not post.waiting())
    assert post.texts(42) == ["一", "二"]


async def test_an_answer_lost_after_it_took_effect_sends_again_rather_than_not_at_all(post: Post) -> None:
    post.stage.world.fail("sendMessage", 0, late=True)
    post.owe(42, "一")
    await until(lambda: not post.waiting())
    assert post.texts(42) == ["一", "一"]
