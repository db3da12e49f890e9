"""Pictures, recordings and documents up and down."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.channels.parts import Parts
from bot.channels.webchat.sniffing import file_type, picture_type
from bot.channels.webchat.tokens import Ticket, Tokens

_LARGEST = 10 * 1024 * 1024
_PLAYED = ("audio/", "video/")
_LONGEST_NAME = 120
_RANGE = re.compile(r"bytes=(\d{1,10})-(\d{0,10})")


class Files:
    """Only the chat that a file belongs to can see it, and nobody can have us show a page of theirs."""

    def __init__(self, tokens: Tokens, parts: Parts) -> None:
        self._tokens = tokens
        self._parts = parts

    async def upload(self, request: Request) -> Response:
        """Take a file (the bare bytes) and give back its token, its type and where to see it.

        401 without a chat, 413 above 10 MB, 415 when it is no picture, recording or document.
        """
        chat = self._tokens.chat_of(request)
        if chat is None:
            return PlainTextResponse("no chat", 401)
        content = await _body(request)
        if content is None:
            return PlainTextResponse("too large", 413)
        mime = file_type(content, request.headers.get("content-type", "").partition(";")[0])
        if mime is None:
            return PlainTextResponse("not a kind we keep", 415)
        key = await self._parts.store(content, mime)
        name = "" if mime.startswith("image/") else unquote(request.headers.get("x-file-name", ""))
        token = self._tokens.issue(chat, Ticket(key, mime, name[-_LONGEST_NAME:]))
        return JSONResponse({"token": token, "url": f"/chat/file/{token}", "mime": mime}, 201)

    async def download(self, request: Request) -> Response:
        """A file of this chat; pictures to look at, recordings to hear, everything else to keep."""
        chat = self._tokens.chat_of(request)
        ticket = chat and self._tokens.redeem(chat, request.path_params["token"])
        if not ticket:
            return PlainTextResponse("not found", 404)
        try:
            content = await self._parts.load(ticket.key)
        except LookupError:
            return PlainTextResponse("not found", 404)
        shown = picture_type(content) or (ticket.mime if ticket.mime.startswith(_PLAYED) else None)
        headers = _headers(ticket, shown)
        asked = _RANGE.fullmatch(request.headers.get("range", ""))
        if asked and (part := content[int(asked[1]) : int(asked[2] or len(content)) + 1]):
            # Safari plays nothing that it cannot have in pieces (RFC 9110, section 14).
            start = int(asked[1])
            headers["content-range"] = f"bytes {start}-{start + len(part) - 1}/{len(content)}"
            return Response(part, 206, headers=headers, media_type=shown or ticket.mime)
        return Response(content, headers=headers, media_type=shown or ticket.mime)


def _headers(ticket: Ticket, shown: str | None) -> dict[str, str]:
    how = "inline" if shown else f"attachment; filename*=utf-8''{quote(ticket.name or 'file')}"
    return {
        "content-disposition": how,
        "accept-ranges": "bytes",
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
