"""What is owed is sent: once where all goes well, in order, at the pace, again after trouble."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import sender as sender_
from bot.channel import Delivery, Rejected, RetryLater, Unreachable
from bot.courier import Courier
from bot.sender import Sender
from bot.sharing.duty import Duty
from model.message import File, Outgoing
from storage import tables
from storage.chats import Chat
from storage.database import Database
from storage.outbox import Owed
from tests.bot.channels.stage import until

START = datetime(2026, 11, 21, 8, tzinfo=UTC)


@dataclass
class FakeChannel:
    """Notes what is sent; has an answer ready for each message, by its text."""

    name: str = "fake"
    per_second: float = 10_000
    per_chat_second: float = 10_000
    sent: list[Delivery] = field(default_factory=list)
    trouble: defaultdict[str, list[Exception]] = field(default_factory=lambda: defaultdict(list))
    slow: float = 0
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    """While it is not set, calls stay under way."""
    under_way: int = 0
    most_under_way: int = 0

    def __post_init__(self) -> None:
        self.answers.set()

    async def send(self, delivery: Delivery) -> str:
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await asyncio.sleep(self.slow)
        await self.answers.wait()
        self.under_way -= 1
        if self.trouble[delivery.message.text]:
            raise self.trouble[delivery.message.text].pop(0)
        self.sent.append(delivery)
        return f"ref{delivery.id}"

    def texts(self, chat: str | None = None) -> list[str]:
        return [one.message.text for one in self.sent if chat in (None, one.chat)]


class House:
    """A database and a channel, and senders that come and go."""

    def __init__(self, path: Path) -> None:
        self.database = Database(f"sqlite:///{path}/test.db")
        tables.metadata.create_all(self.database.engine)
        self.channel = FakeChannel()
        self.files = {"pic": b"png"}
        self.ids = iter(range(1, 10_000))
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def sender(self, **more: Any) -> Sender:
        channels: Any = {"fake": self.channel}
        return Sender(channels, self.database, self.load, self.now, random.Random(1), **more)

    async def load(self, key: str) -> bytes:
        return self.files[key]

    def owe(self, text: str, chat: str = "a", *, later: float = 0, **more: Any) -> Owed:
        now = datetime.now(UTC)
        owed = Owed(
            next(self.ids), f"fake:{chat}", now, now + timedelta(seconds=later), Outgoing(text, **more)
        )
        self.database.write_now(lambda unit: unit.outbox.add(owed))
        return owed

    def states(self) -> dict[str, str]:
        found = []
        for chat in ("a", "b", "c"):
            found += self.database.write_now(lambda unit, key=f"fake:{chat}": unit.outbox.of_chat(key))  # type: ignore[misc]
        return {one.message.text: one.state for one in found}

    async def settled(self, *texts: str, state: str = "sent") -> None:
        await until(lambda: all(self.states().get(text) == state for text in texts))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(tmp_path)
    yield house
    await house.database.close()


@pytest.fixture
async def sender(house: House) -> AsyncIterator[Sender]:
    sender = house.sender()
    await sender.start()
    yield sender
    await sender.stop()


async def test_what_is_owed_is_sent_and_marked_with_the_messenger_s_id(house: House, sender: Sender) -> None:
    owed = house.owe("您好")
    sender.owe([owed])
    await house.settled("您好")
    (row,) = house.database.write_now(lambda unit: unit.outbox.of_chat("fake:a"))
    assert (row.ref, row.attempts) == (f"ref{owed.id}", 1)
    assert house.channel.texts() == ["您好"]


async def test_what_an_earlier_process_left_is_sent_at_the_start(house: House) -> None:
    house.owe("旧的")
    sender = house.sender()
    await sender.start()
    await house.settled("旧的")
    await sender.stop()


async def test_what_was_sent_is_not_sent_by_the_next_process(house: House) -> None:
    for _ in range(2):
        sender = house.sender()
        await sender.start()
        if not house.channel.sent:
            sender.owe([house.owe("一")])
            await house.settled("一")
        await sender.stop()
    assert house.channel.texts() == ["一"]


async def test_a_chat_s_messages_go_in_order_and_chats_side_by_side(house: House, sender: Sender) -> None:
    house.channel.slow = 0.005
    sender.owe([house.owe(f"{chat}{number}", chat) for number in range(10) for chat in "abc"])
    await until(lambda: len(house.channel.sent) == 30)
    for chat in "abc":
        assert house.channel.texts(chat) == [f"{chat}{number}" for number in range(10)]
    assert house.channel.most_under_way == 3


async def test_what_is_not_due_waits_and_does_not_hold_up_what_is(house: House, sender: Sender) -> None:
    sender.owe([house.owe("明早", later=1), house.owe("现在")])
    await until(lambda: len(house.channel.sent) == 2)
    assert house.channel.texts() == ["现在", "明早"]


async def test_one_due_sooner_than_those_waiting_is_not_forgotten(house: House, sender: Sender) -> None:
    sender.owe([house.owe("远", later=3600)])
    await asyncio.sleep(0.01)
    sender.owe([house.owe("近", later=0.05)])
    await house.settled("近")


async def test_after_trouble_a_message_is_tried_again_and_its_chat_keeps_order(
    house: House, sender: Sender
) -> None:
    house.channel.trouble["一"] = [RetryLater("busy", timedelta(seconds=0.05))] * 2
    sender.owe([house.owe("一"), house.owe("二"), house.owe("别人", "b")])
    await house.settled("一", "二", "别人")
    assert house.channel.texts() == ["别人", "一", "二"]
    (row, _) = house.database.write_now(lambda unit: unit.outbox.of_chat("fake:a"))
    assert row.attempts == 3


async def test_a_restart_in_the_middle_of_a_pause_keeps_the_pause_and_the_order(house: House) -> None:
    house.channel.trouble["一"] = [RetryLater("slow down", timedelta(seconds=2))]
    first = house.sender()
    await first.start()
    first.owe([house.owe("一"), house.owe("二")])
    await until(lambda: not house.channel.trouble["一"])
    await first.stop()
    second = house.sender()
    await second.start()
    second.owe([house.owe("三")])
    await asyncio.sleep(0.2)
    assert house.channel.texts() == [], "the messenger said when, and newer ones wait behind it"
    await house.settled("一", "二", "三")
    assert house.channel.texts() == ["一", "二", "三"]
    await second.stop()


async def test_a_clock_put_back_holds_nothing_up_that_waits_for_nothing(house: House) -> None:
    house.channel.trouble["一"] = [RetryLater("slow down", timedelta(seconds=0.1))]
    first = house.sender()
    await first.start()
    first.owe([house.owe("一"), house.owe("二")])
    await until(lambda: not house.channel.trouble["一"])
    await first.stop()
    house.now = lambda: datetime.now(UTC) - timedelta(hours=1)
    second = house.sender()
    await second.start()
    await house.settled("一", "二")
    assert house.channel.texts() == ["一", "二"]
    await second.stop()


async def test_trouble_of_everyone_pauses_everyone(house: House, sender: Sender) -> None:
    house.channel.trouble["一"] = [RetryLater("flood", timedelta(seconds=0.15), everyone=True)]
    begin = asyncio.get_running_loop().time()
    sender.owe([house.owe("一")])
    await until(lambda: not house.channel.trouble["一"])
    sender.owe([house.owe("别人", "b")])
    await until(lambda: "别人" in house.channel.texts())
    assert asyncio.get_running_loop().time() - begin >= 0.15
    await house.settled("别人", "一")


async def test_without_a_given_delay_pauses_grow_and_jitter(house: House) -> None:
    courier, pauses = Courier(house.load, house.now, random.Random(1)), []
    house.channel.trouble["x"] = [RetryLater("busy")] * 4
    for attempts in (0, 1, 5, 30):
        owed = Owed(1, "fake:a", datetime.now(UTC), START, Outgoing("x"), attempts)
        pauses.append((await courier.carry(house.channel, owed)).pause or 0)  # type: ignore[arg-type]
    assert 0.5 <= pauses[0] <= 1.5
    assert 1 <= pauses[1] <= 3
    assert 16 <= pauses[2] <= 48
    assert 300 <= pauses[3] <= 900


async def test_a_message_tried_for_days_is_given_up(house: House, sender: Sender) -> None:
    house.now = lambda: datetime.now(UTC) + timedelta(days=4)
    sender._courier._now = house.now
    house.channel.trouble["一"] = [RetryLater("busy", timedelta(0))] * 20
    sender.owe([house.owe("一"), house.owe("二")])
    await house.settled("二")
    assert house.states()["一"] == "failed"


async def test_after_days_asleep_one_failed_try_is_no_reason_to_give_up(house: House, sender: Sender) -> None:
    sender._courier._now = lambda: datetime.now(UTC) + timedelta(days=4)
    house.channel.trouble["一"] = [RetryLater("busy", timedelta(0))] * 3
    sender.owe([house.owe("一")])
    await house.settled("一")


async def test_who_blocked_us_is_marked_and_owed_nothing(house: House, sender: Sender) -> None:
    chat = Chat("fake:a", "zh_CN", b"{}", START)
    house.database.write_now(lambda unit: unit.chats.save(chat))
    house.channel.trouble["一"] = [Unreachable("blocked")]
    sender.owe([house.owe("一"), house.owe("二"), house.owe("明早", later=0.1), house.owe("别人", "b")])
    await house.settled("一", "二", "明早", state="dropped")
    await house.settled("别人")
    found = house.database.write_now(lambda unit: unit.chats.get("fake:a"))
    assert found is not None
    assert found.unreachable
    sender.owe([house.owe("回来了")])
    await house.settled("回来了")


async def test_a_rejected_message_fails_and_the_next_goes_on(house: House, sender: Sender) -> None:
    house.channel.trouble["一"] = [Rejected("bad button")]
    sender.owe([house.owe("一"), house.owe("二")])
    await house.settled("二")
    assert house.states()["一"] == "failed"


async def test_an_odd_error_of_a_channel_is_tried_again_and_then_fails(house: House, sender: Sender) -> None:
    house.channel.trouble["一"] = [KeyError("bug")] * 100
    sender._courier._jitter = random.Random()
    sender._courier._jitter.uniform = lambda low, high: 0.001  # type: ignore[method-assign]
    sender.owe([house.owe("一"), house.owe("二")])
    await house.settled("二")
    assert house.states()["一"] == "failed"


async def test_files_are_read_when_they_are_sent(house: House, sender: Sender) -> None:
    sender.owe([house.owe("图", picture=File("a.png", "image/png", "pic"))])
    await house.settled("图")
    assert house.channel.sent[0].files == {"pic": b"png"}


async def test_a_message_whose_file_is_gone_fails(house: House, sender: Sender) -> None:
    sender.owe([house.owe("图", picture=File("a.png", "image/png", "none")), house.owe("二")])
    await house.settled("二")
    assert house.states()["图"] == "failed"


async def test_the_pace_of_a_chat_is_kept(house: House) -> None:
    house.channel.per_chat_second = 20
    sender = house.sender()
    await sender.start()
    begin = asyncio.get_running_loop().time()
    sender.owe([house.owe(str(number)) for number in range(7)])
    await until(lambda: len(house.channel.sent) == 7)
    assert asyncio.get_running_loop().time() - begin >= 4 / 20
    await sender.stop()


async def test_beyond_its_capacity_the_rest_stays_in_the_database_and_comes_in_order(house: House) -> None:
    sender = house.sender(capacity=10)
    await sender.start()
    house.channel.slow = 0.001
    for number in range(60):
        sender.owe([house.owe(f"{number}", "abc"[number % 3])])
    assert len(sender._stock) <= 10
    await until(lambda: len(house.channel.sent) == 60)
    for index, chat in enumerate("abc"):
        assert house.channel.texts(chat) == [str(number) for number in range(index, 60, 3)]
    await sender.stop()


async def test_what_comes_after_one_left_in_the_database_does_not_overtake_it(house: House) -> None:
    sender = house.sender(capacity=1)
    await sender.start()
    now = datetime.now(UTC)
    sender.owe([Owed(9_999, "fake:b", now, now, Outgoing("passes"))])
    sender.owe([house.owe("一")])
    sender._stock._held.clear()  # room again, before the rest was read
    sender.owe([house.owe("二")])
    await house.settled("一", "二")
    assert house.channel.texts("a") == ["一", "二"]
    await sender.stop()


async def test_stopping_lets_a_call_under_way_end_and_begins_no_other(house: House, sender: Sender) -> None:
    house.channel.answers.clear()
    sender.owe([house.owe("一"), house.owe("二")])
    await until(lambda: house.channel.under_way)
    stopping = asyncio.create_task(sender.stop())
    await asyncio.sleep(0.02)
    assert not stopping.done()
    house.channel.answers.set()
    await stopping
    assert house.channel.texts() == ["一"]
    assert house.states() == {"一": "sent", "二": "waiting"}


async def test_it_also_stops_when_something_changes_in_the_same_instant(house: House) -> None:
    sender = house.sender()
    await sender.start()
    await asyncio.sleep(0)
    sender._changed.set()
    await asyncio.sleep(0)
    await asyncio.wait_for(sender.stop(), 60)


async def test_stopping_does_not_wait_out_a_pause(house: House, sender: Sender) -> None:
    house.channel.trouble["一"] = [RetryLater("busy", timedelta(hours=1))]
    sender.owe([house.owe("一")])
    await until(lambda: not house.channel.trouble["一"])
    async with asyncio.timeout(60):
        await sender.stop()
    assert house.states() == {"一": "waiting"}


async def test_outcomes_are_written_when_the_database_is_back(
    house: House, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.settling._PAUSE", 0.01)
    write, failures = house.database.write, iter([OSError("disk full")] * 3)

    async def failing(work: Any) -> Any:
        if error := next(failures, None):
            raise error
        return await write(work)

    monkeypatch.setattr(house.database, "write", failing)
    sender.owe([house.owe("一")])
    await house.settled("一")
    assert house.channel.texts() == ["一"]


async def test_a_messenger_that_is_switched_off_keeps_what_it_is_owed(house: House, sender: Sender) -> None:
    now = datetime.now(UTC)
    owed = Owed(99, "telegram:1", now, now, Outgoing("您好"))
    house.database.write_now(lambda unit: unit.outbox.add(owed))
    sender.owe([owed, house.owe("一")])
    await house.settled("一")
    assert house.database.write_now(lambda unit: unit.outbox.count_waiting()) == 1


async def test_what_quiet_hours_hold_back_leaves_room_for_what_is_due(house: House) -> None:
    for number in range(30):
        house.owe(f"night {number}", later=3600)
    sender = house.sender(capacity=5)
    await sender.start()
    sender.owe([house.owe("now")])
    await house.settled("now")
    assert house.channel.texts() == ["now"]
    await sender.stop()


async def test_what_was_held_back_is_sent_at_its_moment_whichever_process_wrote_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender_, "_SOON", timedelta(seconds=0.05))
    monkeypatch.setattr(sender_, "_LOOK", 0.05)
    sender = house.sender()
    await sender.start()
    sender.owe([house.owe("later", later=2)])
    house.owe("by a command")
    await house.settled("by a command")
    assert house.channel.texts() == ["by a command"]
    await house.settled("later")
    await sender.stop()


async def test_only_the_one_who_has_the_duty_sends_and_the_next_goes_on_from_there(house: House) -> None:
    duty = Duty()
    sender = house.sender(duties={"fake": duty})
    await sender.start()
    sender.owe([house.owe("1")])
    await asyncio.sleep(0.05)
    assert house.channel.texts() == []
    duty.set(mine=True)
    await house.settled("1")
    house.channel.answers.clear()
    sender.owe([house.owe("2"), house.owe("3"), house.owe("4", later=0.2)])
    await until(lambda: house.channel.under_way)
    duty.set(mine=False)
    await asyncio.sleep(0.05)
    house.channel.answers.set()
    await house.settled("2")
    await asyncio.sleep(0.3)
    assert house.channel.texts() == ["1", "2"], "what is under way ends, nothing else begins"
    assert house.states() == {"1": "sent", "2": "sent", "3": "waiting", "4": "waiting"}
    duty.set(mine=True)
    await house.settled("3", "4")
    assert house.channel.texts() == ["1", "2", "3", "4"]
    await sender.stop()


async def test_one_that_failed_while_the_duty_was_lost_is_tried_by_the_next(house: House) -> None:
    duty = Duty(mine=True)
    sender = house.sender(duties={"fake": duty})
    await sender.start()
    house.channel.trouble["1"] = [RetryLater("no", timedelta(seconds=60))]
    house.channel.answers.clear()
    sender.owe([house.owe("1")])
    await until(lambda: house.channel.under_way)
    duty.set(mine=False)
    house.channel.answers.set()
    await until(lambda: not len(sender._stock))
    await sender.stop()


async def test_after_the_database_did_not_answer_nothing_newer_overtakes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = house.sender()
    await sender.start()
    write, calls = house.database.write, []

    async def shaky(work: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise OSError("no answer")
        return await write(work)

    monkeypatch.setattr(sender_, "_SHORT_PAUSE", 1.0)
    monkeypatch.setattr(house.database, "write", shaky)
    first = house.owe("1")
    sender.look_again()
    await until(lambda: calls)
    sender.owe([house.owe("2")])
    assert house.channel.texts() == []
    await house.settled("1", "2")
    assert house.channel.texts() == ["1", "2"]
    assert first.id
    await sender.stop()


async def test_one_whose_writer_s_clock_is_ahead_is_sent_at_once(house: House) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    owed = Owed(next(house.ids), "fake:a", later, later, Outgoing("now"))
    house.database.write_now(lambda unit: unit.outbox.add(owed))
    sender = house.sender()
    await sender.start()
    sender.owe([owed])
    await house.settled("now")
    await sender.stop()
