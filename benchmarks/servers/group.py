"""A bare group-commit service: webhook, the rows of a turn, many turns a commit; 200.

Nothing is read, thought or sent: what is left of a durable turn when everything that is ours is taken away.
With ``raw`` as the last argument it is bare ASGI, otherwise Starlette as ours is.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.commits import STATE, open_database, write
from benchmarks.servers.bare import EMPTY, HEAD

_BATCH = 128


class _Chat(msgspec.Struct):
    id: int


class _Message(msgspec.Struct):
    chat: _Chat
    text: str = ""


class _Update(msgspec.Struct):
    update_id: int
    message: _Message


_decode = msgspec.json.Decoder(_Update).decode
_Item = tuple[int, int, bytes, "asyncio.Future[None]"]


class Service:
    """The application and its writer's thread."""

    def __init__(self, path: Path) -> None:
        self._queue: SimpleQueue[_Item] = SimpleQueue()
        self._path = path
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Bare ASGI."""
        found = await receive()
        body = found["body"]
        while found.get("more_body"):
            found = await receive()
            body += found["body"]
        await self.store(body)
        await send(HEAD)
        await send(EMPTY)

    async def webhook(self, request: Request) -> Response:
        """Starlette."""
        await self.store(await request.body())
        return Response(status_code=200)

    async def store(self, body: bytes) -> None:
        """Returns when the turn is durable."""
        loop = asyncio.get_running_loop()
        if self._loop is None:
            self._loop = loop
            threading.Thread(target=self._write_all, daemon=True).start()
        update = _decode(body)
        done: asyncio.Future[None] = loop.create_future()
        self._queue.put((update.update_id, update.message.chat.id, body, done))
        await done

    def _write_all(self) -> None:
        assert self._loop is not None
        connection = open_database(self._path)
        while True:
            batch = [self._queue.get()]
            while len(batch) < _BATCH and not self._queue.empty():
                batch.append(self._queue.get())
            write(connection, [(update, chat, body, STATE) for update, chat, body, _ in batch])
            self._loop.call_soon_threadsafe(_settle, [done for *_, done in batch])


def _settle(waiting: Sequence[asyncio.Future[None]]) -> None:
    for done in waiting:
        if not done.done():
            done.set_result(None)


if __name__ == "__main__":
    service = Service(Path(sys.argv[2]) / "group.db")
    starlette = Starlette(routes=[Route("/telegram", service.webhook, methods=["POST"])])
    app: Any = service if "raw" in sys.argv[3:] else starlette
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False, lifespan="off")
