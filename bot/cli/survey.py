"""``linli survey``: check, publish and open surveys; their campaigns; what was answered."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import campaign, survey_files
from bot.cli.output import console
from bot.cli.pull import pull

if TYPE_CHECKING:
    from surveys.finding import Finding

app = typer.Typer(
    help="Surveys: check an XLSForm, publish it, open it for residents, see what they answered.",
    no_args_is_help=True,
)


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
            console.print(_told(finding), highlight=False, markup=False)
        raise typer.Exit(1) from None
    for finding in findings:
        console.print(_told(finding), highlight=False, markup=False)
    console.print(
        f"{file.name} can be used; {len(findings)} remarks." if findings else f"{file.name} is fine."
    )


def _told(finding: Finding) -> str:
    """A finding in words, with the place in the spreadsheet where it is known."""
    from locales import texts

    row = f"row {finding.row}" if finding.row is not None else ""
    place = ", ".join(filter(None, (finding.sheet, row, finding.column)))
    words = texts("en").say(finding.message)
    return f"{finding.severity.value}: {place}: {words}" if place else f"{finding.severity.value}: {words}"


@app.command()
def publish(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    community: Annotated[
        list[str] | None, typer.Option(help="Open it for this community; repeat for more.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="For how many days.")] = 30,
    quota: Annotated[int | None, typer.Option(min=1, help="Close it after so many responses.")] = None,
) -> None:
    """Publish a survey and open it for residents; `linli survey invite` asks them."""
    from handlers.campaigns import launch
    from handlers.publishing import publish as publish_form
    from handlers.work import Work
    from model.survey import Campaign

    with campaign.working() as run:

        def work(work: Work) -> int:
            form = publish_form(work.unit, work.services, file.name, file.read_bytes(), work.now)
            made = Campaign(
                work.services.ids(),
                form.id,
                tuple(community or ()),
                work.now,
                work.now + timedelta(days=days),
                quota,
            )
            launch(work, made, invite=False)
            return made.id

        found = run(work)
    console.print(f"The survey is open; its campaign has the id {found}.")


app.command("list")(campaign.list_)
app.command("open")(campaign.open_)
app.command()(campaign.invite)
app.command()(campaign.close)
app.command()(campaign.results)
app.command()(survey_files.export)
app.command()(pull)
