"""The whole server in one process: it starts, says it is well, answers, stops and starts again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from starlette.routing import Route

from bot.channel import Overloaded
from bot.settings import Settings
from bot.wiring import Linli, channel_names
from model.message import Address, Incoming
from storage.database import Database
from tests.bot.life import Life


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(var=tmp_path / "var", secret="test-secret")


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[tuple[Life, httpx.AsyncClient]]:
    """From the start to an orderly stop."""
    life = Life(Linli(settings))
    try:
        await life.started()
        async with httpx.AsyncClient(base_url=life.url("")) as client:
            yield life, client
    finally:
        await life.close()


async def test_it_starts_from_nothing_and_says_it_is_well(settings: Settings) -> None:
    async with served(settings) as (_, client):
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        answer = await client.get("/readyz")
        assert answer.status_code == 200
        assert answer.json() == {
            "status": "ready",
            "database": "ok",
            "migrations": "ok",
            "intake": "ok",
            "heart": "ok",
            "channels": {"web": "ok"},
        }
    assert (settings.var / "linli.db").is_file()


async def test_it_says_so_when_its_database_is_gone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(*_: object) -> None:
        raise OSError("no database")

    async with served(settings) as (_, client):
        with monkeypatch.context() as patched:
            patched.setattr(Database, "read", gone)
            answer = await client.get("/readyz")
            assert (await client.get("/healthz")).status_code == 200
        assert answer.status_code == 503
        assert answer.json()["database"] == "no answer: OSError"
        assert (await client.get("/readyz")).status_code == 200


async def test_the_front_page_is_there(settings: Settings) -> None:
    async with served(settings) as (_, client):
        assert (await client.get("/")).status_code == 200
        assert (await client.get("/no-such-page")).status_code == 404


async def test_an_update_is_answered_and_a_second_start_still_knows_it(settings: Settings) -> None:
    linli = Linli(settings)
    await linli.start()
    hello = Incoming("1", Address("web", "somebody"), linli.clock(), text="你好", language="zh")
    await linli.intake.receive(hello)
    answers = await linli.database.read(lambda unit: unit.outbox.of_chat("web:somebody"))
    await linli.stop()

    again = Linli(settings)
    await again.start()
    await again.intake.receive(hello)
    found = await again.database.read(lambda unit: unit.outbox.of_chat("web:somebody"))
    assert len(found) == len(answers) > 0
    assert await again.database.read(lambda unit: unit.inbox.poisoned()) == []
    await again.stop()


async def test_it_stops_cleanly_right_after_it_started(settings: Settings) -> None:
    linli = Linli(settings)
    await linli.start()
    await linli.stop()


async def test_too_much_at_once_is_told_as_come_again(settings: Settings) -> None:
    async def busy(_: object) -> None:
        raise Overloaded

    async with served(settings) as (life, client):
        life.server.config.app.router.routes.insert(0, Route("/busy", busy))  # type: ignore[union-attr]
        answer = await client.get("/busy")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_telegram_is_spoken_only_with_a_token() -> None:
    assert channel_names(Settings()) == ["web"]
    assert channel_names(Settings(telegram_token="1:a")) == ["web", "telegram"]
