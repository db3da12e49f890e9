"""Opening an installation for a command that runs beside or without the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot import settings as settings_
from bot.furnishing import build_services
from bot.media import MediaStore
from bot.models import fetch
from handlers.services import Services
from storage.database import Database
from storage.schema import upgrade


@contextmanager
def opened() -> Iterator[tuple[Database, Services]]:
    """The database (brought up to date) and the services of the settings in the environment."""
    settings = settings_.read()
    database = Database(settings.database)
    upgrade(database.engine)
    fetch(database, settings.models)
    media = MediaStore(settings.media, None if database.is_sqlite else database)
    services = build_services(settings, media)
    database.write_now(services.reload)
    try:
        yield database, services
    finally:
        database.engine.dispose()
