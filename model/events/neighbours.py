"""What has happened between neighbours who have the same need."""

from __future__ import annotations

from dataclasses import dataclass

from model.following import Follower
from model.need import Need


@dataclass(frozen=True, slots=True)
class NeedPassedOn:
    """Who asked no longer needs it, but neighbours had joined: the first of them has it now."""

    need: Need


@dataclass(frozen=True, slots=True)
class NeedJoined:
    """A neighbour with the same need joined instead of filing another."""

    need: Need
    follower: Follower


@dataclass(frozen=True, slots=True)
class NeedLeft:
    """A neighbour no longer follows a need."""

    need: Need


@dataclass(frozen=True, slots=True)
class NeedMerged:
    """Staff joined a need to another that is the same."""

    need: Need
    into: Need


@dataclass(frozen=True, slots=True)
class NeedParted:
    """Staff parted two needs again that they had joined."""

    need: Need
    into: Need
