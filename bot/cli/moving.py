"""``linli db move``: from SQLite to PostgreSQL, or back."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import Annotated

import typer

from bot import settings as settings_
from bot.cli.arguments import existing
from bot.cli.output import console, progress


def move(
    to: Annotated[str, typer.Option(help="postgresql+psycopg://user:password@host/name, or sqlite:///file")],
) -> None:
    """Copy everything into another, empty database, and compare every row; Linli must be stopped."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    from storage.keeping.handing_out import hand_out
    from storage.keeping.moving import move as copy_over

    try:
        target = make_url(to)
    except ArgumentError:
        raise typer.BadParameter(f"{to} is no address of a database") from None
    if target.get_backend_name() not in {"sqlite", "postgresql"}:
        raise typer.BadParameter("only SQLite and PostgreSQL can be moved to")
    settings = settings_.read()
    source = existing(settings)
    if target.get_backend_name() == "sqlite":  # where files go last: better known before anything is copied
        settings.media.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=settings.media).close()
    with progress("Moving") as advance:
        copied = copy_over(source, to, advance)
    hand_out(to, settings.media)
    console.print(
        f"{copied.rows} rows in {len(copied.tables)} tables are there, each compared. Now set"
        f" DATABASE_URL to that address and start; media and secret stay in VAR. The old database is as it"
        f" was: do not start Linli on it again, or residents are answered twice.",
    )
    if copied.mended:
        console.print(f"In {copied.mended} rows a NUL character was taken out, which PostgreSQL cannot keep.")
