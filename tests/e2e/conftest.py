"""The house on Telegram, over both drivers and both ways of receiving."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.e2e.phone", "tests.e2e.way")

from bot.channels.telegram.channel import Telegram as Channel  # noqa: E402 - after the rewrite is registered
from emulator.telegram import Telegram  # noqa: E402 - likewise
from tests.e2e.house import House  # noqa: E402 - likewise

WAYS = ("aiogram-polling", "aiogram-webhook", "ptb-polling", "ptb-webhook")


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Telegram]:
    """Telegram, emulated. The pace of one message a second in a chat has tests of its own."""
    monkeypatch.setattr(Channel, "per_chat_second", 100.0)
    world = await Telegram().start()
    yield world
    await world.stop()


@pytest.fixture(params=WAYS)
async def house(request: pytest.FixtureRequest, world: Telegram, tmp_path: Path) -> AsyncIterator[House]:
    """Linli, running."""
    driver, _, way = request.param.partition("-")
    house = House(world, tmp_path, driver, webhook=way == "webhook")
    await house.open(empty=True)
    yield house
    await house.close()
