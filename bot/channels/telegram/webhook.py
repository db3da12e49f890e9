"""Receiving by webhook: Telegram repeats an update until it gets a 2xx, and orders them within a chat."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterable

import msgspec
import structlog
from starlette.types import Message, Receive, Scope, Send

from bot.channel import Overloaded
from bot.channels.telegram.updates import Update

log = structlog.get_logger(__name__)

PATH = "/telegram/webhook"
_HEADER = b"x-telegram-bot-api-secret-token"
_LARGEST = 1024 * 1024
_JSON = (b"content-type", b"application/json")
_RETRY = (b"retry-after", b"2")

Answer = Callable[[Update], Awaitable[str | None]]
"""Returns when the update is durable: the id of the tap to be answered, or None. Raises Overloaded."""
Header = tuple[bytes, bytes]

_decode = msgspec.json.Decoder(Update).decode


class Webhook:
    """The route's endpoint, an ASGI application of its own, since all of a city's updates come in here.

    Whoever does not know the secret is told nothing.
    """

    def __init__(self, secret: str, take: Answer) -> None:
        self._secret = secret.encode()
        self._take = take

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """200 once the update is durable; a tap is answered in the same breath, which saves a call."""
        if not hmac.compare_digest(_header(scope["headers"]), self._secret):
            await _answer(send, 404)
            return
        body = await _read(receive)
        if body is None:
            return
        if len(body) > _LARGEST:
            await _answer(send, 413)
            return
        try:
            tap_id = await self._take(_decode(body))
        except msgspec.MsgspecError:
            # Repeating it would not make it readable, and would hold up everything behind it.
            log.exception("an update of unknown shape", bytes=len(body))
            await _answer(send, 200)
        except Overloaded:
            await _answer(send, 503, _RETRY)
        else:
            await _answer(send, 200) if tap_id is None else await _answer_tap(send, tap_id)


def _header(headers: Iterable[Header]) -> bytes:
    return next((value for name, value in headers if name == _HEADER), b"")


async def _read(receive: Receive) -> bytes | None:
    """The body, as far as it is of a size we take; None when it broke off."""
    body = b""
    while True:
        message: Message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += bytes(message.get("body", b""))
        if not message.get("more_body", False) or len(body) > _LARGEST:
            return body


async def _answer_tap(send: Send, tap_id: str) -> None:
    said = msgspec.json.encode({"method": "answerCallbackQuery", "callback_query_id": tap_id})
    await _answer(send, 200, _JSON, body=said)


async def _answer(send: Send, status: int, *headers: Header, body: bytes = b"") -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [length, *headers]})
    await send({"type": "http.response.body", "body": body})
