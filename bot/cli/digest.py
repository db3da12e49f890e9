"""``linli digest``: a community's week, as text on the terminal or sent to its committee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import console

if TYPE_CHECKING:
    from handlers.services import Services
    from storage.unit import Unit

_SENT = {
    True: "It is on its way.",
    False: "It was sent before.",
    None: "It is made and kept, but nobody of the committee has linked a chat; it is read at the desk.",
}
app = typer.Typer(help="The committee's weekly digest.", invoke_without_command=True)


@app.callback()
def show(
    community: Annotated[str, typer.Option(help="The community's code.")] = "",
    week: Annotated[str, typer.Option(help="ISO week, 2026-W47; the last complete one if left out.")] = "",
    language: Annotated[str, typer.Option(help="zh_CN or en.")] = "zh_CN",
    send: Annotated[
        bool, typer.Option("--send", help="Send it to the committee, unless it was sent.")
    ] = False,
) -> None:
    """Print a digest; without a community, those there are."""
    from bot.cli.arguments import community_of, texts_in
    from bot.cli.opening import opened
    from bot.clock import now
    from digests.render.chat import chat_text
    from handlers.digest import read

    words = texts_in(language)
    with opened(new=False) as (database, services):
        if not community:
            for place in services.atlas.communities:
                console.print(f"{place.code}  {place.zh}  {place.en}")
            return
        community_of(services, community)
        wanted = _week(week, services, over=send)
        if send:
            console.print(_SENT[database.write_now(lambda unit: _send(unit, services, community, wanted))])
            return
        made = database.write_now(lambda unit: read(unit, services, community, wanted, now()))
        console.print(chat_text(made, words))


def _week(week: str, services: Services, *, over: bool) -> str:
    """The week named, or the last one. BadParameter for one to come, or not over where it must be."""
    from bot.clock import now
    from digests import before, week_of
    from handlers.digest import last_week

    last = last_week(services, now())
    wanted = before(week or last, 0)
    if wanted > week_of(now(), services.zone):
        raise typer.BadParameter(f"{wanted} has not begun yet")
    if over and wanted > last:
        raise typer.BadParameter(f"{wanted} is not over yet; its digest can be sent from Monday on")
    return wanted


def _send(unit: Unit, services: Services, community: str, week: str) -> bool | None:
    """Send it, once; None when there is nobody to send it to."""
    from bot.clock import now
    from handlers.digest import deliver
    from handlers.work import Work

    work = Work(unit, services, now())
    return (True if work.owed else None) if deliver(work, community, week) else False
