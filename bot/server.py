"""The web server: one Starlette application with the messengers' routes and our pages."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

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


class Application(Starlette):
    """Starlette; a webhook is an application of its own, to which updates go without passing its layers."""

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
        if hook is not None:
            await hook(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def application(linli: Linli) -> Starlette:
    """The application; starting it starts the installation, stopping it stops it."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await linli.start()
        set_apart()
        try:
            yield
        finally:
            await linli.stop()

    routes = [route for channel in linli.channels.values() for route in channel.routes()]
    app = Application(
        routes=routes, lifespan=lifespan, exception_handlers={Overloaded: _overloaded, Away: _overloaded}
    )
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


async def _overloaded(request: Request, error: Exception) -> PlainTextResponse:
    """Too much at once, or the database is away: the messenger, or whoever it is, tries again."""
    del request, error
    return PlainTextResponse("busy", status_code=503, headers={"retry-after": "2"})


def serve(linli: Linli, listening: socket.socket) -> None:
    """Serve until stopped."""
    config = uvicorn.Config(
        application(linli),
        log_level="warning",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run([listening])
