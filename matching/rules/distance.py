"""How far is the way."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need

_WALK = 1000.0
"""Metres that feel like "round the corner": there the score is two thirds."""
_UNKNOWN = Verdict(NEUTRAL, "match.distance.unknown")


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """Nearer is better, and the first kilometre matters most."""
    metres = option.metres
    if metres is None:
        return _UNKNOWN
    score = 1 / (1 + metres / (2 * _WALK))
    if metres < _WALK:
        return Verdict(score, "match.distance.metres", {"metres": max(int(round(metres, -2)), 100)})
    return Verdict(score, "match.distance.kilometres", {"kilometres": round(metres / 1000, 1)})
