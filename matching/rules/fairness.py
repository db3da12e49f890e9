"""New organizations get their chance, so that the known ones do not stay the only ones known."""

from __future__ import annotations

from matching.option import Option
from matching.situation import Situation
from matching.verdict import Verdict
from model.need import Need

_NEW = 5.0
"""After so many offers in the field an organization is half known."""
_BITS = (1 << 32) - 1


def draw(seed: int, need_id: int, organization_id: int) -> float:
    """A number from 0 to 1 that looks drawn by lot and is always the same for the same three.

    The mixing of bits is the finishing step of MurmurHash3.
    """
    mixed = (seed * 0x9E3779B1 + need_id * 0x85EBCA77 + organization_id * 0xC2B2AE3D + 0x27D4EB2F) & _BITS
    mixed = ((mixed ^ (mixed >> 16)) * 0x85EBCA6B) & _BITS
    mixed = ((mixed ^ (mixed >> 13)) * 0xC2B2AE35) & _BITS
    return (mixed ^ (mixed >> 16)) / _BITS


def rule(need: Need, option: Option, situation: Situation) -> Verdict:
    """The less is known of an organization in this field, the more often it is its turn: by lot, not always.

    The lot falls anew for each need, so that newcomers do not all come first together.
    """
    offered = option.here.offered
    lot = draw(situation.seed, need.id, option.organization.id)
    key = "match.fairness.new" if offered < _NEW else "match.fairness.known"
    return Verdict(_NEW / (_NEW + offered) * lot, key)
