"""Surveys that are open now or were lately, with how many have answered; and the results of each."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.responses import Response

from handlers import campaigns, results
from handlers.work import Work
from model.survey import Campaign
from surveys.output.counting import FEWEST
from web.visit import Visit

_MOST = 50
"""Campaigns on the list; older ones are reached by their address."""


async def overview(visit: Visit) -> Response:
    """The campaigns of the communities the reader serves, open ones first."""

    def read(work: Work) -> list[tuple[Campaign, str, int]]:
        mine = [one for one in work.unit.surveys.all_campaigns() if _serves(visit, one)]
        mine.sort(key=lambda one: not one.is_open(work.now))
        return [
            (one, campaigns.title(work, one.form_id, visit.language), work.unit.surveys.count(one.id))
            for one in mine[:_MOST]
        ]

    return visit.page("surveys.html", rows=await visit.read(read), few=FEWEST)


async def show(visit: Visit) -> Response:
    """The results of a campaign, question by question, as they are at this moment."""
    campaign_id = visit.number("campaign")

    found = await visit.read(lambda work: results.gather(work, campaign_id, visit.language))
    if found is None or not _serves(visit, found.campaign):
        raise HTTPException(404)
    summary = await asyncio.to_thread(found.summary, visit.language)
    return visit.page("survey.html", found=found, summary=summary, few=FEWEST)


def _serves(visit: Visit, campaign: Campaign) -> bool:
    return not campaign.communities or any(map(visit.staff.serves, campaign.communities))
