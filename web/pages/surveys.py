"""Surveys that are open now, with how many have answered."""

from __future__ import annotations

from starlette.responses import Response

from handlers.work import Work
from model.survey import Campaign
from web.visit import Visit

_FEW = 5
"""Fewer answers than this could point at a person; then the exact number is not shown."""


async def overview(visit: Visit) -> Response:
    """The open campaigns of the communities the reader serves."""

    def read(work: Work) -> list[tuple[Campaign, str, int]]:
        found = work.unit.surveys.open_campaigns(work.now)
        rows = []
        for campaign in found:
            if campaign.communities and not any(map(visit.staff.serves, campaign.communities)):
                continue
            form = work.unit.surveys.form(campaign.form_id)
            title = form.title(visit.language) if form else ""
            rows.append((campaign, title, work.unit.surveys.count(campaign.id)))
        return rows

    return visit.page("surveys.html", rows=await visit.read(read), few=_FEW)
