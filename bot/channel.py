"""The port between Linli and a messenger.

A channel translates and nothing else: an update becomes an ``Incoming``, an ``Outgoing`` becomes calls to
the messenger. It hands every update to ``receive`` and acknowledges it to the messenger (a tap also by having
its button rest again) only when that returns, because only then it is durable.
``tests/bot/channels/contract.py`` says what each must do.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from starlette.routing import BaseRoute

from model.message import Incoming, Outgoing

Receive = Callable[[Incoming], Awaitable[None]]
"""Returns when the update is durable; raises ``Overloaded`` when the messenger should try again later."""


class Overloaded(Exception):
    """More comes in than can be stored; try again later."""


class SendError(Exception):
    """A message could not be sent."""


class Unreachable(SendError):
    """The person has blocked us or the chat is gone; trying again is of no use."""


class Rejected(SendError):
    """The messenger will never take this message (a bug of ours); trying again is of no use."""


class RetryLater(SendError):
    """The messenger or the way to it has a problem; try again after ``delay`` (None: you choose).

    ``everyone`` says the whole bot must pause, not only this chat.
    """

    def __init__(self, message: str, delay: timedelta | None = None, *, everyone: bool = False) -> None:
        super().__init__(message)
        self.delay = delay
        self.everyone = everyone


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message on its way out: our id for it, the messenger's chat id, the message, and its files."""

    id: int
    chat: str
    message: Outgoing
    files: dict[str, bytes]
    """Bytes of the message's picture and document by their key."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file fetched from the messenger."""

    content: bytes
    mime: str


class Channel(Protocol):
    """What a messenger must be able to do."""

    name: str
    per_second: float
    """Messages a second the messenger takes from us in all."""
    per_chat_second: float
    """Messages a second it takes for one chat."""

    def routes(self) -> list[BaseRoute]:
        """Paths the web server mounts for it (webhooks, sockets); empty when it has none."""

    async def open(self) -> None:
        """Open what sending needs, before anything is sent."""

    async def start(self, receive: Receive) -> None:
        """Begin to receive."""

    async def stop(self) -> None:
        """Stop receiving. What is owed can still be sent."""

    async def close(self) -> None:
        """Close what was opened, once nothing is sent any more."""

    async def send(self, delivery: Delivery) -> str:
        """Send, or edit where the message replaces an earlier one.

        Gives back the messenger's id of the message. Raises a SendError.
        """

    async def fetch(self, ref: str) -> Fetched:
        """A file a person sent. Raises a SendError."""
