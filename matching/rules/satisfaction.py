"""How content were the people they helped."""

from __future__ import annotations

from matching.option import Option
from matching.rules._record import shrunk
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need

_NO_RECORD = "match.satisfaction.none"
_ENOUGH = 3
_LOWEST, _HIGHEST = 1, 5


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """The mean of the residents' ratings in this field, shrunk; 1 star is 0 and 5 stars are 1."""
    here, overall = option.here, option.overall
    mean = shrunk(
        here.satisfaction_sum,
        here.rated,
        overall.satisfaction_sum,
        overall.rated,
        situation.means.satisfaction,
    )
    score = (mean - _LOWEST) / (_HIGHEST - _LOWEST)
    if here.rated < _ENOUGH:
        return Verdict(score, _NO_RECORD)
    rating = here.satisfaction_sum / here.rated
    figures = {"rating": f"{rating:.1f}", "count": here.rated}
    if rating < 3:
        return Verdict(min(score, NEUTRAL), "match.satisfaction.low", figures)
    return Verdict(score, "match.satisfaction.mean", figures)
