"""How often do they say yes when asked."""

from __future__ import annotations

from matching.option import Option
from matching.rules._record import shrunk
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need

_NO_RECORD = "match.acceptance.none"
_ENOUGH = 3


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """The share of offers accepted, in this field, shrunk towards what is usual."""
    here, overall = option.here, option.overall
    usual = situation.means.acceptance
    score = shrunk(here.accepted, here.offered, overall.accepted, overall.offered, usual)
    if here.offered < _ENOUGH:
        return Verdict(score, _NO_RECORD)
    counted = {"accepted": here.accepted, "offered": here.offered}
    if here.accepted * 2 >= here.offered:
        return Verdict(score, "match.acceptance.often", counted)
    return Verdict(min(score, NEUTRAL), "match.acceptance.seldom", counted)
