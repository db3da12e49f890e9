"""``linli survey list | open | close | invite | results``: campaigns."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.table import Column, Table

from bot.cli.output import console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.work import Work
    from model.survey import Campaign
    from surveys.output.counting import Bar
    from surveys.output.summary import Result

T = TypeVar("T")
CampaignId = Annotated[str, typer.Argument(metavar="CAMPAIGN", help="Its id, or the s_… of its link.")]
Language = Annotated[str, typer.Option(help="zh_CN, en, or the form's own name of a language.")]


@contextmanager
def working() -> Iterator[Callable[[Callable[[Work], T]], T]]:
    """An opened installation; gives a function that does some work in one transaction."""
    from bot.cli.opening import opened
    from bot.clock import now
    from handlers.work import Work

    with opened() as (database, services):
        yield lambda act: database.write_now(lambda unit: act(Work(unit, services, now())))


def find(work: Work, campaign: str) -> Campaign:
    """The campaign of an id or link. BadParameter when there is none."""
    from handlers.campaigns import of_link

    number = int(campaign) if campaign.isdecimal() else of_link(campaign)
    found = work.unit.surveys.campaign(number) if number is not None else None
    if found is None:
        raise typer.BadParameter(f"there is no campaign {campaign}; `linli survey list` shows them")
    return found


def address(campaign_id: int) -> str:
    """The link that opens the chat in a campaign: Telegram when TELEGRAM_NAME is set, else the web chat."""
    from bot import settings as settings_
    from handlers.campaigns import link

    settings = settings_.read()
    if settings.telegram_name:
        return f"https://t.me/{settings.telegram_name}?start={link(campaign_id)}"
    return f"{settings.page}/chat?c={link(campaign_id)}"


def list_() -> None:
    """Every campaign: its survey, dates, communities, how many were asked and answered."""
    from handlers.campaigns import title

    with working() as run:

        def read(work: Work) -> list[tuple[str, ...]]:
            zone = work.services.zone

            def day(at: datetime | None) -> str:
                return f"{at.astimezone(zone):%Y-%m-%d}" if at is not None else ""

            return [
                (
                    str(one.id),
                    title(work, one.form_id, "zh_CN"),
                    "open" if one.is_open(work.now) else "closed" if one.opens_at <= work.now else "coming",
                    day(one.opens_at),
                    day(one.closes_at),
                    " ".join(one.communities) or ("by link" if one.by_link else "everywhere"),
                    str(work.unit.invitations.counts(one.id)["asked"]),
                    str(work.unit.surveys.count(one.id)) + (f"/{one.quota}" if one.quota else ""),
                )
                for one in work.unit.surveys.all_campaigns()
            ]

        rows = run(read)
    table = Table(
        Column("campaign", no_wrap=True),
        "survey",
        "state",
        "from",
        "until",
        "communities",
        "asked",
        "answered",
    )
    for row in rows:
        table.add_row(*row)
    console.print(table)


def open_(
    survey: Annotated[str, typer.Argument(help="The survey's form_id, or the name of a built-in one.")],
    community: Annotated[list[str] | None, typer.Option(help="For this community; repeat for more.")] = None,
    start: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="From this day.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="For how many days.")] = 14,
    quota: Annotated[int | None, typer.Option(min=1, help="Close it after so many responses.")] = None,
    link: Annotated[bool, typer.Option("--link", help="Only for who has the link; nobody is asked.")] = False,
    invite: Annotated[bool, typer.Option(help="Invite the residents, in waves.")] = True,
) -> None:
    """Open a published survey for communities and dates; its residents are invited unless --no-invite."""
    from handlers.campaigns import launch
    from model.survey import Campaign

    with working() as run:

        def work(work: Work) -> Campaign:
            for code in community or ():
                if work.services.atlas.community(code) is None:
                    raise typer.BadParameter(f"there is no community {code}")
            opens = work.now
            if start is not None:
                opens = max(
                    opens, datetime.combine(start, time(9), work.services.zone).astimezone(opens.tzinfo)
                )
            campaign = Campaign(
                work.services.ids(),
                _form_id(work, survey),
                tuple(community or ()),
                opens,
                opens + timedelta(days=days),
                quota,
                link,
            )
            launch(work, campaign, invite=invite and not link)
            return campaign

        made = run(work)
    console.print(f"The survey is open; its campaign has the id {made.id}.", highlight=False)
    console.print(address(made.id), highlight=False, soft_wrap=True)


def _form_id(work: Work, survey: str) -> int:
    from handlers.surveys import BUILT_IN, built_in_id

    found = work.unit.surveys.latest(survey)
    if found is not None:
        return found.id
    if survey in BUILT_IN:
        return built_in_id(survey)
    raise typer.BadParameter(f"no survey {survey} is published; `linli survey publish FILE` does it")


def close(campaign: CampaignId) -> None:
    """Close a campaign now; the results go to those who answered."""
    from handlers.campaigns import close

    with working() as run:
        run(lambda work: close(work, find(work, campaign)))
    console.print("The campaign is closed.")


def invite(campaign: CampaignId) -> None:
    """Invite the residents of a campaign's communities who were not yet, in waves."""
    from handlers.campaigns import begin_inviting

    with working() as run:
        run(lambda work: begin_inviting(work, find(work, campaign)))
    console.print("The invitations go out while `linli run` is running, by day, 200 at a time.")


def results(campaign: CampaignId, language: Language = "zh_CN") -> None:
    """Show the results so far; counts below 5 are hidden."""
    from handlers.results import gather

    with working() as run:
        found = run(lambda work: gather(work, find(work, campaign).id, language))
    if found is None:
        raise typer.BadParameter("the campaign's form is gone")
    summary = found.summary(language)
    if summary.total is None:
        console.print(f"Fewer than {summary.fewest} have answered; nothing is shown yet.")
        return
    console.print(f"{found.title}: {summary.total} responses", highlight=False)
    for result in summary.results:
        for line in _lines(result, summary.fewest):
            console.print(line, highlight=False, markup=False)


def _lines(result: Result, fewest: int) -> Iterator[str]:
    yield ""
    yield f"{result.heading} {result.label}".strip()
    if result.answered is None:
        yield f"  fewer than {fewest} answers"
        return
    middle = "" if result.middle is None else f", median {result.middle:.10g}, mean {result.mean:.1f}"
    yield f"  {result.answered} answers{middle}"
    for bar in result.bars:
        yield f"  {_bar(bar, fewest)}  {bar.label}"


def _bar(bar: Bar, fewest: int) -> str:
    told = {"count": f"{bar.count} ({bar.share:.0%})", "few": f"< {fewest}", "withheld": "not shown"}
    return f"{told[bar.shown.value]:>12} {'█' * round(20 * bar.share):<20}"
