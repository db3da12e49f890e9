"""``linli survey``: check, publish and open surveys; their campaigns; what was answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import campaign, survey_files
from bot.cli.output import console
from bot.cli.pull import pull

if TYPE_CHECKING:
    from handlers.work import Work

app = typer.Typer(
    help="Surveys: check an XLSForm, publish it, open it for residents, see what they answered.",
    no_args_is_help=True,
)


@app.command()
def check(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]) -> None:
    """Read a survey (.xlsx, .xls, .csv, .md, .xml) and say what an author should know."""
    from bot.cli.findings import refusing, tell
    from surveys.check import check as findings_of
    from surveys.xform import load
    from surveys.xlsform import read

    with refusing():
        parsed = read(file.name, file.read_bytes())
        findings = [*parsed.warnings, *findings_of(load(parsed.xform_xml))]
    tell(findings)
    console.print(
        f"{file.name} can be used; {len(findings)} remarks." if findings else f"{file.name} is fine."
    )


@app.command()
def publish(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    community: Annotated[
        list[str] | None, typer.Option(help="Open it for this community; repeat for more.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=campaign.MOST_DAYS, help="For how many days.")] = 30,
    quota: Annotated[int | None, typer.Option(min=1, help="Close it after so many responses.")] = None,
) -> None:
    """Publish a survey and open it for residents; `linli survey invite` asks them."""
    from bot.cli.findings import refusing
    from handlers.publishing import publish as publish_form

    with refusing(), campaign.working() as run:

        def work(work: Work) -> int:
            form = publish_form(work.unit, work.services, file.name, file.read_bytes(), work.now)
            plan = campaign.Plan(tuple(community or ()), days, quota)
            return campaign.begin(work, form.id, plan)

        found = run(work)
    console.print(f"The survey is open; its campaign has the id {found}.")


app.command("list")(campaign.list_)
app.command("open")(campaign.open_)
app.command()(campaign.invite)
app.command()(campaign.close)
app.command()(campaign.results)
app.command()(survey_files.export)
app.command()(pull)
