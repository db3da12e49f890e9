"""Does the service come to where the need is: served, near, or not at all."""

from __future__ import annotations

from matching.option import Option, Reach
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need

_BY_REACH = {
    reach: Verdict(score, f"match.area.{reach.value}")
    for reach, score in {
        Reach.GRID: 1.0,
        Reach.COMMUNITY: 1.0,
        Reach.STREET: 0.9,
        Reach.DISTRICT: 0.75,
        Reach.CITY: 0.65,
        Reach.EVERYWHERE: 0.55,
        Reach.UNKNOWN: NEUTRAL,
        Reach.NEAR: 0.15,
        Reach.ELSEWHERE: None,
    }.items()
}


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """Those who work right here know the people; excludes services that do not come."""
    return _BY_REACH[option.reach]
