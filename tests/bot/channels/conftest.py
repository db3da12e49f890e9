"""Stages for the tests of channels."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

pytest.register_assert_rewrite("tests.bot.channels.contract")

from tests.bot.channels.stage import Stage  # noqa: E402 - after the rewrite is registered
from tests.bot.channels.stage_telegram import TelegramStage  # noqa: E402 - likewise
from tests.bot.channels.stage_web import WebStage  # noqa: E402 - likewise

STAGES = {
    "web": WebStage,
    "ptb-polling": lambda: TelegramStage("ptb"),
    "ptb-webhook": lambda: TelegramStage("ptb", webhook=True),
    "aiogram-polling": lambda: TelegramStage("aiogram"),
    "aiogram-webhook": lambda: TelegramStage("aiogram", webhook=True),
}


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Every messenger in turn."""
    built = STAGES[request.param]()
    await built.open()
    yield built
    await built.close()


@pytest.fixture(params=["ptb-polling", "ptb-webhook", "aiogram-polling", "aiogram-webhook"])
async def telegram(request: pytest.FixtureRequest) -> AsyncIterator[TelegramStage]:
    """Telegram, by both drivers and both ways."""
    driver, _, way = request.param.partition("-")
    built = TelegramStage(driver, webhook=way == "webhook")
    await built.open()
    yield built
    await built.close()


@pytest.fixture
async def web() -> AsyncIterator[WebStage]:
    """The web chat."""
    built = WebStage()
    await built.open()
    yield built
    await built.close()
