"""``linli digest``: a community's week, as text on the terminal or sent to its committee."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.output import console

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
    from bot.cli.arguments import community_of
    from bot.cli.opening import opened
    from bot.clock import now
    from digests import before, week_of
    from digests.render.chat import chat_text
    from handlers.digest import deliver, last_week, read
    from handlers.work import Work
    from locales import texts

    with opened(new=False) as (database, services):
        if not community:
            for place in services.atlas.communities:
                console.print(f"{place.code}  {place.zh}  {place.en}")
            return
        community_of(services, community)
        wanted = before(week or last_week(services, now()), 0)
        if wanted > week_of(now(), services.zone):
            raise typer.BadParameter(f"{wanted} has not begun yet")
        if send:
            if wanted > last_week(services, now()):
                raise typer.BadParameter(f"{wanted} is not over yet; its digest can be sent from Monday on")
            sent = database.write_now(lambda unit: deliver(Work(unit, services, now()), community, wanted))
            console.print("It is on its way." if sent else "It was sent before.")
            return
        made = database.write_now(lambda unit: read(unit, services, community, wanted, now()))
        console.print(chat_text(made, texts(language)))
