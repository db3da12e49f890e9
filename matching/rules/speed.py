"""How fast do they answer."""

from __future__ import annotations

from matching.option import Option
from matching.rules._record import shrunk
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need, Urgency

_PROMISED = {Urgency.EMERGENCY: 0.25, Urgency.URGENT: 2.0, Urgency.SOON: 8.0, Urgency.ROUTINE: 24.0}
"""Hours within which an answer is in good time; there the score is one half."""
_NO_RECORD = "match.speed.none"
_ENOUGH = 3


def rule(need: Need, option: Option, situation: Situation) -> Verdict:
    """The mean hours to an answer against what the urgency asks for."""
    here, overall = option.here, option.overall
    answers = here.accepted + here.declined
    hours = shrunk(
        here.answer_hours_sum,
        answers,
        overall.answer_hours_sum,
        overall.accepted + overall.declined,
        situation.means.hours,
    )
    promised = _PROMISED[need.urgency]
    score = promised / (promised + max(hours, 0.0))
    if answers < _ENOUGH:
        return Verdict(score, _NO_RECORD)
    mean = here.answer_hours_sum / answers
    if mean < 1:
        return Verdict(score, "match.speed.minutes", {"minutes": max(round(mean * 60), 1)})
    if mean < 24:
        return Verdict(score, "match.speed.hours", {"hours": round(mean)})
    return Verdict(min(score, NEUTRAL), "match.speed.days", {"days": round(mean / 24)})
