"""One page's conversation with the server, from its hello to the end of the connection."""

from __future__ import annotations

import asyncio

import msgspec
import structlog
from starlette.websockets import WebSocketDisconnect

from bot.channel import Overloaded, Receive
from bot.channels.parts import Parts
from bot.channels.webchat.pages import Page, Pages
from bot.channels.webchat.tokens import Tokens
from bot.channels.webchat.translation import CHANNEL, Refused, Showing, incoming
from bot.channels.webchat.wire import Ack, Hello, Nack, Pushed, Said, Welcome, decode
from model.message import Incoming
from web.language import chosen

log = structlog.get_logger(__name__)

_SHORT = 40
"""Characters of the longest words that may ask for another language."""
_LARGEST = 256 * 1024
"""Bytes of the largest frame a page may send."""
_AHEAD = 40
"""Frames that are read before the first of them is worked on, at most."""
_UNREADABLE = 1007
_SOON = 2.0
"""Seconds after which a page may try again what we had no room for."""
_LATER = 10.0
"""Seconds after which a page may try again what we failed at."""


class Conversation:
    """Works on a page's frames one after another, so that a chat's words keep their order."""

    def __init__(self, page: Page, pages: Pages, receive: Receive, parts: Parts, tokens: Tokens) -> None:
        self._page = page
        self._pages = pages
        self._receive = receive
        self._parts = parts
        self._tokens = tokens
        self._showing = Showing(page.chat, tokens)
        self._speaks = chosen(page.socket)
        self._read: asyncio.Queue[str | None] = asyncio.Queue(_AHEAD)

    async def run(self) -> None:
        """Read and write until either side closes."""
        self._pages.enter(self._page)
        tasks = [asyncio.create_task(one) for one in (self._listen(), self._page.write(), self._read_ahead())]
        try:
            await asyncio.wait(tasks[:2], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._pages.leave(self._page)
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception) and not isinstance(error, WebSocketDisconnect | RuntimeError):
                raise error

    async def _read_ahead(self) -> None:
        """A page's answers to pings come behind its words; it must not count as gone because of them."""
        try:
            while True:
                await self._read.put(await self._page.socket.receive_text())
        except Exception:
            await self._read.put(None)
            raise

    async def _listen(self) -> None:
        while (raw := await self._read.get()) is not None:
            try:
                frame = decode(raw) if len(raw) <= _LARGEST else None
            except (msgspec.DecodeError, msgspec.ValidationError):
                frame = None
            if isinstance(frame, Hello):
                await self._welcome(frame)
            elif isinstance(frame, Said):
                await self._said(frame)
            else:
                self._page.close(_UNREADABLE)

    async def _welcome(self, hello: Hello) -> None:
        key = f"{CHANNEL}:{self._page.chat}"
        self._page.language = await self._parts.language(key)
        past = await self._parts.history(key, int(hello.after or 0))
        shown = [self._showing.one(item) for item in past]
        self._page.push(Welcome(self._page.language, shown))

    async def _said(self, said: Said) -> None:
        try:
            update = incoming(said, self._page.chat, self._parts.now(), self._tokens, self._speaks)
            await self._receive(update)
        except Refused:
            self._page.push(Nack(said.id, None))
        except Overloaded:
            self._page.push(Nack(said.id, _SOON))
        except Exception:
            log.exception("a page's update could not be received", chat=self._page.chat)
            self._page.push(Nack(said.id, _LATER))
        else:
            await self._received(said, update)

    async def _received(self, said: Said, update: Incoming) -> None:
        self._page.push(Ack(said.id))
        self._pages.push(self._page.chat, Pushed(self._showing.mine(update)), but=self._page)
        if said.tap is not None or 0 < len(said.text) <= _SHORT:
            await self._follow_language()

    async def _follow_language(self) -> None:
        language = await self._parts.language(f"{CHANNEL}:{self._page.chat}")
        if language != self._page.language:
            self._pages.speak(self._page.chat, language)
