"""The pages that are open right now, and what waits to be pushed to each."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from starlette.websockets import WebSocket

from bot.channels.webchat.wire import Speaks, ToPage, encode

_ROOM = 500
"""Frames that may wait for one page; a page slower than that is disconnected and fetches them again."""
_TABS = 8
"""Pages one chat may have open; the oldest gives way."""

TRY_AGAIN = 1013
"""WebSocket status: come back later."""
RESTARTING = 1012
"""WebSocket status: the server restarts."""


class Page:
    """One open page of a chat."""

    def __init__(self, chat: str, socket: WebSocket) -> None:
        self.chat = chat
        self.socket = socket
        self.language = ""
        self._frames: asyncio.Queue[str | int] = asyncio.Queue(_ROOM + 1)

    def push(self, frame: ToPage) -> None:
        """Have a frame sent after those that wait already."""
        if self._frames.qsize() < _ROOM:
            self._frames.put_nowait(encode(frame))
        else:
            self.close(TRY_AGAIN)

    def close(self, status: int) -> None:
        """Have the connection closed after what waits already."""
        if not self._frames.full():
            self._frames.put_nowait(status)

    async def write(self) -> None:
        """Send what waits, until the connection is to be closed."""
        while True:
            frame = await self._frames.get()
            if isinstance(frame, int):
                await self.socket.close(frame)
                return
            await self.socket.send_text(frame)


class Pages:
    """All of them, by chat."""

    def __init__(self) -> None:
        self._open: defaultdict[str, list[Page]] = defaultdict(list)

    def enter(self, page: Page) -> None:
        """A page has connected."""
        pages = self._open[page.chat]
        pages.append(page)
        if len(pages) > _TABS:
            pages[0].close(TRY_AGAIN)

    def leave(self, page: Page) -> None:
        """It has gone."""
        pages = self._open[page.chat]
        pages.remove(page)
        if not pages:
            del self._open[page.chat]

    def push(self, chat: str, frame: ToPage, *, but: Page | None = None) -> None:
        """Send to every page of a chat, or to all but one."""
        for page in self._open.get(chat, ()):
            if page is not but:
                page.push(frame)

    def speak(self, chat: str, language: str) -> None:
        """Have every page of a chat speak a language."""
        for page in self._open.get(chat, ()):
            page.language = language
        self.push(chat, Speaks(language))

    def any_of(self, chat: str) -> bool:
        """Whether a page of this chat is open."""
        return chat in self._open

    def close(self, status: int = RESTARTING) -> None:
        """Tell every page to come again, because the server restarts or for another reason."""
        for pages in self._open.values():
            for page in pages:
                page.close(status)
