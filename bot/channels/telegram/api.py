"""What the channel needs of a library that speaks Telegram's Bot API, and what its refusals mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from bot.channel import Rejected, RetryLater, SendError, Unreachable

_BAD_TOKEN_PAUSE = timedelta(minutes=1)
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way to Telegram."""

    name: str
    mime: str
    content: bytes


class Conflict(SendError):
    """Somebody else receives this bot's updates: a second process, or a webhook that is still set."""


class BadToken(RetryLater):
    """Telegram does not know this token. What is owed waits until it is put right."""


class Api(Protocol):
    """One bot at the Bot API. Every method raises a SendError, whatever the library raises."""

    async def open(self) -> None:
        """Connect what has to be connected."""

    async def close(self) -> None:
        """Close it."""

    async def call(
        self,
        method: str,
        args: Mapping[str, Any],
        files: Mapping[str, Upload] | None = None,
        *,
        wait: float | None = None,
    ) -> Any:  # noqa: ANN401 - each method has its own result
        """Call a method; gives back its result as plain JSON values.

        A file is an argument by its key, or named inside ``media`` as ``attach://`` and its key. ``wait``
        is how many seconds longer than usual the answer may take.
        """

    async def download(self, path: str) -> bytes:
        """The file at a path that ``getFile`` has named."""


def refusal(code: int, description: str, retry_after: float | None = None) -> SendError:
    """The meaning of an answer that is not ok, by the Bot API's error code and description."""
    if code == 429:
        return RetryLater(description, None if retry_after is None else timedelta(seconds=retry_after))
    if code == 403 or any(gone in description.lower() for gone in _GONE):
        return Unreachable(description)
    if code in {401, 404}:
        return BadToken(description, _BAD_TOKEN_PAUSE, everyone=True)
    if code == 409:
        return Conflict(description)
    if 400 <= code < 500:
        return Rejected(description)
    return RetryLater(description)
