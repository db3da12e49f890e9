"""The command line, ``linli``: one file a group of commands; heavy imports wait until they are needed."""

from __future__ import annotations

import sys

import typer

from bot.cli import db, digest, directory, matching, staff, survey
from bot.cli.output import explain
from bot.cli.poster import poster
from bot.cli.run import run

app = typer.Typer(
    help="Linli (邻里): residents say what they need; it finds who can help, and stays until it is solved.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(run)
app.command()(poster)
app.add_typer(survey.app, name="survey")
app.add_typer(directory.app, name="directory")
app.add_typer(matching.app, name="matching")
app.add_typer(digest.app, name="digest")
app.add_typer(staff.app, name="staff")
app.add_typer(db.app, name="db")


def main() -> None:
    """Run a command; an error is told in a sentence, without a traceback unless LOG_LEVEL=debug."""
    try:
        app()
    except Exception as error:  # noqa: BLE001 - the last door before the user
        sys.exit(explain(error))
