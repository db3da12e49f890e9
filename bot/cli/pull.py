"""``linli survey pull``: a form from an OpenRosa server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.campaign import working
from bot.cli.output import console

if TYPE_CHECKING:
    from bot.openrosa.answers import ListedForm
    from bot.openrosa.server import Server


def pull(
    url: Annotated[
        str, typer.Argument(help="The server's address, such as https://central.example.cn/v1/projects/1.")
    ],
    form: Annotated[str, typer.Option(help="The form's id; the server's forms are listed without it.")] = "",
    user: Annotated[str, typer.Option(help="Who we are there; OPENROSA_USER otherwise.")] = "",
    password: Annotated[
        str, typer.Option(help="OPENROSA_PASSWORD otherwise.", envvar="OPENROSA_PASSWORD")
    ] = "",
) -> None:
    """Publish a form from an OpenRosa server, with its attached tables; `linli survey open` opens it."""
    from bot import settings as settings_
    from bot.cli.findings import refusing
    from bot.openrosa.server import Server
    from handlers.publishing import publish

    settings = settings_.read()
    server = Server(url, user or settings.openrosa_user, password or settings.openrosa_password)
    offered = server.forms()
    chosen = next((one for one in offered if one.id == form), None)
    if chosen is None:
        for one in offered:
            console.print(f"{one.id}  {one.version}  {one.name}")
        if form:
            raise typer.BadParameter(f"the server has no form {form}")
        return
    content = _whole(server, chosen)
    with refusing(), working() as run:
        made = run(lambda work: publish(work.unit, work.services, f"{form}.xml", content, work.now))
    console.print(
        f"{made.title_zh} ({made.key}, version {made.version or '—'}) is published; "
        f"`linli survey open {made.key}` opens it.",
    )


def _whole(server: Server, listed: ListedForm) -> bytes:
    """The form with its tables written into it; what could not be read is told."""
    from surveys.attaching import attach

    text, told = attach(server.form(listed).decode("utf-8-sig"), server.media(listed))
    for finding in told:
        console.print(f"{finding.subject}: {finding.message.params.get('detail')}")
    return text.encode()
