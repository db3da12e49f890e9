"""A campaign's next step is due: ask, remind, close, tell the results."""

from __future__ import annotations

from collections.abc import Callable

from handlers import campaigns, results
from handlers.work import Work
from model.survey import Campaign

STEPS: dict[str, Callable[[Work, Campaign], None]] = {
    "invite": campaigns.invite,
    "remind": campaigns.remind,
    "close": campaigns.close,
    "tell": results.tell,
}


def fire(work: Work, key: str) -> None:
    """Take the step that the key names, "<step>:<id>"."""
    step, _, campaign_id = key.partition(":")
    campaign = work.unit.surveys.campaign(int(campaign_id))
    if campaign is not None:
        STEPS[step](work, campaign)
