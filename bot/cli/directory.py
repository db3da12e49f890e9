"""``linli directory``: organizations and their services; their exchange with other directories."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Column, Table

from bot.cli.output import complain, console, progress
from bot.cli.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchange.finding import Finding
    from handlers.directory.importing import Count
    from locales import Texts

app = typer.Typer(help="The directory of organizations and services.", no_args_is_help=True)
Given = Annotated[Path, typer.Argument(exists=True, readable=True, help="A file, a zip or a folder.")]
Report = Annotated[Path | None, typer.Option(help="Write every finding into this CSV file.")]
Language = Annotated[str, typer.Option(help="In which language the findings are told: en or zh_CN.")]
_TABLES = (".csv", ".tsv", ".txt", ".xls", ".xlsx")
"""Endings of one table each, of which a directory has many."""
_COLOURS = {"error": "red", "warning": "yellow", "remark": "dim"}


@app.command("list")
def show() -> None:
    """Every organization, with its services and how many needs they have in hand."""
    from bot.cli.opening import opened

    table = Table(Column("id", no_wrap=True), "organization", "grade", "services", "in hand", "capacity")
    with opened(new=False) as (database, services):
        load = database.write_now(lambda unit: unit.referrals.load_by_service())
        offers = services.directory.services.values()
        for one in services.directory.organizations.values():
            own = [service for service in offers if service.organization_id == one.id]
            known = [service.capacity for service in own if service.capacity is not None]
            table.add_row(
                str(one.id),
                one.zh,
                one.grade.value if one.grade else "",
                str(len(own)),
                str(sum(load.get(service.id, 0) for service in own)),
                str(sum(known)) if known else "",
            )
    console.print(table)


@app.command("import")
def take_in(
    path: Given,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    source: Annotated[str, typer.Option(help="The directory's name, the same each time.")] = "",
    report: Report = None,
    language: Language = "en",
) -> None:
    """Take in a directory: HSDS as JSON, CSV or zip, an older HSDS or Ohana one, or the plain sheet.

    Again under the same source: what the directory changed is changed here, what it no longer has is no
    longer offered, what was changed here stays.
    """
    from bot.cli.arguments import texts_in
    from bot.cli.exchanging import collected, source_of
    from bot.cli.opening import opened
    from bot.clock import now
    from exchange.reading import read
    from handlers.directory.importing import plan, write

    words, reading = texts_in(language), read(collected(path))
    if not {"organization", "service"} & reading.dataset.tables.keys():  # else all we have would be gone
        _tell(reading.findings, report, words)
        complain(f"there is no organization and no service in {path}, so nothing was changed")
        raise typer.Exit(1)
    name = source or source_of(path)
    with opened() as (database, services):
        today = now().astimezone(services.zone).date()
        ready = database.write_now(
            lambda unit: plan(unit, services.ids, reading, source=name, now=now(), today=today)
        )
        _tell(ready.findings, report, words)
        console.print(_summary(ready.counts))
        if dry_run:
            console.print(f"Nothing was written; this was a rehearsal for the source “{name}”.")
            return
        with progress("writing") as advance:
            database.write_now(lambda unit: write(unit, ready, services.ids(), now(), advance))
    console.print(f"The source “{name}” is in. A running server takes it up within seconds.")


@app.command()
def check(path: Given, report: Report = None, language: Language = "en") -> None:
    """Say what is odd about a directory, by file, row and column; nothing is written."""
    from bot.cli.arguments import texts_in
    from bot.cli.exchanging import collected
    from bot.clock import now
    from exchange.checking import check as odd
    from exchange.finding import Severity
    from exchange.mapping import to_model
    from exchange.reading import read

    words, reading = texts_in(language), read(collected(path))
    mapped = to_model(reading.dataset, (), now().date())
    checked = odd(reading.dataset) if reading.is_hsds else ()
    findings = [
        *reading.findings, *checked, *(one for one in mapped.findings if one.code != "service.area")
    ]  # fmt: skip
    _tell(findings, report, words)
    known = sum(1 for _, service in mapped.services if service.categories)
    console.print(
        f"{len(mapped.organizations)} organizations and {len(mapped.services)} services, "
        f"{known} of them with a category; {len(findings)} findings."
    )
    if any(one.severity is Severity.ERROR for one in findings):
        raise typer.Exit(1)


@app.command("export")
def give_out(
    path: Annotated[Path, typer.Argument(help="A .json file, a .zip file, or a folder.")],
    form: Annotated[
        str, typer.Option("--format", help="json or csv; by the path's ending if not said.")
    ] = "",
    source: Annotated[str, typer.Option(help="Only this directory; everything if not said.")] = "",
) -> None:
    """Give the directory out as HSDS 3.1: nested JSON, or CSV tables in a folder or zip."""
    from bot.cli.exchanging import put
    from bot.cli.opening import opened
    from bot.clock import now
    from exchange.writing import to_csv, to_json
    from handlers.directory.exporting import collect

    form = form or ("json" if path.suffix == ".json" else "csv")
    if form not in {"json", "csv"}:
        raise typer.BadParameter(f"{form} is neither json nor csv", param_hint="--format")
    if form == "csv" and path.suffix.lower() in _TABLES:
        raise typer.BadParameter(f"{path} must be a .json file, a .zip file or a folder")
    with opened(new=False) as (database, _):
        datasets = database.write_now(lambda unit: collect(unit, now(), source or None))
    if source and not datasets:
        raise typer.BadParameter(f"there is no directory called {source}", param_hint="--source")
    put(path, to_json(datasets) if form == "json" else to_csv(datasets))
    counts: dict[str, int] = {}
    for _, dataset in datasets:
        for table, rows in dataset.tables.items():
            counts[table] = counts.get(table, 0) + len(rows)
    services, organizations = counts.get("service", 0), counts.get("organization", 0)
    console.print(f"{path}: {organizations} organizations, {services} services, {sum(counts.values())} rows.")


@app.command()
def template(file: Annotated[Path, typer.Argument(help="The .xlsx file to write.")]) -> None:
    """Write the plain sheet in which an office can list its organizations and services."""
    from exchange.writing import template as empty

    if file.suffix.lower() != ".xlsx":
        raise typer.BadParameter("the file's name must end in .xlsx")
    write_file(file, empty())
    console.print(f"{file} is written: one row a service; its second sheet says how.")


def _tell(findings: Iterable[Finding], report: Path | None, words: Texts) -> None:
    """Findings by the line, like ones together; each of them in the report."""
    from rich.text import Text

    from bot.cli.exchanging import as_csv
    from exchange.finding import grouped

    kept = list(findings)
    for group in grouped(kept):
        first = group.first
        rows = ", ".join(map(str, group.rows)) + (" …" if group.count > len(group.rows) > 0 else "")
        named = words.say("exchange.rows_named", rows=rows) if rows else ""
        where = ", ".join(part for part in (first.file, first.column, named) if part)
        what = first.what(words)
        said = words.say("exchange.for_example", words=what) if group.count > 1 else what
        severity = words.say(f"exchange.severity.{first.severity.value}")
        kind = (f"{severity:8}", _COLOURS[first.severity.value])
        console.print(Text.assemble(kind, f"{group.count:6} × {where}\n", f"{'':17}{said}"))
    if report is not None:
        write_file(report, as_csv(kept, words))
        console.print(words.say("exchange.reported", count=len(kept), file=report))


def _summary(counts: Mapping[str, Count]) -> Table:
    table = Table("table", "new", "changed", "as before", "gone")
    for name, count in counts.items():
        table.add_row(name, str(count.new), str(count.changed), str(count.same), str(count.gone))
    return table
