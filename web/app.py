"""The pages: everything the web server shows that is not a messenger. ``mount`` adds them to the server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from handlers.services import Services
from storage.database import Database
from storage.outbox import Owed
from web.demo import DemoPerson
from web.watch import Watch

Fetch = Callable[[str, str], Awaitable[tuple[bytes, str]]]
"""Gets a file from a messenger, by the channel's name and its reference: bytes and MIME type."""
EnterChat = Callable[[Request, Response, DemoPerson], Awaitable[None]]
"""Makes a browser the demo resident's: sets the chat's cookie on the response."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the pages are given.

    ``owe`` hands messages over to the sender after a commit; ``media`` reads a file of the store by its
    key, ``fetch`` one of a messenger; ``secret`` signs sign-ins; ``demo`` opens the demo door for
    ``people``; ``public_url`` is empty on a developer's machine; ``telegram`` is the bot's user name where
    there is one; ``watch`` is what whoever watches over the server may ask.
    """

    database: Database
    services: Services
    owe: Callable[[Sequence[Owed]], None]
    now: Callable[[], datetime]
    media: Callable[[str], Awaitable[bytes]]
    secret: str
    demo: bool
    public_url: str = ""
    people: tuple[DemoPerson, ...] = ()
    fetch: Fetch | None = None
    enter_chat: EnterChat | None = None
    telegram: str = ""
    watch: Watch | None = None


def mount(app: Starlette, context: Context) -> None:
    """Add all pages to the server, after every route it has: whatever nobody else answers is ours."""
    from web.site import site  # noqa: PLC0415 - the site is built of pages, and pages are given the context

    app.state.context = context
    app.router.routes.append(Mount("/", app=site(context)))
