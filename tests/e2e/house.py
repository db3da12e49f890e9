"""A whole installation in this process: database, core, sender and web server, with the dialogues' street."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.settings import Settings
from bot.wiring import Linli
from emulator.telegram import TOKEN, Telegram
from storage.unit import Unit
from tests.bot.channels.stage import PATIENCE
from tests.bot.channels.stage_telegram import free_port
from tests.bot.life import Life
from tests.dialogues import street
from tests.migrated import migrated

T = TypeVar("T")


class Clock:
    """The street's Wednesday morning, going on at the pace of the wall clock: no quiet hours, no holiday."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self) -> datetime:
        return street.NOW + timedelta(seconds=time.monotonic() - self._began)


class House:
    """Linli on Telegram, as ``linli run`` builds it. ``close`` and ``open`` again is a restart."""

    def __init__(self, world: Telegram, folder: Path, driver: str, *, webhook: bool) -> None:
        self.world = world
        port = free_port()
        self.settings = Settings(
            var=folder,
            port=port,
            public_url=f"http://127.0.0.1:{port}",
            telegram_token=TOKEN,
            telegram_driver=driver,
            telegram_webhook=webhook,
            telegram_api=world.url,
            flood_limit=0,
        )
        self.clock = Clock()
        self.linli: Linli
        self._life: Life

    async def open(self, *, empty: bool = False) -> None:
        """Start, and wait until the web server answers; an empty house is furnished with the street."""
        if empty:
            migrated(self.settings.var / "linli.db")
        self.linli = Linli(self.settings, self.clock)
        if empty:
            self.linli.database.write_now(street.build)
        self._life = Life(self.linli, self.settings.port)
        self._life.server.config.timeout_graceful_shutdown = 1
        await self._life.started()

    async def close(self) -> None:
        """Stop as on Ctrl-C."""
        await self._life.close()

    async def settle(self) -> None:
        """Wait until nothing is owed and nothing waits to be worked on."""
        async with asyncio.timeout(PATIENCE):
            while await self._busy():  # noqa: ASYNC110 - other tasks write to the database, nobody tells
                await asyncio.sleep(0.02)

    async def _busy(self) -> bool:
        return bool(self.linli.intake.waiting or await self.read(lambda unit: unit.outbox.waiting(1)))

    async def read(self, ask: Callable[[Unit], T]) -> T:
        """Look into the database."""
        return await self.linli.database.read(ask)

    async def write(self, do: Callable[[Unit], T]) -> T:
        """Change something in the database, as a command beside the server would."""
        return await self.linli.database.write(do)
