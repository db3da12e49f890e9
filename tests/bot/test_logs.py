"""Logs say what happened, and nothing of what residents said, whoever logs it and however it fails."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import structlog

import handlers.receive
from bot.channel import Delivery, Rejected
from bot.logs import configure, places, without_private
from bot.settings import Settings, secrets_of
from bot.wiring import Linli
from handlers.turn import Turn
from model.message import Address, Incoming
from tests.bot.channels.stage import until

TOKEN = "123456789:AAHfabcdefghijklmnopqrstuvwxyz01234"
PRIVATE = ("王桂芳", "13812345678", "老伴摔倒", "三栋二单元", "Mrs Wang", TOKEN, "s3cret-key", "987654321")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What is logged, as JSON; afterwards logging is as it was."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    target = StringIO()
    monkeypatch.setattr(sys, "stderr", target)
    configure("debug", "json", secrets=(TOKEN, "s3cret-key"), key="k")
    for proxy in _proxies():
        proxy.__dict__.pop("bind", None)
    yield target
    for proxy in _proxies():
        proxy.__dict__.pop("bind", None)
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = before


def _proxies() -> list[structlog._config.BoundLoggerLazyProxy]:
    """Loggers of our modules, which remember how they were set up at first use."""
    found = (vars(module).get(name) for module in list(sys.modules.values()) for name in ("log", "_log"))
    return [one for one in found if isinstance(one, structlog._config.BoundLoggerLazyProxy)]


def lines(said: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.getvalue().splitlines()]


def nothing_private(said: StringIO) -> None:
    found = [word for word in PRIVATE if word in said.getvalue()]
    assert found == [], said.getvalue()


def test_our_own_lines_are_json_with_time_and_level(said: StringIO) -> None:
    structlog.get_logger().info("started", channels=["web"])
    (line,) = lines(said)
    assert (line["event"], line["level"], line["channels"]) == ("started", "info", ["web"])
    assert str(line["timestamp"]).endswith("Z")


def test_of_an_exception_kind_and_places_are_kept_and_its_words_are_not(said: StringIO) -> None:
    try:
        try:
            {}["王桂芳 13812345678"]
        except KeyError as error:
            raise ValueError("老伴摔倒 " + TOKEN) from error
    except ValueError:
        structlog.get_logger().exception("turn_failed")
    (line,) = lines(said)
    assert str(line["exception"]).startswith("ValueError: ")
    assert "<- KeyError: " in str(line["exception"])
    assert "test_logs.py:" in str(line["exception"])
    nothing_private(said)


def test_a_chat_has_a_name_that_is_the_same_every_time_and_tells_nobody_who_it_is(said: StringIO) -> None:
    for chat in ("telegram:987654321", "telegram:987654321", "telegram:1"):
        structlog.get_logger().info("chat unreachable", chat=chat)
    first, second, other = (line["chat"] for line in lines(said))
    assert first == second != other
    assert str(first).startswith("telegram:~")
    nothing_private(said)


def test_what_libraries_log_keeps_its_template_and_loses_its_values(said: StringIO) -> None:
    logging.getLogger("aiogram").error("Failed to send %s to %s", "老伴摔倒", "13812345678")
    logging.getLogger("asyncio").error("Task was lost\nfuture: <Task exception=ValueError('王桂芳')>")
    logging.getLogger("py.warnings").warning("%s", "x.py:3: DeprecationWarning: '王桂芳' is old")
    first, second, third = lines(said)
    assert (first["event"], first["logger"]) == ("Failed to send %s to %s", "aiogram")
    assert second["event"] == "Task was lost"
    assert third["event"] == "x.py:3: DeprecationWarning: … is old"
    nothing_private(said)


def test_a_librarys_exception_is_without_words_too(said: StringIO) -> None:
    try:
        Path("三栋二单元").read_bytes()
    except OSError:
        logging.getLogger("some.library").exception("Exception in application\n")
    (line,) = lines(said)
    assert str(line["exception"]).startswith("FileNotFoundError: ")
    nothing_private(said)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Bad Request: chat not found", "Bad Request: chat not found"),
        ('can\'t parse "王桂芳"', "can't parse …"),
        (
            "no updates: https://api.telegram.org/bot" + TOKEN + "/x",
            "no updates: https://api.telegram.org/bot<token>/x",
        ),
        ("call +86 138-1234-5678 now", "call # now"),
        ("postgresql://linli:pass@host/db is away", "postgresql://<user>@host/db is away"),
        ("第三栋 is full", "… is full"),
    ],
)
def test_free_words_lose_what_may_be_somebodys(words: str, left: str) -> None:
    assert without_private(words) == left


def test_an_exception_that_contains_itself_ends() -> None:
    error = ValueError("x")
    error.__context__ = KeyError("y")
    error.__context__.__context__ = error
    assert places(error) == "ValueError:  <- KeyError: "


def test_secrets_are_every_password_that_was_set() -> None:
    settings = Settings(
        database_url="postgresql+psycopg://linli:p%40ss@host/db",
        secret="a",
        telegram_token="b",
        metrics_token="c",
    )
    assert set(secrets_of(settings)) == {"a", "b", "c", "p@ss", "p%40ss"}


def test_on_a_terminal_lines_are_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    target = StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", target)
        before = logging.getLogger().handlers[:]
        configure("info", "console")
        structlog.get_logger().warning("message rejected", error='no "王桂芳"')
        structlog.reset_defaults()
        logging.captureWarnings(capture=False)
        logging.getLogger().handlers[:] = before
    assert "message rejected" in target.getvalue()
    assert "王桂芳" not in target.getvalue()


async def test_a_conversation_with_errors_leaves_nothing_in_the_logs(
    said: StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linli = Linli(Settings(var=tmp_path, secret="s3cret-key"))

    async def send(delivery: Delivery) -> str:
        raise Rejected(f'cannot send "{delivery.message.text}" to {delivery.chat}')

    monkeypatch.setattr(linli.channels["web"], "send", send)
    converse = handlers.receive.converse

    def fragile(turn: Turn) -> None:
        converse(turn)
        if "摔倒" in (turn.incoming.text or ""):
            raise ValueError(f"{turn.incoming.text} of {turn.incoming.name}")

    monkeypatch.setattr(handlers.receive, "converse", fragile)
    await linli.start()
    for number, text in enumerate(("你好", "我是王桂芳，电话13812345678", "老伴摔倒了，三栋二单元", TOKEN)):
        update = Incoming(str(number), Address("web", "987654321"), linli.clock(), text=text, name="Mrs Wang")
        await linli.intake.receive(update)
    await until(lambda: not linli.sender._stock.lanes)
    await linli.stop()
    events = {line["event"] for line in lines(said)}
    assert {"started", "turn_failed", "message rejected"} <= events
    nothing_private(said)
    await linli.database.close()


async def test_what_failed_is_kept_for_those_who_mend_it_and_forgotten_with_the_rest(tmp_path: Path) -> None:
    linli = Linli(Settings(var=tmp_path, secret="x"))
    await linli.start()
    update = Incoming("1", Address("web", "1"), linli.clock(), text="老伴摔倒")
    await linli.database.write(lambda unit: unit.inbox.add(update, error="ValueError: 老伴摔倒"))
    await linli.database.write(lambda unit: unit.inbox.forget("web:1"))
    kept = await linli.database.read(lambda unit: unit.inbox.poisoned())
    assert [error for _, _, error in kept] == [""]
    await linli.stop()
