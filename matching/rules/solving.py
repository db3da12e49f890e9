"""How often is it solved when they take it on."""

from __future__ import annotations

from matching.option import Option
from matching.rules._record import shrunk
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need

_NO_RECORD = "match.solving.none"
_ENOUGH = 3


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """The share of accepted needs that were solved and stayed so, in this field, shrunk."""
    here, overall = option.here, option.overall
    solved = max(here.solved - here.reopened, 0)
    solved_overall = max(overall.solved - overall.reopened, 0)
    score = shrunk(solved, here.accepted, solved_overall, overall.accepted, situation.means.solving)
    if here.accepted < _ENOUGH:
        return Verdict(score, _NO_RECORD)
    if solved >= here.accepted:
        return Verdict(score, "match.solving.all", {"accepted": here.accepted})
    share = solved / here.accepted
    if share < NEUTRAL:
        counted = {"solved": solved, "accepted": here.accepted}
        return Verdict(min(score, NEUTRAL), "match.solving.seldom", counted)
    return Verdict(score, "match.solving.share", {"tenths": min(round(10 * share), 9)})
