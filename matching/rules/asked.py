"""Not the same organization twice for one need."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need

_ASKED = Verdict(None, "match.asked.yes")
_NOT_YET = Verdict(NEUTRAL, "match.asked.no")


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """Excludes those who were asked already."""
    return _ASKED if option.organization.id in situation.tried else _NOT_YET
