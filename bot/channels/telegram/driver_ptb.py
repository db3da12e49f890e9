"""The Bot API through python-telegram-bot: its calls, uploads and errors; nothing of its application."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channel import SendError
from bot.channels.telegram.api import Upload, refusal
from bot.channels.telegram.transport import Transport

# From the library's next major version on RetryAfter tells a timedelta; until then one has to ask for it.
os.environ.setdefault("PTB_TIMEDELTA", "1")

_CODES: tuple[tuple[type[TelegramError], int], ...] = (
    (BadRequest, 400),  # counts as a network error there, so it comes before it
    (NetworkError, 502),
    (Forbidden, 403),
    (InvalidToken, 401),
    (Conflict, 409),
    (EndPointNotFound, 400),
    (ChatMigrated, 400),
)


class PtbApi:
    """Implements ``Api``."""

    def __init__(self, token: str, server: str) -> None:
        self._files = f"{server}/file/bot{token}"
        self._transport = Transport()
        self._bot = Bot(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=self._transport,
            get_updates_request=self._transport,
        )

    async def open(self) -> None:
        """Open the transport."""
        await self._transport.initialize()

    async def close(self) -> None:
        """Close it."""
        await self._transport.shutdown()

    async def call(
        self,
        method: str,
        args: Mapping[str, Any],
        files: Mapping[str, Upload] | None = None,
        *,
        wait: float | None = None,
    ) -> Any:  # noqa: ANN401 - each method has its own result
        """Call a method."""
        uploads = {key: _file(key, one, args) for key, one in (files or {}).items()}
        timeout = None if wait is None else Transport.patience + wait
        try:
            return await self._bot.do_api_request(_spelled(method), {**args, **uploads}, read_timeout=timeout)
        except TelegramError as error:
            raise _meaning(error) from error

    async def download(self, path: str) -> bytes:
        """Fetch a file."""
        try:
            return await self._transport.retrieve(f"{self._files}/{path}")
        except TelegramError as error:
            raise _meaning(error) from error


def _spelled(method: str) -> str:
    """The method's name as the library has no method of its own for, which would parse the result.

    The Bot API does not distinguish capitals in it.
    """
    return method[0].upper() + method[1:]


def _file(key: str, upload: Upload, args: Mapping[str, Any]) -> InputFile:
    named = any(f"attach://{key}" in str(value) for value in args.values())
    file = InputFile(upload.content, filename=upload.name, attach=named)
    if named:
        file.attach_name = key
    return file


def _meaning(error: TelegramError) -> SendError:
    if isinstance(error, RetryAfter):
        return refusal(429, error.message, _seconds(error.retry_after))
    if "too large" in error.message.lower():
        return refusal(413, error.message)
    for kind, code in _CODES:
        if isinstance(error, kind):
            return refusal(code, error.message)
    return refusal(502, str(error))


def _seconds(after: float | timedelta) -> float:
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
