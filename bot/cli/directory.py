"""``linli directory``: organizations and their services."""

from __future__ import annotations

import typer
from rich.table import Table

from bot.cli.output import console

app = typer.Typer(help="The directory of organizations and services.", no_args_is_help=True)


@app.command("list")
def show() -> None:
    """Every organization, with its services and how many needs they have in hand."""
    from bot.cli.opening import opened

    table = Table("id", "organization", "grade", "services", "in hand", "capacity")
    with opened() as (database, services):
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
