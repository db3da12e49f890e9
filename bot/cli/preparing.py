"""What an installation needs before it serves: its tables, and in demo mode the demo street.

Made in a process of its own, once: migrations and the making of a street load what a server would then keep
in memory for months, a fifth of all it needs.
"""

from __future__ import annotations

import sys
from multiprocessing import get_context
from typing import TYPE_CHECKING

import typer

from bot.cli.output import explain, progress
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.wiring import Linli


def prepare(settings: Settings) -> None:
    """Bring the tables up to date and load the demo street where it is wanted; Exit when that fails."""
    if is_prepared(settings):
        return
    process = get_context("spawn").Process(target=prepare_here, args=(settings,))
    process.start()
    process.join()
    if process.exitcode:
        raise typer.Exit(1)


def is_prepared(settings: Settings) -> bool:
    """Whether there is nothing to be done."""
    from bot import demo
    from storage.database import Database
    from storage.schema import current, newest

    database = Database(settings.database)
    try:
        if current(database.engine) != newest():
            return False
        return not settings.demo or database.read_now(demo.is_loaded)
    finally:
        database.engine.dispose()


def prepare_here(settings: Settings) -> None:
    """Do it in this process; an error is told in a sentence."""
    from bot.wiring import Linli

    try:
        linli = Linli(settings)
        _prepare(linli)
    except Exception as error:  # noqa: BLE001 - the last door before the user
        sys.exit(explain(error))


def _prepare(linli: Linli) -> None:
    from bot import demo
    from storage.locks import lock
    from storage.schema import upgrade
    from storage.unit import Unit

    upgrade(linli.database.engine)
    if not linli.settings.demo or linli.database.write_now(demo.is_loaded):
        return
    with progress("Loading the demo street") as advance:

        def load(unit: Unit) -> None:
            lock(unit, ["demo"])  # processes that start together take turns
            if not demo.is_loaded(unit):
                demo.load(unit, linli.services.ids, linli.clock(), advance)

        linli.database.write_now(load)
