"""Receiving by long polling: Telegram forgets an update only once we ask for later ones."""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import msgspec
import structlog

from bot.channel import Overloaded, RetryLater, SendError
from bot.channels.telegram.api import Api, Conflict
from bot.channels.telegram.updates import ALLOWED, Update

log = structlog.get_logger(__name__)

Take = Callable[[Update], Awaitable[None]]
"""Returns when the update is durable or nothing for us; raises Overloaded."""

_BATCH = 100
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0


class Polling:
    """Asks for updates and hands them on; the offset moves only over those that were taken."""

    def __init__(self, api: Api, take: Take, jitter: random.Random, *, wait: float = 30.0) -> None:
        self._api = api
        self._take = take
        self._jitter = jitter
        self._wait = wait
        self._offset = 0
        self._troubles = 0
        self.silent_since: float | None = None
        """Since when (monotonic) no updates could be had; None while they can."""

    async def run(self) -> None:
        """Receive until cancelled."""
        while True:
            try:
                found = await self._ask()
                await self._hand_on(found)
                self._troubles = 0
                self.silent_since = None
            except Overloaded:
                await self._rest("no room for more updates", None)
            except Conflict as conflict:
                self.silent_since = self.silent_since or time.monotonic()
                await self._rest(f"another receiver of this bot: {conflict}", None)
            except SendError as error:
                self.silent_since = self.silent_since or time.monotonic()
                delay = error.delay.total_seconds() if isinstance(error, RetryLater) and error.delay else None
                await self._rest(f"no updates: {error}", delay)

    async def _ask(self) -> list[dict[str, Any]]:
        args = {
            "offset": self._offset,
            "limit": _BATCH,
            "timeout": int(self._wait),
            "allowed_updates": list(ALLOWED),
        }
        found: list[dict[str, Any]] = await self._api.call("getUpdates", args, wait=self._wait)
        return found

    async def _hand_on(self, found: list[dict[str, Any]]) -> None:
        """Chats side by side, each chat's updates one after another."""
        lanes: defaultdict[int, list[Update]] = defaultdict(list)
        for raw in found:
            update = read(raw)
            lanes[_chat(update)].append(update)
        left = [
            update_id
            for lane in await asyncio.gather(*map(self._drain, lanes.values()))
            for update_id in lane
        ]
        if left:
            self._offset = min(left)
            raise Overloaded
        if found:
            self._offset = max(self._offset, found[-1]["update_id"] + 1)

    async def _drain(self, lane: Iterable[Update]) -> list[int]:
        """Hand on a chat's updates; gives back the ids of those not taken."""
        left: list[int] = []
        for update in lane:
            if left:
                left.append(update.update_id)
                continue
            try:
                await self._take(update)
            except Overloaded:
                left.append(update.update_id)
            except Exception:
                log.exception("an update could not be received", update_id=update.update_id)
                left.append(update.update_id)
        return left

    async def _rest(self, reason: str, delay: float | None) -> None:
        if delay is None:
            delay = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**self._troubles)
        self._troubles = min(self._troubles + 1, 10)
        log.warning("telegram polling waits", reason=reason, seconds=round(delay, 1))
        await asyncio.sleep(delay * self._jitter.uniform(0.75, 1.25))


def read(raw: dict[str, Any]) -> Update:
    """An update from its JSON values; one of an unheard-of shape counts as nothing for us."""
    try:
        return msgspec.convert(raw, Update)
    except msgspec.ValidationError:
        log.exception("an update of unknown shape", update_id=raw.get("update_id"))
        return Update(int(raw.get("update_id", 0)))


def _chat(update: Update) -> int:
    for part in (update.message, update.my_chat_member):
        if part is not None:
            return part.chat.id
    query = update.callback_query
    return query.sender.id if query is not None else 0
