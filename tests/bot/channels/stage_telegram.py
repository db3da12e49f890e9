"""The stage for both Telegram drivers, by polling and by webhook, against the emulator."""

from __future__ import annotations

import socket
from collections.abc import Callable

from bot.channel import Channel
from bot.channels import build
from emulator.faults import Limits
from emulator.resident import buttons
from emulator.state import TOKEN, Json
from emulator.telegram import Telegram
from tests.bot.channels.stage import Shown, Stage, until


class TelegramStage(Stage):
    """One bot, one resident."""

    def __init__(self, driver: str, *, webhook: bool = False, limits: Limits | None = None) -> None:
        super().__init__()
        self.driver = driver
        self.webhook = webhook
        self.limits = limits
        self.chat = "42"
        self.before_start: Callable[[Telegram], None] = lambda _: None

    async def open(self) -> None:
        self.world = await Telegram(self.limits).start()
        self.before_start(self.world)
        self.resident = self.world.resident(42)
        self.port = free_port() if self.webhook else 0
        self.channel = self.another()
        if self.webhook:
            await self.serve()
        await super().open()
        if not self.webhook:
            await until(lambda: self.world.bot.polls)

    def another(self) -> Channel:
        """One more channel of the same bot."""
        options = {"token": TOKEN, "driver": self.driver, "api": self.world.url, "poll_wait": "5"}
        return build("telegram", self.parts(**options, webhook="true" if self.webhook else ""))

    async def close(self) -> None:
        await super().close()
        await self.world.stop()

    async def say(self, text: str) -> None:
        self.resident.say(text)

    async def start(self, payload: str) -> None:
        self.resident.start(payload)

    async def tap(self, label: str) -> None:
        tap_id = self.resident.tap(label)
        await self.resident.until(lambda: self.world.taps[tap_id])

    async def send_photo(self, content: bytes) -> None:
        self.resident.send_file("photo", content, "photo.jpg", "image/jpeg")

    async def send_location(self, latitude: float, longitude: float) -> None:
        self.resident.send_location(latitude, longitude)

    async def share_phone(self, label: str) -> None:
        self.resident.press(label)

    async def shown(self) -> list[Shown]:
        shown = [self._shown(message) for message in self.resident.seen()]
        if shown and self.resident.chat.keyboard:
            rows = self.resident.chat.keyboard["keyboard"]
            shown[-1].asks = [button["text"] for row in rows for button in row]
        return shown

    def _shown(self, message: Json) -> Shown:
        files = self.world.files.by_id
        photo, document = message.get("photo"), message.get("document")
        return Shown(
            message.get("text") or message.get("caption") or "",
            [button["text"] for button in buttons(message)],
            files[photo[-1]["file_id"]].content if photo else None,
            (document["file_name"], files[document["file_id"]].content) if document else None,
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
