"""``linli poster``: a community's poster with the code that opens the chat there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.output import console
from bot.cli.writing import write_file


def poster(
    community: Annotated[str, typer.Argument(help="The community's code; `linli digest` lists them.")],
    out: Annotated[Path | None, typer.Option(help="The SVG file to write.")] = None,
) -> None:
    """Draw an A4 poster (SVG) whose QR code opens the chat in this community.

    With TELEGRAM_NAME set it opens the bot, else the web chat.
    """
    from bot import settings as settings_
    from bot.cli.arguments import community_of
    from bot.cli.opening import opened
    from bot.poster import draw

    with opened(new=False) as (_, services):
        place = community_of(services, community)
        settings = settings_.read()
        bot, web = f"https://t.me/{settings.telegram_name}", f"{settings.page}/chat"
        link = f"{bot}?start={place.code}" if settings.telegram_name else f"{web}?c={place.code}"
        path = out or Path(f"linli-{place.code}.svg")
        write_file(path, draw(place, link, services.operator_zh).encode())
    console.print(f"{path}: {link}")
