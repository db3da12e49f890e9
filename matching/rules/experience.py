"""What this very resident has known of them."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need

_NONE = Verdict(NEUTRAL, "match.experience.none")


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """Those who helped well before come again; those who disappointed come late, but are not shut out."""
    rating = situation.own.get(option.organization.id)
    if rating is None:
        return _NONE
    if rating >= 4:
        return Verdict(0.9 if rating < 5 else 1.0, "match.experience.good")
    if rating >= 3:
        return Verdict(NEUTRAL, "match.experience.fair")
    return Verdict(0.0, "match.experience.bad")
