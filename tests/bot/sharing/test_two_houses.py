"""Two processes' worth of Linli on one PostgreSQL: nothing lost, nothing doubled, a chat's order kept."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from structlog.testing import capture_logs

import handlers.receive
import handlers.timers
from bot import sender as sender_
from bot.channel import Overloaded
from bot.channels.telegram.channel import Telegram as Channel
from bot.channels.webchat.channel import WebChat
from bot.channels.webchat.pages import Page
from bot.clock import Ids
from bot.settings import Settings
from bot.sharing import company as company_
from bot.wiring import Linli
from emulator.faults import Limits
from emulator.state import TOKEN
from emulator.telegram import Telegram
from handlers.turn import Turn
from handlers.work import Work
from model.message import Address, Incoming, Outgoing
from model.organization import Organization
from storage.database import Database
from storage.engines import open_engine
from tests.bot.channels.stage import PATIENCE, until
from tests.conftest import empty

pytestmark = pytest.mark.postgres


@dataclass
class Street:
    """Two houses, the Telegram both are known to, and the database between them."""

    url: str
    telegram: Telegram
    houses: tuple[Linli, Linli]

    async def hear(self, house: Linli, chat: str, number: int, channel: str = "telegram") -> None:
        """As a messenger does: again and again until it is taken."""
        update = Incoming(f"{chat}/{number}", Address(channel, chat), datetime.now(UTC), text=f"{number}")
        while True:
            try:
                await house.intake.receive(update)
            except Overloaded:
                await asyncio.sleep(0.02)
            else:
                return

    def arrived(self, chat: int) -> list[str]:
        """What the resident of a chat was sent, in order."""
        return [
            call["args"]["text"]
            for call in self.telegram.calls("sendMessage")
            if int(call["args"]["chat_id"]) == chat and call["taken"]
        ]

    async def said(self, chat: str) -> list[str]:
        """What is stored of a chat, in order."""
        rows = await self.houses[1].database.read(
            lambda unit: unit.inbox.of_chat(f"telegram:{chat}", datetime(2020, 1, 1, tzinfo=UTC))
        )
        return [one.text for one in rows]

    async def owed(self, chat: str) -> list[str]:
        """What was answered, in the order of the ids."""
        rows = await self.houses[1].database.read(lambda unit: unit.outbox.of_chat(chat))
        return [one.message.text for one in rows]

    async def all_sent(self) -> None:
        """Returns when nothing is owed."""
        async with asyncio.timeout(PATIENCE):
            while await self.houses[1].database.read(lambda unit: unit.outbox.count_waiting()):  # noqa: ASYNC110 - asked often
                await asyncio.sleep(0.02)

    def cut(self) -> None:
        """Have the database end every connection."""
        with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'linli' AND datname = current_database()"
            )

    @property
    def sender(self) -> Linli:
        """The house that has Telegram's duty."""
        (found,) = [one for one in self.houses if one.company.duties["telegram"].mine]
        return found


@pytest.fixture
def database_url(migrated_postgres: str) -> Iterator[str]:
    """Only PostgreSQL: SQLite has one process."""
    yield migrated_postgres
    engine = open_engine(migrated_postgres)
    empty(engine)
    engine.dispose()


