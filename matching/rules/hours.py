"""Will somebody be there in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from matching.option import Option
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need, Urgency
from model.organization import Opening

_WEEK = 7
_CAN_WAIT = timedelta(hours=2)
"""An emergency is not offered to those who open later than this."""
_UNSAID = Verdict(NEUTRAL, "match.hours.unsaid")
_OPEN = Verdict(1.0, "match.hours.open")
_CLOSED_NOW = Verdict(None, "match.hours.too_late")
_SOON = timedelta(hours=12)


def opens_in(openings: tuple[Opening, ...], local: datetime) -> timedelta | None:
    """How long until one of the openings; zero when open now, None when there is none in a week.

    ``local`` is on the organization's clocks. An opening that closes before it opens runs past midnight.
    """
    waits = [_wait(opening, local) for opening in openings]
    return min(waits) if waits else None


def rule(need: Need, option: Option, situation: Situation) -> Verdict:
    """The sooner open the better; excludes the closed from emergencies."""
    openings = option.service.openings
    if not openings:
        return _UNSAID
    wait = min(_wait(opening, situation.local) for opening in openings)
    if not wait:
        return _OPEN
    if need.urgency is Urgency.EMERGENCY and wait > _CAN_WAIT:
        return _CLOSED_NOW
    hours = round(wait.total_seconds() / 3600)
    score = 0.4 / (1 + wait / _SOON)
    if hours < 1:
        return Verdict(score, "match.hours.opens_soon")
    if hours <= 24:
        return Verdict(score, "match.hours.opens_in", {"hours": hours})
    return Verdict(score, "match.hours.opens_later", {"days": round(hours / 24)})


def _wait(opening: Opening, local: datetime) -> timedelta:
    """The time until this opening, zero within it."""
    days = (opening.weekday - local.weekday()) % _WEEK
    start = local.replace(hour=opening.opens.hour, minute=opening.opens.minute, second=0, microsecond=0)
    start += timedelta(days=days)
    length = _length(opening)
    since = local - start
    for passed in (since, since + timedelta(days=_WEEK)):
        if timedelta() <= passed < length:
            return timedelta()
    return -since if since < timedelta() else timedelta(days=_WEEK) - since


def _length(opening: Opening) -> timedelta:
    minutes = (opening.closes.hour - opening.opens.hour) * 60 + opening.closes.minute - opening.opens.minute
    return timedelta(minutes=minutes if minutes > 0 else minutes + 24 * 60)
