"""The web chat as a channel: its routes, and how a message gets to the open pages."""

from __future__ import annotations

from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.channel import Delivery, Fetched, Receive, Rejected, RetryLater
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
from model.message import Address
from storage.outbox import Owed

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
        self._front = Front(assets, self._tokens, parts)
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

    async def open(self) -> None:
        """Nothing has to be opened."""

    async def start(self, receive: Receive) -> None:
        """Open the door for pages."""
        self._receive = receive

    async def stop(self) -> None:
        """Have the pages come back when we are."""
        self._receive = None
        self._pages.close()

    async def close(self) -> None:
        """Nothing is open any more."""

    async def send(self, delivery: Delivery) -> str:
        """Push to the open pages, here and at other processes; the others find it in the history."""
        showing = Showing(delivery.chat, self._tokens)
        shown = showing.owed(delivery.id, self._parts.now(), delivery.message)
        self._pages.push(delivery.chat, Pushed(shown))
        if self._parts.tell is not None:
            try:
                await self._parts.tell(delivery.chat, delivery.id)
            except Exception as error:
                raise RetryLater("other processes could not be told") from error
        return shown.ref

    def has_pages(self, chat: str) -> bool:
        """Whether a page of this chat is open here."""
        return self._pages.any_of(chat)

    def push(self, owed: Owed) -> None:
        """Show a message that another process has sent."""
        chat = Address.parse(owed.chat).chat
        shown = Showing(chat, self._tokens).owed(owed.id, self._parts.now(), owed.message)
        self._pages.push(chat, Pushed(shown))

    def come_again(self) -> None:
        """Have all pages connect again and fetch what they may have missed."""
        self._pages.close(TRY_AGAIN)

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
