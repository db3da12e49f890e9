"""A bare group-commit service: webhook, the rows of a turn, many turns a commit; 200.

Nothing is read or thought: what is left of a durable turn when everything that is ours is taken away. With
``raw`` among the arguments it is bare ASGI, otherwise Starlette as ours is. With the address of a Bot API it
also sends a reply, through the same library as ours and in the simplest way, and does not write that down:
what no service that sends can be quicker than.
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
from benchmarks.servers.linli import TOKEN
from bot.channels.telegram.driver_ptb import PtbApi

_BATCH = 128


class _Chat(msgspec.Struct):
    id: int


class _Message(msgspec.Struct):
    chat: _Chat
    text: str = ""


class _Update(msgspec.Struct):
    update_id: int
    message: _Message


_TEXT = "您家有几位六十岁以上的老人？\n\n第 3 题，共 30 题"
_BUTTONS = {
    "inline_keyboard": [
        [{"text": one, "callback_data": f"i:{one}"}] for one in ("一位", "两位", "没有", "上一题")
    ]
}
_decode = msgspec.json.Decoder(_Update).decode
_Item = tuple[int, int, bytes, "asyncio.Future[None]"]


class Service:
    """The application and its writer's thread."""

    def __init__(self, path: Path, messenger: str = "") -> None:
        self._api = PtbApi(TOKEN, messenger) if messenger else None
        self._sending: set[asyncio.Task[None]] = set()
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
        if self._api is not None:
            task = loop.create_task(self._reply(update.message.chat.id))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _reply(self, chat: int) -> None:
        assert self._api is not None
        await self._api.open()
        await self._api.call("sendMessage", {"chat_id": str(chat), "text": _TEXT, "reply_markup": _BUTTONS})

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
    address = next((one for one in sys.argv[3:] if one.startswith("http")), "")
    service = Service(Path(sys.argv[2]) / "group.db", address)
    starlette = Starlette(routes=[Route("/telegram", service.webhook, methods=["POST"])])
    app: Any = service if "raw" in sys.argv[3:] else starlette
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False, lifespan="off")
