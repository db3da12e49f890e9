"""What it costs."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import Verdict
from model.need import Need

_FREE = Verdict(0.8, "match.cost.free")


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """Free before paid, and the more so where money is the trouble."""
    fee = option.service.fee
    if not fee:
        return _FREE
    score = 0.1 if need.category.startswith("livelihood") else 0.4
    return Verdict(score, "match.cost.fee", {"fee": fee})
