"""Is there room left, and how busy are they."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import NEUTRAL, Verdict
from model.need import Need

_UNSAID_LOAD = 10
"""With nobody having named a capacity, so many needs in hand count as busy."""
_FREE = Verdict(0.6, "match.capacity.free")
_UNSAID = Verdict(NEUTRAL, "match.capacity.unsaid")


def rule(need: Need, option: Option, situation: Situation) -> Verdict:  # noqa: ARG001 - one shape for all
    """Excludes the full; prefers those with more of their capacity left."""
    service = option.service
    load = situation.load.get(service.id, 0)
    if service.capacity is None:
        return _without_limit(load)
    left = service.capacity - load
    if left <= 0:
        return Verdict(None, "match.capacity.full", {"load": load})
    share = left / service.capacity
    key = "match.capacity.last" if left == 1 else "match.capacity.left"
    return Verdict(0.3 + 0.7 * share, key, {"left": left})


def _without_limit(load: int) -> Verdict:
    if load == 0:
        return _FREE
    if load < _UNSAID_LOAD // 2:
        return _UNSAID
    return Verdict(NEUTRAL * _UNSAID_LOAD / (_UNSAID_LOAD + load), "match.capacity.busy", {"load": load})
