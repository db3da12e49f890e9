"""``linli run``: the whole service in one process."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from bot import settings as settings_
from bot.cli.output import console
from bot.cli.preparing import prepare


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
    prepare(settings)
    linli = Linli(settings)
    _greet(settings)
    serve(linli, listening)


def _greet(settings: settings_.Settings) -> None:
    page = settings.page
    console.print(f"\n  邻里 Linli is running. Open [bold]{page}[/bold]", highlight=False)
    console.print(f"    chat as a resident         {page}/chat", highlight=False)
    console.print(f"    the social worker's desk   {page}/desk", highlight=False)
    console.print(f"    this week's digest         {page}/digest", highlight=False)
    console.print("  Stop with Ctrl-C; the data stay under var/.\n", highlight=False)
