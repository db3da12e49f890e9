"""``linli db``: the database."""

from __future__ import annotations

import typer

from bot import settings as settings_
from bot.cli.output import console

app = typer.Typer(help="The database: migrations, checks, the tables in words.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Bring the tables up to date."""
    from storage import schema
    from storage.database import open_engine

    engine = open_engine(settings_.read().database)
    schema.upgrade(engine)
    console.print(f"The database is at migration {schema.current(engine)}.")


@app.command()
def check() -> None:
    """Say whether the tables are as this version needs them."""
    from storage import schema
    from storage.database import open_engine

    engine = open_engine(settings_.read().database)
    here, newest = schema.current(engine), schema.newest()
    if here != newest:
        console.print(
            f"The database is at migration {here}, this version needs {newest}: run `linli db upgrade`."
        )
        raise typer.Exit(1)
    console.print(f"The database is at migration {here}, as it should be.")


@app.command()
def describe() -> None:
    """Print every table and column in words, as Markdown (docs/tables.md)."""
    from storage.describe import markdown

    typer.echo(markdown(), nl=False)


@app.command()
def revise(message: str) -> None:
    """Write a new migration from what has changed in storage/tables.py (for developers)."""
    from storage import schema
    from storage.database import open_engine

    engine = open_engine(settings_.read().database)
    schema.upgrade(engine)
    schema.revise(engine, message)
