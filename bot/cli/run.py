"""``linli run``: the whole service in one process."""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.text import Text

from bot import settings as settings_
from bot.cli.output import console
from bot.cli.preparing import prepare


def run(
    demo: Annotated[bool, typer.Option(help="Load the demo street; one click signs in.")] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="The web server's port.")] = None,
) -> None:
    """Start Linli: web chat, desk, digest, and Telegram when TELEGRAM_TOKEN is set."""
    from bot.listening import claim

    settings = settings_.read()
    settings = replace(settings, demo=demo or settings.demo, port=port or settings.port)
    with claim(settings) as listening:
        prepare(settings)
        _greet(settings)
        _become_the_server(settings, listening)


def _become_the_server(settings: settings_.Settings, listening: socket.socket) -> NoReturn:
    """Put it in the place of this process: the same number, the same environment, the same socket."""
    os.environ |= {"DEMO": str(settings.demo).lower(), "PORT": str(settings.port)}
    listening.set_inheritable(True)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, _command(listening.detach()))  # noqa: S606 - no shell is wanted


def _command(descriptor: int) -> list[str]:
    """What lies in the folder we were started from is not imported, unless we come from there ourselves."""
    ours = Path(__file__).resolve().parents[2] == Path.cwd()
    return [sys.executable, *([] if ours else ["-P"]), "-m", "bot.serving", str(descriptor)]


def _greet(settings: settings_.Settings) -> None:
    page = settings.page
    console.print(Text.assemble("\n  邻里 Linli is running. Open ", (page, "bold")))
    console.print(f"    chat as a resident         {page}/chat")
    console.print(f"    the social worker's desk   {page}/desk")
    console.print(f"    this week's digest         {page}/digest")
    kept = "in its database" if settings.database_url else f"under {settings.var}/"
    console.print(f"  Stop with Ctrl-C; the data stay {kept}.\n")
