"""``linli db check``: whether the database is whole and its rows agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot import settings as settings_
from bot.cli.arguments import existing
from bot.cli.output import complain, console, progress
from bot.troubles import NEWER

if TYPE_CHECKING:
    from storage.keeping.finding import Finding


def check(
    rows: Annotated[int, typer.Option(help="So many rows of each kind are named.", min=1)] = 3,
) -> None:
    """Look it over: migration, damage, rows that lead nowhere, lost files, ledgers that disagree."""
    from bot.clock import now
    from storage import schema
    from storage.engines import open_engine
    from storage.keeping.checking import check as look
    from storage.keeping.finding import Weight

    settings = settings_.read()
    engine = open_engine(existing(settings))
    here, newest = schema.current(engine), schema.newest()
    if here != newest:
        engine.dispose()
        older = f"the database is at migration {here}, this version needs {newest}: run `linli db upgrade`"
        complain(NEWER if here is not None and here > (newest or "") else older)
        raise typer.Exit(1)
    reading = engine.connect().execution_options(reads_only=True)
    with progress("Looking the database over") as advance, reading as connection:
        found = look(connection, now(), advance, folder=settings.media, examples=rows)
    engine.dispose()
    for one in found:
        console.print(_said(one))
    if any(one.weight is Weight.ERROR for one in found):
        raise typer.Exit(1)
    console.print(
        "The database is whole, its rows agree, and every file they speak of is there."
        f" It is at migration {here}, as it should be."
    )


def _said(finding: Finding) -> str:
    examples = ", ".join(finding.examples)
    more = ", …" if finding.count > len(finding.examples) else ""
    keys = f": {examples}{more}" if examples else ""
    return f"{finding.weight.value}: {finding.table}: {finding.count} {finding.what}{keys}"
