"""The web server: one Starlette application with the messengers' routes and our pages."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import Any

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot import demo
from bot.channel import Overloaded
from bot.channels.telegram.webhook import Webhook
from bot.collecting import set_apart
from bot.doors import Doors
from bot.wiring import Linli
from storage.trouble import Away
from web.app import Context, mount

_DOORS = 5
"""Seconds that whoever is connected gets to end when we stop."""
_SHORTLY = 1.0
"""Seconds until whoever is not waited for has heard so."""
_LONGEST = 8.0
"""Seconds that everything else gets then; together less than the 15 after which we would be killed."""
_log = structlog.get_logger()


class Application(Starlette):
    """Starlette; a webhook is an application of its own, to which updates go without passing its layers.

    A request that is given up because the server stops is told to come again.
    """

    def __init__(self, routes: Sequence[BaseRoute], **more: Any) -> None:  # noqa: ANN401 - Starlette's own
        super().__init__(routes=routes, **more)
        self._hooks: dict[str, Webhook] = {
            route.path: route.endpoint
            for route in routes
            if isinstance(route, Route) and isinstance(route.endpoint, Webhook)
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request."""
        hook = self._hooks.get(scope.get("path", "")) if scope.get("method") == "POST" else None
        try:
            if hook is not None:
                await hook(scope, receive, send)
            else:
                await super().__call__(scope, receive, send)
        except asyncio.CancelledError:
            if scope["type"] == "http":
                with suppress(RuntimeError):  # it has begun to answer
                    await _come_again()(scope, receive, send)


def application(linli: Linli) -> Application:
    """The messengers' routes and our pages; the ``Server`` starts and stops what is behind them."""
    routes = [route for channel in linli.channels.values() for route in channel.routes()]
    app = Application(routes, exception_handlers={Overloaded: _overloaded, Away: _overloaded})
    mount(app, context(linli))
    return app


def context(linli: Linli) -> Context:
    """What the pages are given."""
    doors = Doors(linli)
    return Context(
        database=linli.database,
        services=linli.services,
        owe=linli.owe,
        now=linli.clock,
        media=linli.media.load,
        secret=linli.secret,
        demo=linli.settings.demo,
        public_url=linli.settings.public_url,
        telegram=linli.settings.telegram_name if linli.settings.telegram_token else "",
        people=demo.PEOPLE if linli.settings.demo else (),
        fetch=doors.fetch,
        enter_chat=doors.enter_chat,
        watch=linli.oversight.watch(),
    )


def _come_again() -> PlainTextResponse:
    return PlainTextResponse("busy", status_code=503, headers={"retry-after": "2"})


async def _overloaded(request: Request, error: Exception) -> PlainTextResponse:
    """Too much at once, or the database is away: the messenger, or whoever it is, tries again."""
    del request, error
    return _come_again()


class Server(uvicorn.Server):
    """uvicorn, round an installation that starts before its doors open and stops after they are closed.

    It stops whatever happens: also when it was asked to while it still started, which then waits for nobody;
    when starting failed; and when it was asked twice, after which only those who are connected wait in vain.
    Without an application it serves the whole one.
    """

    def __init__(self, linli: Linli, app: Application | None = None) -> None:
        super().__init__(
            uvicorn.Config(
                app or application(linli),
                lifespan="off",  # which is not heard when it is to stop, nor asked to when it was told twice
                log_level="warning",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=_DOORS,
            )
        )
        self._linli = linli
        self._asked = asyncio.Event()
        self._deadline = threading.Timer(_LONGEST, self._leave)
        self._deadline.daemon = True
        self._is_the_process = False

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until stopped, as all that this process does: nor are its threads waited for longer."""
        self._is_the_process = True
        try:
            super().run(sockets)
        finally:
            self._deadline.cancel()

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until stopped. Raises what went wrong at the start."""
        self._loop = asyncio.get_running_loop()
        with self.capture_signals():
            try:
                if await self._started():
                    set_apart()
                    await self._serve(sockets)
            finally:
                self._deadline.start()
                try:
                    await self._stop()
                finally:
                    if not self._is_the_process:
                        self._deadline.cancel()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """It is asked to stop."""
        super().handle_exit(sig, frame)
        self._loop.call_soon_threadsafe(self._asked.set)

    async def _started(self) -> bool:
        starting = asyncio.create_task(self._linli.start())
        asked = asyncio.create_task(self._asked.wait())
        await asyncio.wait((starting, asked), return_when=asyncio.FIRST_COMPLETED)
        started = starting.done()
        for task in (starting, asked):
            task.cancel()
        await asyncio.gather(asked, starting, return_exceptions=True)
        if started:
            starting.result()
        return started

    async def _stop(self) -> None:
        not_waited_for = set(self.server_state.tasks)
        for task in not_waited_for:
            task.cancel()
        if not_waited_for:
            await asyncio.wait(not_waited_for, timeout=_SHORTLY)
        await self._linli.stop()

    def _leave(self) -> None:
        """End at once; being killed at any moment loses nothing.

        What has not ended in time (the database hangs) would not when it is cancelled either: after one thing
        that hangs comes the next, and threads cannot be cancelled. So this has a thread of its own.
        """
        _log.error("stopped_unfinished", seconds=_LONGEST, waited_for=self._linli.stopping)
        os._exit(1)


def serve(linli: Linli, listening: socket.socket) -> None:
    """Serve until stopped."""
    Server(linli).run([listening])
