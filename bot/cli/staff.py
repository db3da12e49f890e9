"""``linli staff``: who works here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bot.cli.output import console
from model.person import Role

if TYPE_CHECKING:
    from handlers.services import Services

app = typer.Typer(help="Members of staff: list, add, set a password.", no_args_is_help=True)
_ASKED = "Password (at least 8 characters)"


@app.command("list")
def show() -> None:
    """Everybody, with role and communities."""
    from bot.cli.opening import opened

    table = Table("login", "name", "role", "communities", "on duty")
    with opened(new=False) as (database, _):
        for one in database.write_now(lambda unit: unit.staff.all()):
            places = " ".join(one.communities) or "all"
            table.add_row(one.login, one.name, one.role.value, places, "yes" if one.on_duty else "")
    console.print(table)


@app.command()
def add(
    login: str,
    name: str,
    role: Annotated[Role, typer.Option(help="What they are there for.")] = Role.SOCIAL_WORKER,
    community: Annotated[list[str] | None, typer.Option(help="A community's code; repeat for more.")] = None,
    organization: Annotated[int | None, typer.Option(help="The organization's id.")] = None,
    on_duty: Annotated[bool, typer.Option("--on-duty", help="Alert them when life is in danger.")] = False,
    password: Annotated[str, typer.Option(prompt=_ASKED, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Add a member of staff; asks for the password."""
    from bot.cli.arguments import check_password, community_of
    from bot.cli.opening import opened
    from handlers.desk.signing_in import hash_password
    from model.person import Staff

    login, name = login.strip(), name.strip()
    if not (login and name):
        raise typer.BadParameter("login and name must not be empty")
    with opened() as (database, services):
        for code in community or ():
            community_of(services, code)
        _check_organization(services, role, organization)
        if database.write_now(lambda unit: unit.staff.by_login(login)):
            raise typer.BadParameter(f"there is somebody with the login {login} already")
        check_password(password, login)
        staff = Staff(
            services.ids(),
            login,
            name,
            role,
            tuple(community or ()),
            organization_id=organization,
            on_duty=on_duty,
        )
        hashed = hash_password(password)
        database.write_now(lambda unit: unit.staff.add(staff, hashed))
    console.print(f"{name} can sign in as {login}.")


def _check_organization(services: Services, role: Role, organization: int | None) -> None:
    """Whoever works for an organization says for which, and it is one that is there; nobody else does."""
    if (role is Role.ORGANIZATION) is not (organization is not None):
        raise typer.BadParameter("--role organization and --organization ID go together")
    if organization is not None and organization not in services.directory.organizations:
        raise typer.BadParameter(
            f"there is no organization {organization}; `linli directory list` shows them"
        )


@app.command()
def password(
    login: str,
    new: Annotated[str, typer.Option(prompt=_ASKED, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Set somebody's password."""
    from bot.cli.arguments import check_password
    from bot.cli.opening import opened
    from handlers.desk.signing_in import hash_password

    with opened(new=False) as (database, _):
        found = database.write_now(lambda unit: unit.staff.by_login(login))
        if found is None:
            raise typer.BadParameter(f"there is nobody with the login {login}")
        check_password(new, login)
        hashed = hash_password(new)
        database.write_now(lambda unit: unit.staff.change(found[0].id, password=hashed))
    console.print("The password is set.")
