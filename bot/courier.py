"""One try to send one message, and what follows from it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import timedelta

import structlog

from bot.channel import Channel, Delivery, Rejected, RetryLater, Unreachable
from bot.channels.parts import Load, Now
from bot.settling import Outcome
from model.message import Address, Outgoing
from storage.outbox import Owed

log = structlog.get_logger(__name__)

_PATIENCE = timedelta(days=3)
"""How long a message is tried before it counts as failed."""
_LEAST_TRIES = 20
"""And how often at least: a machine that slept for days has tried nothing in them."""
_ODD_TRIES = 8
"""Tries of a message that fails in a way no channel should fail."""
LONGEST_PAUSE = 600.0
"""Seconds between two tries, at most (give or take half of it)."""


Called = Callable[[str, str, float], None]
"""Told of each try: the messenger's name, what became of it, the seconds it took."""
_SAID = {"sent": "sent", "waiting": "retry", "dropped": "unreachable", "failed": "rejected"}


class Courier:
    """Reads a message's files, hands it to its channel, and judges what comes of it."""

    def __init__(
        self, load: Load, now: Now, jitter: random.Random, called: Called = lambda _, __, ___: None
    ) -> None:
        self._called = called
        self._load = load
        self._now = now
        self._jitter = jitter

    async def carry(self, channel: Channel, owed: Owed) -> Outcome:
        """Try once. Never raises: every error is an outcome."""
        began = time.perf_counter()
        outcome = await self._carry(channel, owed)
        self._called(channel.name, _SAID[outcome.state], time.perf_counter() - began)
        return outcome

    async def _carry(self, channel: Channel, owed: Owed) -> Outcome:
        try:
            files = await self._files(owed.message)
            chat = Address.parse(owed.chat).chat
            ref = await channel.send(Delivery(owed.id, chat, owed.message, files))
        except Unreachable as error:
            log.info("chat unreachable", chat=owed.chat, error=str(error))
            return self._end(owed, "dropped", str(error), unreachable=True)
        except RetryLater as error:
            return self._again(owed, error)
        except (Rejected, LookupError) as error:
            log.warning("message rejected", id=owed.id, chat=owed.chat, error=str(error))
            return self._end(owed, "failed", str(error))
        except Exception as error:
            log.exception("channel failed", id=owed.id, chat=owed.chat)
            if owed.attempts + 1 >= _ODD_TRIES:
                return self._end(owed, "failed", repr(error))
            return self._again(owed, RetryLater(repr(error)))
        return Outcome(owed, "sent", owed.attempts + 1, self._now(), ref=ref)

    async def _files(self, message: Outgoing) -> dict[str, bytes]:
        files = (file for file in (message.picture, message.document) if file is not None)
        return {file.key: await self._load(file.key) for file in files}

    def _again(self, owed: Owed, error: RetryLater) -> Outcome:
        now = self._now()
        if now - owed.at > _PATIENCE and owed.attempts + 1 >= _LEAST_TRIES:
            log.warning("message given up", id=owed.id, chat=owed.chat, error=str(error))
            return self._end(owed, "failed", str(error))
        if error.delay is None:
            pause = min(LONGEST_PAUSE, 2.0 ** min(owed.attempts, 10)) * self._jitter.uniform(0.5, 1.5)
        else:
            pause = error.delay.total_seconds()
        return Outcome(
            owed,
            "waiting",
            owed.attempts + 1,
            now,
            error=str(error),
            pause=pause,
            everyone=error.everyone,
        )

    def _end(self, owed: Owed, state: str, error: str, *, unreachable: bool = False) -> Outcome:
        attempts = owed.attempts + 1
        return Outcome(owed, state, attempts, self._now(), error=error, unreachable=unreachable)
