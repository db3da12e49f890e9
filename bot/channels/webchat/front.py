"""The page itself, and who may open the socket behind it."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from jinja2 import Environment
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, Response

from bot.channels.parts import Parts
from bot.channels.webchat.assets import Assets
from bot.channels.webchat.tokens import Tokens, new_chat
from bot.channels.webchat.translation import CHANNEL
from bot.channels.webchat.words import WORDS
from web.language import chosen

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; "
    "connect-src 'self' ws: wss:; "  # older Safari does not count a socket as 'self'
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "permissions-policy": "geolocation=(self), camera=(self), microphone=(self)",
}


class Front:
    """Serves ``/chat`` (``?c=`` names the community of a poster) and gives a new browser its chat."""

    def __init__(self, assets: Assets, tokens: Tokens, parts: Parts) -> None:
        self._tokens = tokens
        self._secure = parts.public_url.startswith("https:")
        self._language = parts.language
        self._version = assets.version
        self._template = Environment(autoescape=True).from_string(assets.template)

    async def page(self, request: Request) -> Response:
        """The page in the chat's language; before it has one in that of our other pages, or the browser's."""
        chat = self._tokens.chat_of(request)
        known = await self._language(f"{CHANNEL}:{chat}") if chat else ""
        language = known or chosen(request)
        words = json.dumps(WORDS, ensure_ascii=False).replace("<", "\\u003c")
        html = self._template.render(
            version=self._version, language=language, say=WORDS[language], words=words
        )
        response = HTMLResponse(html, headers=_HEADERS)
        self._tokens.remember(response, chat or new_chat(), secure=self._secure)
        return response


def same_origin(connection: HTTPConnection, public_url: str) -> bool:
    """Whether a page of ours opens this socket; browsers always say from where they come."""
    origin = urlsplit(connection.headers.get("origin", "")).netloc
    return origin in {connection.headers.get("host", ""), urlsplit(public_url).netloc} and origin != ""
