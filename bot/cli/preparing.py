"""What an installation needs before it serves: its tables, and in demo mode the demo street."""

from __future__ import annotations

import asyncio

from bot.cli.output import progress
from bot.settings import Settings


def prepare(settings: Settings) -> None:
    """Bring the tables up to date; load the demo street where it is wanted, a second start keeps it."""
    from bot import demo
    from storage.database import Database
    from storage.schema import upgrade

    database = Database(settings.database)
    try:
        upgrade(database.engine)
        if settings.demo and not database.read_now(demo.is_loaded):
            _load_the_street(settings)
    finally:
        database.engine.dispose()


def _load_the_street(settings: Settings) -> None:
    from bot import demo
    from bot.wiring import Linli
    from storage.locks import lock
    from storage.unit import Unit

    linli = Linli(settings)
    with progress("Loading the demo street") as advance:

        def load(unit: Unit) -> None:
            lock(unit, ["demo"])  # processes that start together take turns
            if not demo.is_loaded(unit):
                demo.load(unit, linli.services.ids, linli.clock(), advance)

        linli.database.write_now(load)
    asyncio.run(linli.database.close())
