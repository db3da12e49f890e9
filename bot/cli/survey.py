"""``linli survey``: check, publish and open surveys."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.output import console

app = typer.Typer(help="Surveys: check an XLSForm, publish it, open it for residents.", no_args_is_help=True)


@app.command()
def check(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]) -> None:
    """Read a survey (.xlsx, .xls, .csv, .md, .xml) and say what an author should know."""
    from surveys.check import check as findings_of
    from surveys.finding import FormError
    from surveys.xform import load
    from surveys.xlsform import read

    try:
        parsed = read(file.name, file.read_bytes())
        findings = [*parsed.warnings, *findings_of(load(parsed.xform_xml))]
    except FormError as error:
        for finding in error.findings:
            console.print(f"[red]error[/red] {finding}", highlight=False)
        raise typer.Exit(1) from None
    for finding in findings:
        console.print(str(finding), highlight=False)
    console.print(
        f"{file.name} can be used; {len(findings)} remarks." if findings else f"{file.name} is fine."
    )


@app.command()
def publish(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    community: Annotated[
        list[str] | None, typer.Option(help="Open it for this community; repeat for more.")
    ] = None,
    days: Annotated[int, typer.Option(help="For how many days.")] = 30,
    quota: Annotated[int | None, typer.Option(help="Close it after so many responses.")] = None,
) -> None:
    """Publish a survey and open it for residents."""
    from bot.cli.opening import opened
    from bot.clock import now
    from handlers.publishing import open_campaign
    from handlers.publishing import publish as publish_form

    with opened() as (database, services):

        def work(unit: object) -> int:
            form = publish_form(unit, services, file.name, file.read_bytes(), now())  # type: ignore[arg-type]
            return open_campaign(
                unit,  # type: ignore[arg-type]
                services,
                form.id,
                communities=tuple(community or ()),
                opens_at=now(),
                closes_at=now() + timedelta(days=days),
                quota=quota,
            ).id

        campaign = database.write_now(work)
    console.print(f"The survey is open; its campaign has the id {campaign}.")
