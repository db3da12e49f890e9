"""Receiving by webhook: Telegram repeats an update until it gets a 2xx, and orders them within a chat."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable

import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channel import Overloaded
from bot.channels.telegram.updates import Update

log = structlog.get_logger(__name__)

PATH = "/telegram/webhook"
_HEADER = "x-telegram-bot-api-secret-token"
_LARGEST = 1024 * 1024
_RETRY = {"retry-after": "2"}

Answer = Callable[[Update], Awaitable[str | None]]
"""Returns when the update is durable: the id of the tap to be answered, or None. Raises Overloaded."""

_decode = msgspec.json.Decoder(Update).decode


class Webhook:
    """The route's endpoint. Whoever does not know the secret is told nothing."""

    def __init__(self, secret: str, take: Answer) -> None:
        self._secret = secret.encode()
        self._take = take

    async def endpoint(self, request: Request) -> Response:
        """200 once the update is durable; a tap is answered in the same breath, which saves a call."""
        if not hmac.compare_digest(request.headers.get(_HEADER, "").encode(), self._secret):
            return Response(status_code=404)
        body = await request.body()
        if len(body) > _LARGEST:
            return Response(status_code=413)
        try:
            tap_id = await self._take(_decode(body))
        except msgspec.MsgspecError:
            # Repeating it would not make it readable, and would hold up everything behind it.
            log.exception("an update of unknown shape", bytes=len(body))
            return Response(status_code=200)
        except Overloaded:
            return Response(status_code=503, headers=_RETRY)
        if tap_id is None:
            return Response(status_code=200)
        return JSONResponse({"method": "answerCallbackQuery", "callback_query_id": tap_id})
