"""How often do they say yes when asked."""

from __future__ import annotations

from matching.option import Option
from matching.rules._record import records_of, shrunk
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need

_NO_RECORD = "match.acceptance.none"
_ENOUGH = 3


def rule(need: Need, option: Option, situation: Situation) -> Verdict:
    """The share of offers accepted, in this field, shrunk towards what is usual."""
    here, overall = records_of(option.organization.id, need.category, situation)
    score = shrunk(
        (here.accepted, here.offered), (overall.accepted, overall.offered), situation.means.acceptance
    )
    if here.offered < _ENOUGH:
        return Verdict(score, _NO_RECORD)
    counted = {"accepted": here.accepted, "offered": here.offered}
    if here.accepted * 2 >= here.offered:
        return Verdict(score, "match.acceptance.often", counted)
    return Verdict(min(score, NEUTRAL), "match.acceptance.seldom", counted)
