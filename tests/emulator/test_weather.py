"""The emulated Telegram on a bad day, and its endless patience with a webhook."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from emulator.faults import Fault
from emulator.state import TOKEN
from emulator.telegram import Telegram
from emulator.weather import KINDS, Kind, Weather


def test_the_same_seed_brings_the_same_weather() -> None:
    def day() -> list[str]:
        weather = Weather(random.Random(5))
        found = [weather.next("sendmessage", 1) for _ in range(500)]
        return ["" if fault is None else f"{fault.code} {fault.late} {fault.parameters}" for fault in found]

    assert day() == day()
    assert any(day())


def test_every_kind_of_trouble_strikes_as_often_as_it_says() -> None:
    weather = Weather(random.Random(5))
    for _ in range(20_000):
        weather.next("sendmessage", 1)
    for kind in KINDS:
        assert weather.struck[kind.name] / 20_000 == pytest.approx(kind.share, rel=0.5, abs=0.001)


def test_good_weather_strikes_nobody_but_an_ordered_fault_does() -> None:
    weather = Weather(random.Random(5), (Kind("always", 1.0, lambda _: Fault("*", 500)),))
    weather.bad = False
    assert weather.next("sendmessage", 1) is None
    weather.order(Fault("sendMessage", 403))
    ordered = weather.next("sendmessage", 1)
    assert ordered is not None
    assert ordered.code == 403


def test_a_method_that_is_not_meant_is_not_struck() -> None:
    weather = Weather(random.Random(5), (Kind("always", 1.0, lambda _: Fault("*", 500)),))
    assert weather.next("getme", 1) is None
    assert weather.next("sendphoto", 1) is not None


@pytest.fixture
async def world() -> AsyncIterator[Telegram]:
    opened = await Telegram(tries=None, fresh=True).start()
    yield opened
    await opened.stop()


async def test_an_update_is_posted_until_it_is_taken_and_that_is_told(
    world: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, taken = [], asyncio.Event()
    real, told = asyncio.sleep, []

    async def hook(request: web.Request) -> web.Response:
        asked.append(await request.json())
        return web.Response(status=200 if len(asked) > 12 else 503)

    def note(update: dict[str, object]) -> None:
        told.append(update["update_id"])
        taken.set()

    app = web.Application()
    app.router.add_post("/hook", hook)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    monkeypatch.setattr("emulator.receiving.asyncio.sleep", lambda _: real(0))
    world.acknowledged = note
    async with aiohttp.ClientSession() as bot:
        await bot.post(f"{world.url}/bot{TOKEN}/setWebhook", json={"url": f"http://127.0.0.1:{port}/hook"})
    world.resident(42).say("您好")
    await asyncio.wait_for(taken.wait(), 60)
    assert (len(asked), told) == (13, [1000])
    await runner.cleanup()


async def test_a_polled_update_is_taken_once_a_later_one_is_asked_for(world: Telegram) -> None:
    told: list[object] = []
    world.acknowledged = lambda update: told.append(update["update_id"])
    world.resident(42).say("您好")
    async with aiohttp.ClientSession() as bot:
        for offset, expected in ((0, []), (1000, []), (1001, [1000])):
            await bot.post(f"{world.url}/bot{TOKEN}/getUpdates", json={"offset": offset})
            assert told == expected


async def test_the_journal_tells_callers_apart(world: Telegram) -> None:
    world.resident(42)
    async with aiohttp.ClientSession() as bot:
        for caller in ("", "/7"):
            url = f"{world.url}{caller}/bot{TOKEN}/sendMessage"
            await bot.post(url, json={"chat_id": 42, "text": "一"})
    assert [one["caller"] for one in world.calls("sendMessage")] == ["", "7"]


async def test_a_slow_answer_is_an_answer_also_to_who_does_not_wait_for_it(world: Telegram) -> None:
    resident, url = world.resident(42), f"{world.url}/bot{TOKEN}/sendMessage"
    world.fail("sendMessage", 200, late=True, seconds=0.01)
    world.fail("sendMessage", 200, late=True, seconds=60)
    async with aiohttp.ClientSession() as bot:
        assert (await bot.post(url, json={"chat_id": 42, "text": "一"})).ok
        hasty = asyncio.create_task(bot.post(url, json={"chat_id": 42, "text": "二"}))
        while len(resident.seen()) < 2:  # noqa: ASYNC110 - the call is not yet in the journal
            await asyncio.sleep(0.01)
        hasty.cancel()
        await resident.until(lambda: len(world.calls("sendMessage")) == 2)
    assert [one["status"] for one in world.calls("sendMessage")] == [200, 200]


async def test_the_journal_tells_whether_a_refused_call_took_effect(world: Telegram) -> None:
    world.resident(42)
    world.fail("sendMessage", 500, late=True)
    world.fail("sendMessage", 500)
    async with aiohttp.ClientSession() as bot:
        for _ in range(3):
            await bot.post(f"{world.url}/bot{TOKEN}/sendMessage", json={"chat_id": 42, "text": "一"})
    assert [(one["taken"] > 0, one["status"]) for one in world.calls("sendMessage")] == [
        (True, 500),
        (False, 500),
        (True, 200),
    ]
