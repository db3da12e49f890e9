"""New organizations get their chance, so that the known ones do not stay the only ones known."""

from __future__ import annotations

from zlib import crc32

from matching.option import Option
from matching.rules._record import records_of
from matching.situation import Situation
from matching.verdict import Verdict
from model.need import Need

_NEW = 5.0
"""After so many offers in the field an organization is half known."""
_RANGE = 2**32


def draw(seed: int, need_id: int, organization_id: int) -> float:
    """A number from 0 to 1 that looks random and is always the same for the same three."""
    return crc32(b"%d:%d:%d" % (seed, need_id, organization_id)) / _RANGE


def rule(need: Need, option: Option, situation: Situation) -> Verdict:
    """The less is known of an organization in this field, the more often it is its turn: by lot, not always.

    The lot falls anew for each need, so that newcomers do not all come first together.
    """
    here, _overall = records_of(option.organization.id, need.category, situation)
    unknown = _NEW / (_NEW + here.offered)
    score = unknown * draw(situation.seed, need.id, option.organization.id)
    return Verdict(score, "match.fairness.new" if here.offered < _NEW else "match.fairness.known")
