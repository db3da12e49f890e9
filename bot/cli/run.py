"""``linli run``: the whole service in one process."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from bot import settings as settings_
from bot.cli.output import console, progress


def run(
    demo: Annotated[bool, typer.Option(help="Load the demo street; one click signs in.")] = False,
    port: Annotated[int | None, typer.Option(help="The web server's port.")] = None,
) -> None:
    """Start Linli: web chat, desk, digest, and Telegram when TELEGRAM_TOKEN is set."""
    from bot.logs import configure
    from bot.server import claim, serve
    from bot.settings import secret_of
    from bot.wiring import Linli

    settings = settings_.read()
    settings = replace(settings, demo=demo or settings.demo, port=port or settings.port)
    listening = claim(settings)
    key = secret_of(settings)
    configure(settings.log_level, settings.log_format, secrets=settings_.secrets_of(settings), key=key)
    linli = Linli(settings)
    if settings.demo:
        prepare_demo(linli)
    _greet(settings)
    serve(linli, listening)


def prepare_demo(linli: object) -> None:
    """Load the demo street into an empty database; a second start keeps what is there."""
    from bot import demo
    from bot.wiring import Linli
    from storage.locks import lock
    from storage.schema import upgrade
    from storage.unit import Unit

    if not isinstance(linli, Linli):
        raise TypeError(type(linli))
    upgrade(linli.database.engine)
    if linli.database.write_now(demo.is_loaded):
        return
    with progress("Loading the demo street") as advance:

        def load(unit: Unit) -> None:
            lock(unit, ["demo"])  # processes that start together take turns
            if not demo.is_loaded(unit):
                demo.load(unit, linli.services.ids, linli.clock(), advance)

        linli.database.write_now(load)


def _greet(settings: settings_.Settings) -> None:
    page = settings.page
    console.print(f"\n  邻里 Linli is running. Open [bold]{page}[/bold]", highlight=False)
    console.print(f"    chat as a resident         {page}/chat", highlight=False)
    console.print(f"    the social worker's desk   {page}/desk", highlight=False)
    console.print(f"    this week's digest         {page}/digest", highlight=False)
    console.print("  Stop with Ctrl-C; the data stay under var/.\n", highlight=False)
