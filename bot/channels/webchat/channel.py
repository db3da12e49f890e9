"""The web chat as a channel: its routes, and how a message gets to the open pages."""

from __future__ import annotations

from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.channel import Delivery, Fetched, Receive, Rejected
from bot.channels.parts import Parts
from bot.channels.webchat.assets import Assets
from bot.channels.webchat.conversation import Conversation
from bot.channels.webchat.files import Files
from bot.channels.webchat.front import Front, same_origin
from bot.channels.webchat.pages import TRY_AGAIN, Page, Pages
from bot.channels.webchat.sniffing import picture_type
from bot.channels.webchat.tokens import Tokens
from bot.channels.webchat.translation import CHANNEL, Showing
from bot.channels.webchat.wire import Pushed

UNKNOWN = 4401
"""WebSocket status of our own: this browser has no chat; the page reloads itself to get one."""


class WebChat:
    """Residents talk to us on our own page. Nobody is unreachable: what is sent waits in the history."""

    name = CHANNEL
    per_second = 1000.0
    per_chat_second = 50.0

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._tokens = Tokens(parts.secret)
        self._pages = Pages()
        self._files = Files(self._tokens, parts)
        assets = Assets()
        self._front = Front(assets, self._tokens, parts.public_url)
        self._assets = assets
        self._receive: Receive | None = None

    def routes(self) -> list[BaseRoute]:
        """Everything under ``/chat``."""
        return [
            Route("/chat", self._front.page, methods=["GET"]),
            WebSocketRoute("/chat/socket", self._socket),
            Route("/chat/file", self._files.upload, methods=["POST"]),
            Route("/chat/file/{token}", self._files.download, methods=["GET"]),
            Mount("/chat/static", routes=self._assets.routes()),
        ]

    async def start(self, receive: Receive) -> None:
        """Open the door for pages."""
        self._receive = receive

    async def stop(self) -> None:
        """Have the pages come back when we are."""
        self._receive = None
        self._pages.close()

    async def send(self, delivery: Delivery) -> str:
        """Push to the open pages, if any; the others find it in the history."""
        showing = Showing(delivery.chat, self._tokens)
        shown = showing.owed(delivery.id, self._parts.now(), delivery.message)
        self._pages.push(delivery.chat, Pushed(shown))
        return shown.ref

    async def tapped(self, tap_id: str) -> None:
        """The acknowledgement of the update has said so already."""

    async def fetch(self, ref: str) -> Fetched:
        """A picture from our own store."""
        try:
            content = await self._parts.load(ref)
        except LookupError as missing:
            raise Rejected(f"no file {ref} in the store") from missing
        return Fetched(content, picture_type(content) or "application/octet-stream")

    async def _socket(self, socket: WebSocket) -> None:
        await socket.accept()
        chat = self._tokens.chat_of(socket)
        if self._receive is None:
            await socket.close(TRY_AGAIN)
        elif chat is None or not same_origin(socket, self._parts.public_url):
            await socket.close(UNKNOWN)
        else:
            page = Page(chat, socket)
            await Conversation(page, self._pages, self._receive, self._parts, self._tokens).run()
