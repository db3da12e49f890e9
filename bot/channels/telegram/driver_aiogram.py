"""The Bot API through aiogram: its session, its uploads and its errors; nothing of its dispatcher."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods.base import TelegramMethod
from aiogram.types import BufferedInputFile
from aiohttp import ClientError
from pydantic import PrivateAttr

from bot.channel import RetryLater, SendError
from bot.channels.telegram.api import Upload, refusal

_CODES: tuple[tuple[type[TelegramAPIError], int], ...] = (
    (TelegramEntityTooLarge, 413),  # counts as a network error there, so it comes before it
    (TelegramNetworkError, 502),
    (TelegramServerError, 502),
    (TelegramBadRequest, 400),
    (TelegramUnauthorizedError, 401),
    (TelegramForbiddenError, 403),
    (TelegramNotFound, 404),
    (TelegramConflictError, 409),
)


class _Plain(TelegramMethod[Any]):
    """Any method of the Bot API, its result left as JSON values: we read only a field or two of it."""

    __returning__ = Any
    _name: str = PrivateAttr("")

    @property
    def __api_method__(self) -> str:  # type: ignore[override] # a class attribute there, one class a method
        return self._name


class AiogramApi:
    """Implements ``Api``."""

    def __init__(self, token: str, server: str) -> None:
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(server))
        self._bot = Bot(token, session=self._session)

    async def open(self) -> None:
        """The session connects by itself."""

    async def close(self) -> None:
        """Close the session."""
        await self._session.close()

    async def call(
        self,
        method: str,
        args: Mapping[str, Any],
        files: Mapping[str, Upload] | None = None,
        *,
        wait: float | None = None,
    ) -> Any:  # noqa: ANN401 - each method has its own result
        """Call a method."""
        uploads = {key: BufferedInputFile(one.content, one.name) for key, one in (files or {}).items()}
        plain = _Plain(**_with_files(args, uploads))
        plain._name = method  # noqa: SLF001 - a private attribute of pydantic can't be given at birth
        timeout = int(self._session.timeout + wait) if wait is not None else None
        try:
            return await self._bot(plain, request_timeout=timeout)
        except AiogramError as error:
            raise _meaning(error) from error

    async def download(self, path: str) -> bytes:
        """Fetch a file."""
        url = self._session.api.file_url(self._bot.token, path)
        try:
            return b"".join([piece async for piece in self._session.stream_content(url)])
        except (ClientError, TimeoutError) as error:
            raise RetryLater(repr(error)) from error


def _with_files(args: Mapping[str, Any], uploads: Mapping[str, BufferedInputFile]) -> dict[str, Any]:
    """The arguments with the files in them, for an edit inside ``media``: aiogram names what it attaches."""
    media = args.get("media")
    if isinstance(media, dict):
        file = uploads[media["media"].removeprefix("attach://")]
        return {**args, "media": {**media, "media": file}}
    return {**args, **uploads}


def _meaning(error: AiogramError) -> SendError:
    if isinstance(error, TelegramRetryAfter):
        return refusal(429, error.message, error.retry_after)
    for kind, code in _CODES:
        if isinstance(error, kind):
            return refusal(code, error.message)
    if isinstance(error, ClientDecodeError):
        return RetryLater(f"unreadable answer: {error.original!r}")
    return RetryLater(str(error))
