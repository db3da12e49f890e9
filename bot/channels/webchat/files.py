"""Pictures up, pictures and documents down."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.channels.parts import Parts
from bot.channels.webchat.sniffing import picture_type
from bot.channels.webchat.tokens import Ticket, Tokens

_LARGEST = 10 * 1024 * 1024


class Files:
    """Only the chat that a file belongs to can see it, and nobody can have us show anything but a picture."""

    def __init__(self, tokens: Tokens, parts: Parts) -> None:
        self._tokens = tokens
        self._parts = parts

    async def upload(self, request: Request) -> Response:
        """Take a picture (the bare bytes) and give back its token and where to see it.

        401 without a chat, 413 above 10 MB, 415 when it is not a picture.
        """
        chat = self._tokens.chat_of(request)
        if chat is None:
            return PlainTextResponse("no chat", 401)
        content = await _body(request)
        if content is None:
            return PlainTextResponse("too large", 413)
        mime = picture_type(content)
        if mime is None:
            return PlainTextResponse("not a picture", 415)
        key = await self._parts.store(content, mime)
        token = self._tokens.issue(chat, Ticket(key, mime))
        return JSONResponse({"token": token, "url": f"/chat/file/{token}"}, 201)

    async def download(self, request: Request) -> Response:
        """A file of this chat; pictures to look at, everything else to keep."""
        chat = self._tokens.chat_of(request)
        ticket = chat and self._tokens.redeem(chat, request.path_params["token"])
        if not ticket:
            return PlainTextResponse("not found", 404)
        try:
            content = await self._parts.load(ticket.key)
        except LookupError:
            return PlainTextResponse("not found", 404)
        picture = picture_type(content)
        return Response(content, headers=_headers(ticket, picture), media_type=picture or ticket.mime)


def _headers(ticket: Ticket, picture: str | None) -> dict[str, str]:
    how = "inline" if picture else f"attachment; filename*=utf-8''{quote(ticket.name or 'file')}"
    return {
        "content-disposition": how,
        "cache-control": "private, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
    }


async def _body(request: Request) -> bytes | None:
    gathered = bytearray()
    async for piece in request.stream():
        gathered += piece
        if len(gathered) > _LARGEST:
            return None
    return bytes(gathered)
