"""``linli matching``: what the understanding makes of words, and how it learns."""

from __future__ import annotations

import typer
from rich.table import Table

from bot.cli.output import console

app = typer.Typer(help="Understanding of needs and choice of organizations.", no_args_is_help=True)


@app.command()
def explain(text: str, community: str = "") -> None:
    """Show how a sentence is understood and who would be asked, with the reasons."""
    from bot.cli.opening import opened
    from bot.clock import now
    from handlers.explaining import explain as explain_

    with opened() as (database, services):
        report = database.write_now(lambda unit: explain_(unit, services, text, community or None, now()))
    table = Table("what", "understood", show_header=False)
    for what, understood in report:
        table.add_row(what, understood)
    console.print(table)
