"""What the web chat's page does, over a real socket: keeps what is not acknowledged and says it again."""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Json = dict[str, Any]
_PATIENCE = 60.0


class Page:
    """One browser with the chat open. Messages are known by their ids, as in the real page."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.messages: dict[str, Json] = {}
        self.pending: dict[str, Json] = {}
        self._ids = (f"00000000-{number}" for number in itertools.count())
        self._cookie = ""
        self._socket: ClientConnection
        self._reader: asyncio.Task[None]
        self._news = asyncio.Event()

    async def open(self) -> None:
        """Load the page (once: the cookie stays) and connect; what is pending is said again."""
        if not self._cookie:
            async with httpx.AsyncClient(trust_env=False) as browser:
                answer = await browser.get(f"{self.url}/chat")
            self._cookie = f"linli_chat={answer.cookies['linli_chat']}"
        address = self.url.replace("http", "ws", 1) + "/chat/socket"
        self._socket = await connect(
            address, origin=self.url, additional_headers={"cookie": self._cookie}, proxy=None
        )
        newest = max((int(one["id"]) for one in self.messages.values() if not one.get("mine")), default=0)
        await self._socket.send(json.dumps({"kind": "hello", "after": str(newest or "")}))
        self._reader = asyncio.create_task(self._read())
        for frame in self.pending.values():
            await self._socket.send(json.dumps(frame))

    async def reload(self) -> None:
        """Load the page anew: all that is shown comes from the server, only what is pending was kept."""
        await self.close()
        self.messages.clear()
        await self.open()

    async def lost(self) -> None:
        """Wait until the connection is broken."""
        await self._reader

    async def close(self) -> None:
        """Close the page."""
        await self._socket.close()
        await self._reader

    async def tell(self, **content: Any) -> str:
        """Say something; it is pending until it is acknowledged."""
        frame = {"kind": "said", "id": next(self._ids), **content}
        self.pending[frame["id"]] = frame
        await self._socket.send(json.dumps(frame))
        return str(frame["id"])

    async def taps(self, label: str) -> str:
        """Tap the newest button that begins so."""
        await self.until(lambda: self._find(label), f"[{label}]")
        ref, data = self._find(label) or ("", "")
        return await self.tell(tap=data, source=ref)

    async def sees(self, text: str) -> Json:
        """Wait for a message of Linli's with this text."""
        await self.until(lambda: self.of(text), text)
        return self.of(text)[-1]

    async def acknowledged(self, said: str) -> None:
        """Wait until something said is durable."""
        await self.until(lambda: said not in self.pending, f"the acknowledgement of {said}")

    async def until(self, true: Any, what: str) -> None:
        """Wait until something is so."""
        try:
            async with asyncio.timeout(_PATIENCE):
                while not true():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            screen = "\n".join(one.get("text", "") for one in self.messages.values())
            raise AssertionError(f"not seen: {what}\non the screen:\n{screen}") from None

    def of(self, text: str, *, mine: bool = False) -> list[Json]:
        """The messages of one side with this text, as they stand now; edited ones in their place."""
        shown = {one["ref"] or one["id"] if not mine else one["id"]: one for one in self._side(mine=mine)}
        return [one for one in shown.values() if text in one.get("text", "")]

    def _side(self, *, mine: bool) -> list[Json]:
        return [one for one in self.messages.values() if bool(one.get("mine")) is mine]

    def _find(self, label: str) -> tuple[str, str] | None:
        for message in reversed(self.of("")):
            for button in (one for row in message.get("keyboard", []) for one in row):
                if button["label"].startswith(label):
                    return message["ref"], button["data"]
        return None

    async def _read(self) -> None:
        try:
            async for raw in self._socket:
                self._take(json.loads(raw))
                self._news.set()
        except ConnectionClosed:
            return

    def _take(self, frame: Json) -> None:
        for message in frame.get("past", []) + ([frame["message"]] if "message" in frame else []):
            self.messages[message["id"]] = message
        if frame["kind"] == "ack":
            self.pending.pop(frame["id"], None)
