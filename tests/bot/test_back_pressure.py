"""A flood while nothing can be stored: told to come again, in bounded memory, and nothing is lost."""

from __future__ import annotations

import asyncio
import gc
import threading
import tracemalloc
from pathlib import Path

import httpx
from sqlalchemy import Table

from bot.server import application
from bot.settings import Settings
from bot.wiring import Linli
from storage.unit import Unit

_TOKEN = "4711:AAHfabcdefghijklmnopqrstuvwxyz01234"
_ROOM = 300
_MORE = 1_000
_MEGABYTE = 1024 * 1024


def update(number: int) -> dict[str, object]:
    chat = {"id": number, "type": "private"}
    sender = {"id": number, "is_bot": False, "first_name": "a"}
    message = {"message_id": 1, "date": 1_790_000_000, "chat": chat, "from": sender, "text": "你好"}
    return {"update_id": number, "message": message}


async def test_the_webhook_answers_503_when_the_intake_is_full_and_memory_stays_bounded(
    tmp_path: Path,
) -> None:
    linli = Linli(
        Settings(
            var=tmp_path,
            secret="x",
            telegram_token=_TOKEN,
            telegram_webhook=True,
            public_url="http://here.test",
            telegram_api="http://127.0.0.1:9",
        )
    )
    app = application(linli)
    await asyncio.to_thread(_tables, linli)
    linli.intake.queue.capacity = _ROOM
    linli.intake.start()
    telegram = linli.channels["telegram"]
    telegram._receive = linli.intake.receive  # type: ignore[attr-defined]
    secret = telegram._hook.secret  # type: ignore[attr-defined]
    gate = threading.Event()

    def wait(unit: Unit) -> None:
        gate.wait(60)

    blocked = asyncio.create_task(linli.database.write(wait))
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://here.test",
        headers={"x-telegram-bot-api-secret-token": secret},
    )
    # One more batch than there is room for is taken in hand.
    first: list[asyncio.Task[httpx.Response]] = []
    while linli.intake.waiting < _ROOM:
        first.append(asyncio.create_task(_send(client, 1 + len(first))))
        await asyncio.sleep(0)
        if len(first) % 100 == 0:
            await asyncio.sleep(0.1)
    await asyncio.sleep(0.1)

    tracemalloc.start()
    before = _allocated()
    refused = set()
    for number in range(10_000, 10_000 + _MORE):
        answer = await _send(client, number)
        refused.add((answer.status_code, answer.headers["retry-after"]))
    grown = _allocated() - before
    tracemalloc.stop()

    assert refused == {(503, "2")}
    assert linli.intake.waiting == _ROOM
    assert linli.intake.queue.refused >= _MORE
    assert grown < _MEGABYTE / 4

    gate.set()
    await blocked
    answers = await asyncio.gather(*first)
    taken = sum(answer.status_code == 200 for answer in answers)
    stored = await linli.database.read(
        lambda unit: sum(1 for _ in unit.rows(_inbox().select().where(_inbox().c.channel == "telegram")))
    )
    assert taken == stored >= _ROOM
    await client.aclose()
    await linli.intake.stop()
    await linli.database.close()


async def _send(client: httpx.AsyncClient, number: int) -> httpx.Response:
    return await client.post("/telegram/webhook", json=update(number))


def _allocated() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def _inbox() -> Table:
    from storage.tables import inbox

    return inbox


def _tables(linli: Linli) -> None:
    from storage.schema import upgrade

    upgrade(linli.database.engine)
    linli.database.write_now(linli.services.reload)
