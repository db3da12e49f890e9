"""The pages: everything the web server shows that is not a messenger. ``mount`` adds them to the server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.applications import Starlette

from handlers.services import Services
from storage.database import Database
from storage.outbox import Owed


@dataclass(frozen=True, slots=True)
class Context:
    """What the pages are given.

    ``owe`` hands messages over to the sender after a commit; ``media`` reads a file of the store by its
    key; ``secret`` signs sign-ins; ``demo`` opens the demo door; ``public_url`` is empty on a developer's
    machine.
    """

    database: Database
    services: Services
    owe: Callable[[Sequence[Owed]], None]
    now: Callable[[], datetime]
    media: Callable[[str], Awaitable[bytes]]
    secret: str
    demo: bool
    public_url: str = ""


def mount(app: Starlette, context: Context) -> None:
    """Add all pages to the server."""
    app.state.context = context
