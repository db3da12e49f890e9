"""The whole server in one process: it starts, says it is well, answers, stops and starts again."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.routing import Route

from bot.channel import Overloaded
from bot.server import application
from bot.settings import Settings
from bot.wiring import Linli, channel_names
from model.message import Address, Incoming
from storage.database import Database
from tests.web.browser import TestClient


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(var=tmp_path / "var", secret="test-secret")


def test_it_starts_from_nothing_and_says_it_is_well(settings: Settings) -> None:
    with TestClient(application(Linli(settings))) as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        answer = client.get("/readyz")
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


def test_it_says_so_when_its_database_is_gone(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(*_: object) -> None:
        raise OSError("no database")

    with TestClient(application(Linli(settings))) as client:
        with monkeypatch.context() as patched:
            patched.setattr(Database, "read", gone)
            answer = client.get("/readyz")
            assert client.get("/healthz").status_code == 200
        assert answer.status_code == 503
        assert answer.json()["database"] == "no answer: OSError"
        assert client.get("/readyz").status_code == 200


def test_the_front_page_is_there(settings: Settings) -> None:
    with TestClient(application(Linli(settings))) as client:
        assert client.get("/").status_code == 200
        assert client.get("/no-such-page").status_code == 404


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


def test_too_much_at_once_is_told_as_come_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    linli = Linli(settings)
    app = application(linli)

    async def busy(_: object) -> None:
        raise Overloaded

    app.router.routes.insert(0, Route("/busy", busy))
    with TestClient(app) as client:
        answer = client.get("/busy")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_telegram_is_spoken_only_with_a_token() -> None:
    assert channel_names(Settings()) == ["web"]
    assert channel_names(Settings(telegram_token="1:a")) == ["web", "telegram"]
