"""Whether the organization may take new needs at all (DOMAIN: supervision and trust)."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need

_SUSPENDED = Verdict(None, "match.standing.suspended")
_GOOD = Verdict(NEUTRAL, "match.standing.good")


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """Excludes suspended organizations."""
    return _SUSPENDED if option.organization.suspended else _GOOD
