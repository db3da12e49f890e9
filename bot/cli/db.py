"""``linli db``: the database."""

from __future__ import annotations

import typer

from bot import settings as settings_
from bot.cli.checking import check
from bot.cli.keeping import backup, resend, restore
from bot.cli.moving import move
from bot.cli.output import console
from bot.cli.pruning import prune

app = typer.Typer(help="The database: backups, checks, migrations, a move.", no_args_is_help=True)
app.command()(backup)
app.command()(restore)
app.command()(resend)
app.command()(check)
app.command()(move)
app.command()(prune)


@app.command()
def upgrade() -> None:
    """Bring the tables up to date."""
    from storage import schema
    from storage.engines import open_engine

    engine = open_engine(settings_.read().database)
    schema.upgrade(engine)
    console.print(f"The database is at migration {schema.current(engine)}.")
    engine.dispose()


@app.command()
def describe() -> None:
    """Print every table and column in words, as Markdown (docs/tables.md)."""
    from storage.describe import markdown

    typer.echo(markdown(), nl=False)


@app.command()
def revise(message: str) -> None:
    """Write a new migration from what has changed in storage/tables.py (for developers)."""
    from storage import schema
    from storage.engines import open_engine

    engine = open_engine(settings_.read().database)
    schema.upgrade(engine)
    schema.revise(engine, message)
    engine.dispose()
