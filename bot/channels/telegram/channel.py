"""Telegram as a channel: receives by polling or by webhook, sends through one of the two drivers."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass

import structlog
from starlette.routing import BaseRoute, Route

from bot.channel import Delivery, Fetched, Overloaded, Receive, Rejected, RetryLater, SendError
from bot.channels.parts import Now
from bot.channels.telegram.api import Api, BadToken
from bot.channels.telegram.decoding import CHANNEL, incoming
from bot.channels.telegram.filetypes import mime_of
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.sending import Sending
from bot.channels.telegram.updates import ALLOWED, Update
from bot.channels.telegram.webhook import PATH, Webhook
from bot.sharing.duty import Duty

log = structlog.get_logger(__name__)

_AT_THE_START = 5.0
"""Seconds that Telegram is waited for before the other doors open."""
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
"""Seconds between two tries to tell Telegram how updates shall come."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram reaches us, and the secret by which we know it."""

    url: str
    secret: str
    connections: int = 40


class Telegram:
    """Residents talk to our bot. With a ``Hook`` updates come by webhook, without one by polling."""

    name = CHANNEL
    per_second = 30.0
    per_chat_second = 1.0

    def __init__(
        self,
        api: Api,
        now: Now,
        hook: Hook | None = None,
        *,
        poll_wait: float = 30.0,
        duty: Duty | None = None,
    ) -> None:
        self._api = api
        self._now = now
        self._hook = hook
        self._poll_wait = poll_wait
        self._duty = Duty(mine=True) if duty is None else duty
        self._sending = Sending(api)
        self._receive: Receive | None = None
        self._polling: asyncio.Task[None] | None = None
        self._telling: asyncio.Task[None] | None = None
        self._receiver: Polling | None = None

    @property
    def polls(self) -> bool:
        """Whether updates of all chats come in one line, so that one that waits holds up the others."""
        return self._hook is None

    @property
    def silent_since(self) -> float | None:
        """Since when (monotonic) no updates could be had by polling; None while they can."""
        return self._receiver.silent_since if self._receiver is not None else None

    def routes(self) -> list[BaseRoute]:
        """The webhook's path, when updates come that way."""
        if self._hook is None:
            return []
        return [Route(PATH, Webhook(self._hook.secret, self._take), methods=["POST"])]

    async def open(self) -> None:
        """Open the library's connections."""
        await self._api.open()

    async def start(self, receive: Receive) -> None:
        """Tell Telegram how updates shall come, and receive them. Raises a SendError when it says no.

        When it does not answer, it is told later: the desk and the web chat need not wait for it.
        """
        self._receive = receive
        try:
            async with asyncio.timeout(_AT_THE_START):
                await self._tell()
        except BadToken:
            raise
        except (RetryLater, TimeoutError) as error:
            log.warning("telegram away at the start", error=str(error) or "no answer")
            self._telling = asyncio.create_task(self._tell_later())
        if self._hook is None:
            self._polling = asyncio.create_task(self._poll())

    async def stop(self) -> None:
        """Stop receiving; what was not confirmed to Telegram comes again."""
        self._receive = None
        tasks = [task for task in (self._telling, self._polling) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Close the library's connections; a call under way is broken off."""
        await self._api.close()

    async def send(self, delivery: Delivery) -> str:
        """Send or edit; gives back Telegram's id of the message."""
        return await self._sending.send(delivery)

    async def fetch(self, ref: str) -> Fetched:
        """A file a person sent, up to Telegram's 20 MB."""
        found = await self._api.call("getFile", {"file_id": ref})
        path = found.get("file_path")
        if not path:
            raise Rejected(f"no path for file {ref}")
        content = await self._api.download(path)
        return Fetched(content, mime_of(path, content))

    async def _tell(self) -> None:
        if self._hook is not None:
            await self._set_hook(self._hook)
        elif self._duty.mine:
            await self._api.call("deleteWebhook", {})

    async def _tell_later(self) -> None:
        pause = _FIRST_PAUSE
        while True:
            await asyncio.sleep(pause)
            try:
                await self._tell()
            except SendError as error:
                pause = min(2 * pause, _LONGEST_PAUSE)
                log.warning("telegram still away", error=str(error), seconds=pause)
            else:
                return

    async def _poll(self) -> None:
        """Poll while it is ours to: Telegram gives a bot's updates to one receiver at a time."""
        while True:
            await self._duty.gained()
            receiver = Polling(self._api, self._take_and_answer, random.Random(), wait=self._poll_wait)
            self._receiver = receiver
            polling = asyncio.create_task(receiver.run())
            try:
                await self._duty.lost()
            finally:
                polling.cancel()
                await asyncio.gather(polling, return_exceptions=True)

    async def _set_hook(self, hook: Hook) -> None:
        """Every process does so; it is the same each time. Those that start together may be asked to wait."""
        args = {
            "url": hook.url + PATH,
            "secret_token": hook.secret,
            "allowed_updates": list(ALLOWED),
            "max_connections": hook.connections,
        }
        for tries_left in (3, 2, 1, 0):
            try:
                await self._api.call("setWebhook", args)
            except RetryLater as error:
                if error.delay is None or error.everyone or not tries_left:
                    raise
                await asyncio.sleep(error.delay.total_seconds())
            else:
                return

    async def _take(self, update: Update) -> str | None:
        """Have an update made durable; gives back the tap that is to be answered."""
        said = incoming(update, self._now())
        if self._receive is None:  # we stop: it is for the next process
            raise Overloaded
        if said is not None:
            await self._receive(said)
        return update.callback_query.id if update.callback_query is not None else None

    async def _take_and_answer(self, update: Update) -> None:
        tap_id = await self._take(update)
        if tap_id is not None:
            try:
                await self._api.call("answerCallbackQuery", {"callback_query_id": tap_id})
            except SendError as error:
                log.info("tap not answered", error=str(error))
