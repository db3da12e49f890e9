"""The stage for the web chat: what the page does, without the page."""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import Any

import aiohttp

from bot.channels import build
from tests.bot.channels.stage import Shown, Stage, until
from tests.bot.channels.stage_telegram import free_port


class WebStage(Stage):
    """One browser with one page open."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[dict[str, Any]] = []
        self.messages: dict[str, dict[str, Any]] = {}
        self.pending: dict[str, dict[str, Any]] = {}
        self._numbers = itertools.count()

    async def open(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.channel = build("web", self.parts())
        await self.serve()
        await super().open()
        self.http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        await self.get_page()
        await self.connect()

    async def get_page(self) -> str:
        async with self.http.get(f"{self.url}/chat") as answer:
            assert answer.status == 200
            token = self.http.cookie_jar.filter_cookies(answer.url)["linli_chat"].value
            self.chat = token.rpartition(".")[0]
            return await answer.text()

    async def connect(self) -> None:
        self.socket = await self.http.ws_connect(f"{self.url}/chat/socket", headers={"origin": self.url})
        self._reader = asyncio.create_task(self._read())
        await self._greet()
        for frame in self.pending.values():
            await self.socket.send_json(frame)

    async def _greet(self) -> None:
        """Say hello; the answer comes after everything that was pushed before."""
        before = len(self.of("welcome"))
        newest = max((int(one["id"]) for one in self.messages.values()), default=0)
        await self.socket.send_json({"kind": "hello", "after": str(newest or "")})
        await until(lambda: len(self.of("welcome")) > before)

    async def disconnect(self) -> None:
        await self.socket.close()
        await self._reader

    async def close(self) -> None:
        await self.disconnect()
        await self.http.close()
        await super().close()

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.frames if frame["kind"] == kind]

    async def _read(self) -> None:
        async for frame in self.socket:
            await self._take(json.loads(frame.data))

    async def _take(self, frame: dict[str, Any]) -> None:
        self.frames.append(frame)
        for message in frame.get("past", []) + ([frame["message"]] if "message" in frame else []):
            if not message.get("mine"):
                self.messages[message["ref"]] = message
        if frame["kind"] == "ack":
            self.pending.pop(frame["id"], None)
        elif frame["kind"] == "nack" and frame["retry"] is not None:
            if frame["id"] in self.pending:
                await self.socket.send_json(self.pending[frame["id"]])  # sooner than the page, to save time
        elif frame["kind"] == "nack":
            self.pending.pop(frame["id"], None)

    async def tell(self, **content: Any) -> str:
        frame = {"kind": "said", "id": f"00000000-{next(self._numbers)}", **content}
        self.pending[frame["id"]] = frame
        await self.socket.send_json(frame)
        return str(frame["id"])

    async def say(self, text: str) -> None:
        await self.tell(text=text)

    async def start(self, payload: str) -> None:
        await self.tell(start=payload)

    async def tap(self, label: str) -> None:
        await until(lambda: any(label in _labels(one) for one in self.messages.values()))
        message = next(one for one in reversed(self.messages.values()) if label in _labels(one))
        button = next(b for row in message["keyboard"] for b in row if b["label"] == label)
        said = await self.tell(tap=button["data"], source=message["ref"])
        await until(lambda: said not in self.pending)

    async def send_photo(self, content: bytes) -> None:
        async with self.http.post(f"{self.url}/chat/file", data=content) as answer:
            await self.tell(file=(await answer.json())["token"])

    async def send_location(self, latitude: float, longitude: float) -> None:
        await self.tell(location={"latitude": latitude, "longitude": longitude})

    async def share_phone(self, label: str) -> None:
        await self.tell(phone="+8613800000000")

    async def shown(self) -> list[Shown]:
        await self._greet()  # what was pushed is under way
        return [await self._shown(message) for message in self.messages.values()]

    async def _shown(self, message: dict[str, Any]) -> Shown:
        picture, document = message.get("picture"), message.get("document")
        return Shown(
            message.get("text", ""),
            _labels(message),
            await self.load(picture["url"]) if picture else None,
            (document["name"], await self.load(document["url"])) if document else None,
            [message[key] for key in ("ask_location", "ask_phone") if key in message],
        )

    async def load(self, url: str) -> bytes:
        async with self.http.get(self.url + url) as answer:
            assert answer.status == 200
            return await answer.read()


def _labels(message: dict[str, Any]) -> list[str]:
    return [button["label"] for row in message.get("keyboard", []) for button in row]
