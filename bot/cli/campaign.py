"""``linli survey list | open | close | invite | results``: campaigns."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.table import Column, Table

from bot.cli.output import console
from model.cleaning import row_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.work import Work
    from model.survey import Campaign
    from surveys.output.counting import Bar
    from surveys.output.summary import Result

T = TypeVar("T")
MOST_DAYS = 3650
"""How long a survey may be open at the most."""
CampaignId = Annotated[str, typer.Argument(metavar="CAMPAIGN", help="Its id, or the s_… of its link.")]
Language = Annotated[str, typer.Option(help="zh_CN, en, or the form's own name of a language.")]


@contextmanager
def working(*, new: bool = True) -> Iterator[Callable[[Callable[[Work], T]], T]]:
    """An installation, opened as ``opened`` does; gives a function that does some work in one transaction."""
    from bot.cli.opening import opened
    from bot.clock import now
    from handlers.work import Work

    with opened(new=new) as (database, services):
        yield lambda act: database.write_now(lambda unit: act(Work(unit, services, now())))


def find(work: Work, campaign: str) -> Campaign:
    """The campaign of an id or link. BadParameter when there is none."""
    from handlers.campaigns import of_link

    number = row_id(campaign) or of_link(campaign)
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

    with working(new=False) as run:

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
    days: Annotated[int, typer.Option(min=1, max=MOST_DAYS, help="For how many days.")] = 14,
    quota: Annotated[int | None, typer.Option(min=1, help="Close it after so many responses.")] = None,
    link: Annotated[bool, typer.Option("--link", help="Only for who has the link; nobody is asked.")] = False,
    invite: Annotated[bool, typer.Option(help="Invite the residents, in waves.")] = True,
) -> None:
    """Open a published survey for communities and dates; its residents are invited unless --no-invite."""
    with working(new=False) as run:

        def work(work: Work) -> int:
            opens = work.now
            if start is not None:
                nine = datetime.combine(start, time(9), work.services.zone)
                opens = max(opens, nine.astimezone(opens.tzinfo))
            plan = Plan(tuple(community or ()), days, quota, opens, by_link=link, invite=invite and not link)
            return begin(work, _form_id(work, survey), plan)

        made = run(work)
    console.print(f"The survey is open; its campaign has the id {made}.")
    console.print(address(made), soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Plan:
    """For whom a survey opens, from when (now when not said), for how many days or responses."""

    communities: tuple[str, ...]
    days: int
    quota: int | None
    opens: datetime | None = None
    by_link: bool = False
    invite: bool = False


def begin(work: Work, form_id: int, plan: Plan) -> int:
    """Open a form for residents; gives back the campaign's id. BadParameter for a community there is not."""
    from bot.cli.arguments import community_of
    from handlers.campaigns import launch
    from model.survey import Campaign

    for code in plan.communities:
        community_of(work.services, code)
    opens = plan.opens or work.now
    closes = opens + timedelta(days=plan.days)
    made = Campaign(work.services.ids(), form_id, plan.communities, opens, closes, plan.quota, plan.by_link)
    launch(work, made, invite=plan.invite)
    return made.id


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

    with working(new=False) as run:
        run(lambda work: close(work, find(work, campaign)))
    console.print("The campaign is closed.")


def invite(campaign: CampaignId) -> None:
    """Invite the residents of a campaign's communities who were not yet, in waves."""
    from handlers.campaigns import begin_inviting

    with working(new=False) as run:
        run(lambda work: begin_inviting(work, find(work, campaign)))
    console.print("The invitations go out while `linli run` is running, by day, 200 at a time.")


def results(campaign: CampaignId, language: Language = "zh_CN") -> None:
    """Show the results so far; counts below 5 are hidden."""
    from handlers.results import gather

    with working(new=False) as run:
        found = run(lambda work: gather(work, find(work, campaign).id, language))
    if found is None:
        raise typer.BadParameter("the campaign's form is gone")
    summary = found.summary(language)
    if summary.total is None:
        console.print(f"Fewer than {summary.fewest} have answered; nothing is shown yet.")
        return
    console.print(f"{found.title}: {summary.total} responses")
    for result in summary.results:
        for line in _lines(result, summary.fewest):
            console.print(line)


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