@pytest.fixture
async def street(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    monkeypatch.setattr(company_, "_BEAT", 0.2)
    monkeypatch.setattr(company_, "_PAUSE", 0.2)
    monkeypatch.setattr(Channel, "per_second", 10_000.0)
    monkeypatch.setattr(Channel, "per_chat_second", 10_000.0)

    def converse(turn: Turn) -> None:
        turn.session.arg += "x"
        turn.say_plain(f"{turn.incoming.text} {len(turn.session.arg)}")

    monkeypatch.setattr(handlers.receive, "converse", converse)
    telegram = await Telegram(Limits()).start()
    settings = Settings(
        var=tmp_path, database_url=database_url, telegram_token=TOKEN, telegram_api=telegram.url
    )
    houses = Linli(settings), Linli(settings)
    with capture_logs():
        for house in houses:
            await house.start()
        for role in houses[0].company.duties:  # the database lets go what the test before held
            await until(lambda role=role: any(one.company.duties[role].mine for one in houses))  # type: ignore[misc]
        yield Street(database_url, telegram, houses)
        for house in houses:
            await house.stop()
        await telegram.stop()


async def test_a_chats_turns_stay_in_order_whichever_process_takes_them(street: Street) -> None:
    async def talk(chat: int) -> None:
        street.telegram.resident(chat)
        for number in range(10):
            await street.hear(street.houses[(number + chat) % 2], str(chat), number)

    await asyncio.gather(*(talk(chat) for chat in range(100, 108)))
    await street.all_sent()
    expected = [f"{number} {number + 1}" for number in range(10)]
    for chat in range(100, 108):
        assert await street.owed(f"telegram:{chat}") == expected
        assert street.arrived(chat) == expected


async def test_an_update_that_both_processes_get_at_once_is_worked_on_once(street: Street) -> None:
    street.telegram.resident(7)
    for number in range(10):
        await asyncio.gather(*(street.hear(house, "7", number) for house in street.houses * 2))
    await street.all_sent()
    assert await street.said("7") == [str(number) for number in range(10)]
    assert street.arrived(7) == [f"{number} {number + 1}" for number in range(10)]


async def test_turns_of_one_chat_never_run_at_once_though_its_messenger_does_not_wait(street: Street) -> None:
    street.telegram.resident(7)
    await asyncio.gather(*(street.hear(street.houses[number % 2], "7", number) for number in range(40)))
    await street.all_sent()
    turns = [answer.split()[1] for answer in street.arrived(7)]
    assert turns == [str(number) for number in range(1, 41)]


async def test_a_chats_answers_keep_their_order_though_the_clocks_of_the_processes_differ(
    street: Street,
) -> None:
    behind = cast("Ids", street.houses[1].services.ids)
    ahead, behind._milliseconds = behind._milliseconds, lambda: ahead() - 3_600_000
    street.telegram.resident(7)
    for number in range(10):
        await street.hear(street.houses[number % 2], "7", number)
    await street.all_sent()
    expected = [f"{number} {number + 1}" for number in range(10)]
    assert await street.owed("telegram:7") == expected
    assert street.arrived(7) == expected


async def test_an_update_that_comes_late_is_worked_on_when_it_comes(street: Street) -> None:
    street.telegram.resident(7)
    for house, number in zip(itertools.cycle(street.houses), (1, 3, 2), strict=False):
        await street.hear(house, "7", number)
    await street.all_sent()
    assert street.arrived(7) == ["1 1", "3 2", "2 3"]


async def test_each_timer_fires_once_however_many_hearts_beat(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    fired: list[str] = []

    def fire(work: Work, key: str) -> None:
        fired.append(key)
        work.send("telegram:7", Outgoing(key))

    monkeypatch.setattr(handlers.timers, "FIRES", {"test": fire})
    street.telegram.resident(7)
    now = datetime.now(UTC)
    keys = [f"{number:02}" for number in range(40)]
    await street.houses[0].database.write(
        lambda unit: [unit.timers.set("test", key, now) for key in keys] and None
    )
    await asyncio.gather(*(house.heart.once() for house in street.houses * 4))
    await street.all_sent()
    assert sorted(street.arrived(7)) == keys
    assert sorted(set(fired)) == keys


async def test_when_the_database_drops_every_connection_nothing_is_lost_or_answered_twice(
    street: Street,
) -> None:
    chats = range(200, 206)

    async def talk(chat: int) -> None:
        street.telegram.resident(chat)
        for number in range(12):
            await street.hear(street.houses[(number + chat) % 2], str(chat), number)
            await asyncio.sleep(0.03)

    async def trouble() -> None:
        for _ in range(3):
            await asyncio.sleep(0.15)
            street.cut()

    await asyncio.gather(trouble(), *(talk(chat) for chat in chats))
    await street.all_sent()
    expected = [f"{number} {number + 1}" for number in range(12)]
    for chat in chats:
        assert await street.said(str(chat)) == [str(number) for number in range(12)]
        assert await street.owed(f"telegram:{chat}") == expected
        arrived = street.arrived(chat)
        assert list(dict.fromkeys(arrived)) == expected, "in order, none missing"


async def test_the_other_process_sends_and_polls_when_the_first_has_ended(street: Street) -> None:
    resident = street.telegram.resident(7)
    first = street.sender
    (second,) = [one for one in street.houses if one is not first]
    resident.say("1")
    await until(lambda: street.arrived(7) == ["1 1"])
    await first.stop()
    resident.say("2")
    await until(lambda: street.arrived(7) == ["1 1", "2 2"])
    assert street.sender is second


async def test_what_one_process_owes_the_other_sends(street: Street) -> None:
    street.telegram.resident(7)
    (idle,) = [one for one in street.houses if one is not street.sender]
    await street.hear(idle, "7", 1)
    await until(lambda: street.arrived(7) == ["1 1"])


async def test_a_page_gets_what_is_sent_whichever_process_it_is_connected_to(street: Street) -> None:
    pages = []
    for house in street.houses:
        page = Page("abc", cast("Any", None))
        cast("WebChat", house.channels["web"])._pages.enter(page)
        pages.append(page)
    for number in range(6):
        await street.hear(street.houses[number % 2], "abc", number, "web")
    await until(lambda: all(page._frames.qsize() == 6 for page in pages))
    for page in pages:
        frames = [page._frames.get_nowait() for _ in range(6)]
        assert [f'"text":"{number} {number + 1}"' in str(frame) for number, frame in enumerate(frames)] == [
            True
        ] * 6
    await street.all_sent()
    rows = await street.houses[0].database.read(lambda unit: unit.outbox.of_chat("web:abc"))
    assert Counter((row.state, row.attempts) for row in rows) == {("sent", 1): 6}


async def test_pages_come_again_when_something_may_have_been_missed(street: Street) -> None:
    pages = []
    for house in street.houses:
        page = Page("abc", cast("Any", None))
        cast("WebChat", house.channels["web"])._pages.enter(page)
        pages.append(page)
    street.cut()
    await until(lambda: all(page._frames.qsize() == 1 for page in pages))


async def test_what_a_command_changes_in_the_directory_every_process_reads(street: Street) -> None:
    command = Database(street.url)
    command.write_now(lambda unit: unit.organizations.add(Organization(1, "甲", "A")))
    command.engine.dispose()
    await until(lambda: all(1 in house.services.directory.organizations for house in street.houses))


@pytest.fixture
def without_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks by themselves for what is owed: they must hear of it."""
    monkeypatch.setattr(sender_, "_LOOK", 3600.0)


@pytest.mark.usefixtures("without_looks")
async def test_a_message_written_by_a_command_is_sent_at_once(street: Street) -> None:
    street.telegram.resident(7)
    command = Database(street.url)
    services, now = street.houses[0].services, datetime.now(UTC)
    command.write_now(lambda unit: Work(unit, services, now).send("telegram:7", Outgoing("digest")))
    command.engine.dispose()
    await until(lambda: street.arrived(7) == ["digest"])
