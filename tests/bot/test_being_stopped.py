"""Asked to stop at an awkward moment: while it starts, when starting fails, twice, with requests open."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.channel import Receive, Rejected
from bot.channels.telegram.channel import Telegram as Channel
from bot.heart import Heart
from bot.intake import Intake
from bot.server import Server
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


@pytest.fixture
def leave_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have the server's patience end as soon as something is being stopped."""

    def arrange(what: str) -> None:
        leave = Server._leave

        def once(server: Server) -> None:
            while server._linli.stopping != what:
                time.sleep(0.01)
            leave(server)

        monkeypatch.setattr("bot.server._LONGEST", 0.0)
        monkeypatch.setattr(Server, "_leave", once)

    return arrange


async def test_what_hangs_for_good_is_left_and_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, leave_once: Callable[[str], None]
) -> None:
    """Also when not only one thing hangs, and each would have to be cancelled by itself."""
    left: list[int] = []
    loop, going_on = asyncio.get_running_loop(), asyncio.Event()

    def leave(status: int) -> None:
        left.append(status)
        loop.call_soon_threadsafe(going_on.set)

    async def hang(*_: object) -> None:
        while not going_on.is_set():
            with suppress(asyncio.CancelledError):
                await going_on.wait()

    monkeypatch.setattr("bot.server.os._exit", leave)
    leave_once("heart")
    monkeypatch.setattr(Heart, "stop", hang)
    monkeypatch.setattr(Intake, "stop", hang)
    life = Life(Linli(settings))
    await life.started()
    with capture_logs() as logs:
        signal.raise_signal(signal.SIGTERM)
        await life.end()
    assert left == [1]
    (said,) = (one for one in logs if one["event"] == "stopped_unfinished")
    assert said["waited_for"] == "heart"


_HANGING = """
import asyncio, sys, threading, time
from pathlib import Path
from bot import server
from bot.settings import Settings
from bot.wiring import Linli

def hang():
    print("hangs", flush=True)
    threading.Event().wait()

async def start(linli):
    await asyncio.to_thread(hang)

def once(it):
    while it._linli.stopping != "threads":
        time.sleep(0.01)
    leave(it)

Linli.start = start
leave, server.Server._leave, server._LONGEST = server.Server._leave, once, 0.0
server.serve(Linli(Settings(var=Path(sys.argv[1]), secret="x")), None)
"""


def test_a_thread_that_hangs_for_good_does_not_keep_the_process(tmp_path: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", _HANGING, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "hangs\n"
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=60)[0]
        finally:
            process.kill()
    assert process.returncode == 1
    assert "stopped_unfinished" in said
    assert "threads" in said


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
