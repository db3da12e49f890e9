"""Opening an installation for a command that runs beside or without the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot import settings as settings_
from bot.cli.arguments import existing
from bot.furnishing import build_services
from bot.media import MediaStore
from bot.models import fetch
from handlers.services import Services
from storage.database import Database
from storage.schema import upgrade


@contextmanager
def opened(*, new: bool = True) -> Iterator[tuple[Database, Services]]:
    """The database (brought up to date) and the services of the settings in the environment.

    A database that is not there is made, but not for what only makes sense where there is one: ``new=False``.
    """
    settings = settings_.read()
    database = Database(settings.database if new else existing(settings))
    try:
        upgrade(database.engine)
        fetch(database, settings.models)
        media = MediaStore(settings.media, None if database.is_sqlite else database)
        services = build_services(settings, media)
        database.write_now(services.reload)
        yield database, services
    finally:
        database.engine.dispose()
