"""``linli db backup``, ``restore`` and ``resend``."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import settings as settings_
from bot.cli.arguments import existing
from bot.cli.output import console, progress

if TYPE_CHECKING:
    from storage.keeping.backup import Installation
    from storage.keeping.restoring import Restored


def backup(
    where: Annotated[Path, typer.Argument(help="The archive to be written, or a folder for it.")],
    portable: Annotated[
        bool, typer.Option("--portable", help="PostgreSQL: a copy that goes into SQLite, too; no pg_dump.")
    ] = False,
) -> None:
    """Write database, pictures and secret into one archive; Linli may go on running."""
    from bot.clock import now
    from storage.keeping.backup import backup as write

    here, moment = _here(), now()
    existing(settings_.read())
    path = where / f"linli-{moment:%Y%m%d-%H%M%S}.zip" if where.is_dir() else where
    if not path.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {path.parent}")
    with progress("Backing up") as advance:
        made = write(here, path, _version(), moment, advance, portable=portable)
    rows, pictures = sum(made.rows.values()), sum(name.startswith("media/") for name in made.files)
    size = path.stat().st_size / 1_000_000
    console.print(
        f"{path}: {rows} rows, {pictures} pictures and files, {size:.1f} MB."
        " It holds what residents said, and the secret: keep it as you keep the original.",
    )


def restore(
    archive: Annotated[Path, typer.Argument(help="An archive that `linli db backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is there now.")] = False,
    resend: Annotated[
        bool, typer.Option("--resend", help="Send what was waiting then; some may have been sent since.")
    ] = False,
) -> None:
    """Put a backup back, into SQLite or PostgreSQL; what was waiting to be sent is held."""
    from bot.clock import now
    from storage.keeping.restoring import restore as put_back

    with progress("Restoring") as advance:
        told = put_back(archive, _here(), now(), advance, replace=replace, resend=resend)
    for line in _told(told):
        console.print(line)


def _told(told: Restored) -> list[str]:
    made = told.manifest
    rows = sum(made.rows.values())
    lines = [f"Restored as it was on {made.made_at:%Y-%m-%d at %H:%M} UTC: {rows} rows, {told.files} files."]
    if told.held:
        lines.append(
            f"{told.held} messages were waiting to be sent then. They are held, because residents may have"
            " got them since; `linli db resend` sends them."
        )
    if told.overdue:
        lines.append(
            f"{told.overdue} deadlines and reminders have passed since: what follows from them happens at the"
            " next start, and may tell residents something a second time."
        )
    return lines


def resend() -> None:
    """Send what a restore has held back."""
    from bot.clock import now
    from storage.engines import open_engine
    from storage.keeping.holding import release

    engine = open_engine(existing(settings_.read()))
    with engine.begin() as connection:
        owed, dropped = release(connection, now())
    engine.dispose()
    console.print(
        f"{owed} messages will be sent: within seconds if Linli is running, else at its next start."
    )
    if dropped:
        console.print(f"{dropped} were dropped: the people they were for have blocked us.")


def _here() -> Installation:
    from storage.keeping.backup import Installation

    settings = settings_.read()
    return Installation(settings.database, settings.var)


def _version() -> str:
    try:
        return version("linli")
    except PackageNotFoundError:
        return "unknown"
