"""The ways from our pages to the messengers: files residents sent there, and the demo resident's chat."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from bot import demo
from bot.channel import SendError
from bot.channels.webchat.tokens import Tokens
from bot.channels.webchat.translation import CHANNEL
from bot.wiring import Linli
from handlers.work import blank_chat
from model.message import Address
from storage.unit import Unit
from web.demo import DemoPerson
from web.language import chosen


class Doors:
    """``fetch`` and ``enter_chat`` of the pages' context."""

    def __init__(self, linli: Linli) -> None:
        self._linli = linli
        self._tokens = Tokens(linli.secret)

    async def fetch(self, channel: str, ref: str) -> tuple[bytes, str]:
        """A file from a messenger: bytes and MIME type. LookupError when it can't be had."""
        exit_ = self._linli.channel(channel)
        if exit_ is None:
            raise LookupError(channel)
        try:
            found = await exit_.fetch(ref)
        except SendError as error:
            raise LookupError(ref) from error
        return found.content, found.mime

    async def enter_chat(self, request: Request, response: Response, person: DemoPerson) -> None:
        """Give a browser the demo resident's chat, the same one on every device, in the page's language."""
        chat = f"demo-{person.login}"
        language = chosen(request)
        await self._linli.database.write(lambda unit: self._open(unit, chat, language))
        secure = self._linli.settings.public_url.startswith("https:")
        self._tokens.remember(response, chat, secure=secure)

    def _open(self, unit: Unit, chat: str, language: str) -> None:
        key = str(Address(CHANNEL, chat))
        unit.chats.lock([key])
        known = unit.chats.get(key) or blank_chat(key, language, self._linli.clock())
        unit.chats.save(replace(known, language=language, person_id=demo.resident_id(unit)))
