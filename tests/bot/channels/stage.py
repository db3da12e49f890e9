"""A stage for the channel contract: a channel that runs, and one resident who uses its messenger."""

from __future__ import annotations

import abc
import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import uvicorn
from starlette.applications import Starlette

from bot.channel import Channel, Delivery, Overloaded
from bot.channels.parts import Parts
from model.message import Incoming, Outgoing

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 64


@dataclass
class Shown:
    """One message as the resident sees it now."""

    text: str = ""
    buttons: list[str] = field(default_factory=list)
    picture: bytes | None = None
    document: tuple[str, bytes] | None = None
    asks: list[str] = field(default_factory=list)


class Stage(abc.ABC):
    """What every messenger's resident can do. Doing waits only until the messenger has it."""

    channel: Channel
    chat: str

    def __init__(self) -> None:
        self.heard: list[Incoming] = []
        self.taken: list[Incoming] = []
        """Those heard that were not refused."""
        self.refusals = 0
        """How many of the next updates are refused for want of room, after they were heard."""
        self.files: dict[str, bytes] = {}
        self._ids = iter(range(2**60, 2**61))
        self._server: uvicorn.Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self.port = 0

    # the house ---------------------------------------------------------------------------------------

    async def receive(self, update: Incoming) -> None:
        self.heard.append(update)
        await asyncio.sleep(0)
        if self.refusals:
            self.refusals -= 1
            raise Overloaded
        self.taken.append(update)

    async def send(self, message: Outgoing) -> str:
        files = {file.key: self.files[file.key] for file in (message.picture, message.document) if file}
        return await self.channel.send(Delivery(next(self._ids), self.chat, message, files))

    def parts(self, **options: str) -> Parts:
        async def load(key: str) -> bytes:
            return self.files[key]

        async def store(content: bytes, mime: str) -> str:
            key = f"key{len(self.files)}"
            self.files[key] = content
            return key

        async def history(chat: str, after: int) -> list[Incoming]:
            return []

        async def language(chat: str) -> str:
            return "zh_CN"

        def now() -> datetime:
            return datetime.now(UTC)

        url = f"http://127.0.0.1:{self.port}"
        return Parts(now, "secret", store, load, history, language, url, options)

    async def serve(self) -> None:
        """Serve the channel's routes on a free port."""
        app = Starlette(routes=self.channel.routes())
        config = uvicorn.Config(
            app, port=self.port, log_level="warning", timeout_graceful_shutdown=1, lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve())
        await until(lambda: self._server is not None and self._server.started)

    async def stop_serving(self) -> None:
        if self._server is not None and self._serving is not None:
            self._server.should_exit = True
            await self._serving

    async def open(self) -> None:
        await self.channel.open()
        await self.channel.start(self.receive)

    async def close(self) -> None:
        await self.channel.stop()
        await self.channel.close()
        await self.stop_serving()

    async def until_heard(self, count: int) -> list[Incoming]:
        await until(lambda: len(self.heard) >= count)
        return self.heard

    # the resident ------------------------------------------------------------------------------------

    @abc.abstractmethod
    async def say(self, text: str) -> None: ...

    @abc.abstractmethod
    async def start(self, payload: str) -> None: ...

    @abc.abstractmethod
    async def tap(self, label: str) -> None:
        """Tap a button; returns when the messenger shows that the tap was taken."""

    @abc.abstractmethod
    async def send_photo(self, content: bytes) -> None: ...

    @abc.abstractmethod
    async def send_location(self, latitude: float, longitude: float) -> None: ...

    @abc.abstractmethod
    async def share_phone(self, label: str) -> None: ...

    @abc.abstractmethod
    async def shown(self) -> list[Shown]:
        """Our messages, in order, as they stand now."""


PATIENCE = 60.0
"""Seconds for what takes none on a quiet machine: a wait ends when what is waited for is so."""


async def until(true: Callable[[], object], within: float = PATIENCE) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 - any condition of any stage, asked often
            await asyncio.sleep(0.005)
