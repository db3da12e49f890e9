"""The survey that the demo street's residents are asked right now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from handlers import campaigns
from model.survey import Campaign, FormVersion
from storage.unit import Unit

KEY = "needs_assessment"
_SINCE, _UNTIL = timedelta(days=5), timedelta(days=16)
_QUOTA = 300


def open_campaign(
    unit: Unit, ids: Callable[[], int], now: datetime, xform: bytes, title_zh: str, title_en: str
) -> Campaign:
    """Publish the form (an XForm), open to everybody from five days ago for three weeks."""
    opened = now - _SINCE
    version = f"{opened:%Y%m%d}"
    form = FormVersion(ids(), KEY, version, title_zh, title_en, xform, opened)
    unit.surveys.publish(form)
    campaign = Campaign(ids(), form.id, (), opened, now + _UNTIL, _QUOTA)
    campaigns.open_up(unit, campaign, now)
    return campaign
