"""Will somebody be there in time."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need, Urgency
from model.organization import Opening

_DAY = 24 * 60
_WEEK = 7 * _DAY
_CAN_WAIT = 2 * 60
"""An emergency is not offered to those who open later than this. All spans here are minutes."""
_LONG = 12 * 60
_UNSAID = Verdict(NEUTRAL, "match.hours.unsaid")
_OPEN = Verdict(1.0, "match.hours.open")
_SOON = "match.hours.opens_soon"
_CLOSED = Verdict(None, "match.hours.too_late")


def rule(need: Need, option: Option, situation: Situation) -> Verdict:
    """The sooner open the better; excludes the closed from emergencies."""
    openings = option.service.openings
    if not openings:
        return _UNSAID
    wait = opens_in(openings, situation.minute_of_week)
    if wait == 0:
        return _OPEN
    if need.urgency is Urgency.EMERGENCY and wait > _CAN_WAIT:
        return _CLOSED
    score = 0.4 / (1 + wait / _LONG)
    if wait < 60:
        return Verdict(score, _SOON)
    if wait <= _DAY:
        return Verdict(score, "match.hours.opens_in", {"hours": round(wait / 60)})
    return Verdict(score, "match.hours.opens_later", {"days": round(wait / _DAY)})


def opens_in(openings: tuple[Opening, ...], minute_of_week: int) -> int:
    """Minutes until one of the openings (at least one is given); 0 when open now.

    An opening that closes at or before the time it opens runs past midnight.
    """
    shortest = _WEEK
    for opening in openings:
        opens, closes = opening.opens, opening.closes
        start = opens.hour * 60 + opens.minute
        since = (minute_of_week - opening.weekday * _DAY - start) % _WEEK
        length = closes.hour * 60 + closes.minute - start
        if since < (length if length > 0 else length + _DAY):
            return 0
        shortest = min(shortest, _WEEK - since)
    return shortest
