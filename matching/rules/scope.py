"""Have they said before that this is none of their business."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need

_NEVER = Verdict(NEUTRAL, "match.scope.none")
_SCORES = {1: 0.25, 2: 0.1}
_LOWEST = 0.0


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """Those who declined the very category as "not our field" come later, the more often the later.

    They are not left out: a directory names more than an organization does, and what it does may change;
    every one of the kind that they take outweighs one that they did not.
    """
    for category, times in option.here.refused:
        if category == need.category:
            return Verdict(_SCORES.get(times, _LOWEST), "match.scope.refused", {"count": times})
    return _NEVER
