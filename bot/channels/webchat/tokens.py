"""What the server signs for a browser: whose chat this is, and which files it may see."""

from __future__ import annotations

import secrets

import msgspec
from itsdangerous import BadData, BadSignature, Signer, URLSafeSerializer
from starlette.requests import HTTPConnection
from starlette.responses import Response

COOKIE = "linli_chat"
_YEAR = 365 * 24 * 3600


class Ticket(msgspec.Struct, frozen=True):
    """A file in the media store: its key, type and name."""

    key: str
    mime: str
    name: str = ""


class Tokens:
    """Makes and reads the signed tokens. A chat's id alone opens nothing; it takes our signature."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._chats = Signer(secret, salt="linli.webchat.chat")

    def chat_of(self, connection: HTTPConnection) -> str | None:
        """The chat this browser has, or None when it has none (or none of ours)."""
        try:
            return self._chats.unsign(connection.cookies.get(COOKIE, "")).decode()
        except BadSignature:
            return None

    def remember(self, response: Response, chat: str, *, secure: bool) -> None:
        """Have the browser keep the chat for a year from now."""
        token = self._chats.sign(chat).decode()
        response.set_cookie(
            COOKIE, token, max_age=_YEAR, path="/chat", httponly=True, samesite="lax", secure=secure
        )

    def issue(self, chat: str, ticket: Ticket) -> str:
        """A token by which only this chat gets the file."""
        return str(self._files(chat).dumps([ticket.key, ticket.mime, ticket.name]))

    def redeem(self, chat: str, token: str) -> Ticket | None:
        """The file behind a token, or None when it was not made for this chat."""
        try:
            return Ticket(*self._files(chat).loads(token))
        except BadData:
            return None

    def _files(self, chat: str) -> URLSafeSerializer:
        return URLSafeSerializer(self._secret, salt=f"linli.webchat.file.{chat}")


def new_chat() -> str:
    """An id for a new chat; it can't be guessed."""
    return secrets.token_urlsafe(16)
