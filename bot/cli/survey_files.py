"""``linli survey export``: the submissions of a campaign as files."""

from __future__ import annotations

import enum
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.campaign import CampaignId, Language, find, working
from bot.cli.output import console
from bot.cli.writing import write_file, zipped

if TYPE_CHECKING:
    from handlers.results import Answers


class Format(enum.Enum):
    """What submissions can be written as."""

    CSV = "csv"
    XLSX = "xlsx"
    HXL = "hxl"
    JSON = "json"
    XML = "xml"


def export(
    campaign: CampaignId,
    kind: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.CSV,
    labels: Annotated[bool, typer.Option("--labels/--codes", help="Words, or the codes of the form.")] = True,
    language: Language = "zh_CN",
    to: Annotated[Path, typer.Option(file_okay=False, help="The folder to write to.")] = Path(),
) -> None:
    """Write the submissions: csv and hxl one file a repeat, xlsx one sheet a repeat, json, xml in a zip.

    Nothing in them tells whose they are, except what the survey itself asked.
    """
    from handlers.results import gather

    with working(new=False) as run:

        def read(work: object) -> Answers | None:
            found = find(work, campaign)  # type: ignore[arg-type]
            work.audit("exported", f"campaign:{found.id}", kind=kind.value)  # type: ignore[attr-defined]
            return gather(work, found.id, language)  # type: ignore[arg-type]

        answers = run(read)
    if answers is None:
        raise typer.BadParameter("the campaign's form is gone")
    to.mkdir(parents=True, exist_ok=True)
    for name, content in contents(answers, kind, labels=labels, language=language).items():
        write_file(to / name, content)
        console.print(str(to / name), soft_wrap=True)


def contents(answers: Answers, kind: Format, *, labels: bool, language: str) -> dict[str, bytes]:
    """The files by name."""
    from surveys.output.files import to_csv, to_xlsx
    from surveys.output.tables import tables
    from surveys.submission import instance_json

    stem = f"{answers.form.id}-{answers.campaign.id}"
    submissions = answers.submissions()
    if kind is Format.JSON:
        data = [instance_json(one.instance) for one in submissions]
        return {f"{stem}.json": json.dumps(data, ensure_ascii=False, indent=2).encode()}
    if kind is Format.XML:
        return {f"{stem}.zip": zipped({f"{one.id}.xml": one.xml for one in answers.responses})}
    found = tables(answers.form, submissions, labels=labels, language=language)
    if kind is Format.XLSX:
        return {f"{stem}.xlsx": to_xlsx(found)}
    if kind is Format.HXL and not any(one.hxl for one in found):
        raise typer.BadParameter("the survey has no HXL hashtags (columns hxl, instance::hxl or bind::hxl)")
    files = {}
    for place, table in enumerate(found):
        part = f"-{table.name.replace('/', '-')}" if place else ""
        files[f"{stem}{part}.csv"] = to_csv(table, hxl=kind is Format.HXL)
    return files
