"""Uploads submissions beside everything else, one after the other; what failed comes again by its timer."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Awaitable, Callable
from contextlib import suppress
from threading import Thread

import structlog

from bot.channels.parts import Now
from bot.openrosa.answers import Refused, Unreachable
from bot.openrosa.multipart import File
from bot.openrosa.server import Server
from handlers.services import Services
from handlers.uploads import package, settle
from handlers.work import Work
from storage.database import Database
from storage.unit import Unit

_log = structlog.get_logger()

Find = Callable[[str], Awaitable[tuple[bytes, str]]]
"""A file's bytes and MIME type by the name a submission knows it by; LookupError when it is gone."""


class Uploader:
    """``take`` may be called from any thread."""

    def __init__(self, server: Server, database: Database, services: Services, find: Find, now: Now) -> None:
        self._server = server
        self._database = database
        self._services = services
        self._find = find
        self._now = now
        self._waiting: asyncio.Queue[tuple[int, int]] = asyncio.Queue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin."""
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Stop; an upload under way is given up, and tried again by its timer."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def take(self, response_id: int, attempt: int) -> None:
        """Have a response uploaded soon. Without a running loop (the command line) its timer is enough."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._waiting.put_nowait, (response_id, attempt))

    async def _work(self) -> None:
        while True:
            response_id, attempt = await self._waiting.get()
            try:
                await self.upload(response_id, attempt)
            except Exception:  # noqa: BLE001 - whatever it was, the next one is tried
                _log.exception("upload_failed", response=response_id)
            self._waiting.task_done()

    async def upload(self, response_id: int, attempt: int) -> None:
        """One attempt."""
        found = await self._database.read(lambda unit: package(self._at(unit), response_id))
        refusal = ""
        if found is not None:
            files = [await self._file(name) for name in found.files]
            try:
                known = tuple(file for file in files if file is not None)
                await _aside(self._server.submit, found.xml, known)
            except Unreachable as problem:
                _log.warning("openrosa_unreachable", response=response_id, attempt=attempt, why=str(problem))
                return
            except Refused as problem:
                _log.error("openrosa_refused", response=response_id, why=str(problem))
                refusal = str(problem)
        await self._database.write(lambda unit: settle(self._at(unit), response_id, attempt, refusal))

    async def _file(self, name: str) -> File | None:
        try:
            content, mime = await self._find(name)
        except LookupError:
            _log.warning("attachment_gone", name=name)
            return None
        return File(name, content, mime or mimetypes.guess_type(name)[0] or "application/octet-stream")

    def _at(self, unit: Unit) -> Work:
        return Work(unit, self._services, self._now())


async def _aside(submit: Callable[..., None], *given: object) -> None:
    """In a thread that nobody waits for when we stop: a slow server takes a minute for each file."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()

    def end(error: Exception | None) -> None:
        if ended.done():
            return
        if error is None:
            ended.set_result(None)
        else:
            ended.set_exception(error)

    def work() -> None:
        error: Exception | None = None
        try:
            submit(*given)
        except Exception as failed:  # noqa: BLE001 - told to who waits
            error = failed
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(end, error)

    Thread(target=work, name="linli-upload", daemon=True).start()
    await ended
