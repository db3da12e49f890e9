"""Asked to stop at an awkward moment: while it starts, when starting fails, twice, with requests open."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType

import aiohttp
import pytest

from bot.channel import Receive, Rejected
from bot.channels.telegram.channel import Telegram as Channel
from bot.settings import Settings
from bot.troubles import told
from bot.wiring import Linli
from emulator.faults import Limits
from emulator.state import TOKEN
from emulator.telegram import Telegram
from storage.database import Database
from tests.bot.channels.stage import until
from tests.bot.life import Life


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    opened = await Telegram(Limits()).start()
    yield opened
    await opened.stop()


@pytest.fixture
def settings(tmp_path: Path, telegram: Telegram) -> Settings:
    return Settings(var=tmp_path / "var", telegram_token=TOKEN, telegram_api=telegram.url)


@pytest.fixture(autouse=True)
def heard() -> Iterator[list[int]]:
    """The signals that were left to whoever started the server."""
    found: list[int] = []

    def hear(sig: int, frame: FrameType | None) -> None:
        del frame
        found.append(sig)

    before = {sig: signal.signal(sig, hear) for sig in (signal.SIGTERM, signal.SIGINT)}
    yield found
    for sig, handler in before.items():
        signal.signal(sig, handler)


def outbox(life: Life) -> list[tuple[str, int]]:
    database = Database(str(life.linli.database.url))
    rows = database.write_now(lambda unit: unit.outbox.of_chat("telegram:7"))
    database.engine.dispose()
    return [(row.state, row.attempts) for row in rows]


@pytest.mark.parametrize("driver", ["ptb", "aiogram"])
async def test_asked_while_telegram_does_not_answer_at_the_start_it_waits_for_nobody(
    telegram: Telegram, settings: Settings, driver: str, heard: list[int]
) -> None:
    asked = asyncio.Event()
    telegram.fail("deleteWebhook", 0, seconds=3600, times=99)
    meet = telegram.faults.next
    telegram.faults.next = lambda *call: (asked.set(), meet(*call))[1]  # type: ignore[method-assign, func-returns-value]
    life = Life(Linli(replace(settings, telegram_driver=driver)))
    await asyncio.wait_for(asked.wait(), 60)
    signal.raise_signal(signal.SIGTERM)
    await life.end()
    assert heard == [signal.SIGTERM]
    assert not life.server.started


async def test_what_is_under_way_when_starting_fails_is_known_as_sent(
    telegram: Telegram, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident = telegram.resident(7)
    telegram.fail("sendMessage", 500)
    first = Life(Linli(settings))
    resident.say("/start")
    await until(lambda: telegram.calls("sendMessage"), 60)
    signal.raise_signal(signal.SIGTERM)
    await first.end()
    assert outbox(first) == [("waiting", 1)]

    start = Channel.start

    async def refuse(channel: Channel, receive: Receive) -> None:
        await start(channel, receive)
        await until(resident.seen, 60)
        raise Rejected("no")

    monkeypatch.setattr(Channel, "start", refuse)
    telegram.fail("sendMessage", 200, late=True, seconds=1)
    second = Life(Linli(settings))
    with pytest.raises(Rejected):
        await second.end()
    assert outbox(second) == [("sent", 2)]


async def test_what_telegram_refuses_at_the_start_is_told_in_a_sentence(
    telegram: Telegram, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram.fail("setWebhook", 400, "Bad Request: bad webhook: failed to resolve host")
    stopped = []
    stop = Linli.stop

    async def stopping(linli: Linli) -> None:
        stopped.append(linli)
        await stop(linli)

    monkeypatch.setattr(Linli, "stop", stopping)
    life = Life(Linli(replace(settings, telegram_webhook=True, public_url="https://linli.example")))
    with pytest.raises(Rejected) as error:
        await life.end()
    assert stopped == [life.linli]
    assert "failed to resolve host" in told(error.value)
    assert "PUBLIC_URL" in told(error.value)


async def test_asked_twice_it_still_lets_its_calls_end(
    telegram: Telegram, settings: Settings, heard: list[int]
) -> None:
    resident = telegram.resident(7)
    telegram.fail("sendMessage", 200, late=True, seconds=1)
    life = Life(Linli(settings))
    await life.started()
    _, writer = await asyncio.open_connection("127.0.0.1", life.port)
    writer.write(b"POST /chat/file HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n")
    resident.say("/start")
    await until(resident.seen, 60)
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGINT)
    await life.end()
    writer.close()
    assert heard == [signal.SIGINT, signal.SIGINT]
    assert outbox(life) == [("sent", 1)]


async def test_what_hangs_for_good_is_left(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(status: int) -> None:
        raise SystemError(status)

    async def hang(_: Linli) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.server.os._exit", leave)
    monkeypatch.setattr("bot.server._LONGEST", 0.0)
    life = Life(Linli(settings))
    await life.started()
    with monkeypatch.context() as patched:
        patched.setattr(Linli, "stop", hang)
        signal.raise_signal(signal.SIGTERM)
        with pytest.raises(SystemError, match="1"):
            await life.end()
    await life.linli.stop()


async def test_a_request_that_is_given_up_is_told_to_come_again(settings: Settings) -> None:
    life = Life(Linli(settings))
    life.server.config.timeout_graceful_shutdown = 0
    await life.started()
    async with aiohttp.ClientSession() as browser, browser.get(life.url("/chat")) as page:
        begun, whole = asyncio.Event(), asyncio.Event()

        async def slowly() -> AsyncIterator[bytes]:
            yield b"the first half"
            begun.set()
            await whole.wait()

        cookies = {name: one.value for name, one in page.cookies.items()}
        sending = asyncio.create_task(browser.post(life.url("/chat/file"), data=slowly(), cookies=cookies))
        await asyncio.wait_for(begun.wait(), 60)
        await until(lambda: life.server.server_state.tasks, 60)
        signal.raise_signal(signal.SIGTERM)
        answer = await asyncio.wait_for(sending, 60)
        assert (answer.status, answer.headers["retry-after"]) == (503, "2")
        whole.set()
    await life.end()
