"""A referral: one offer of one need to one organization, with its own state and deadline."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class ReferralState(enum.Enum):
    """offered → accepted → completed; or declined (also after acceptance: given back), expired, withdrawn."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class DeclineReason(enum.Enum):
    """Why an organization says no or gives back; each teaches the matcher something else."""

    OUT_OF_SCOPE = "out_of_scope"
    NO_CAPACITY = "no_capacity"
    WRONG_AREA = "wrong_area"
    DUPLICATE = "duplicate"
    NEEDS_OTHER_HELP = "needs_other_help"


@dataclass(frozen=True, slots=True)
class Referral:
    """One offer. ``reasons`` is JSON: the matcher's sentences (keys and parameters) for this candidate.

    ``answered_at`` and ``answered_by`` are of the first answer, also where the organization took it on and
    gave it back later: that is a declined one with ``completed_at``, when it was given back.
    """

    id: int
    need_id: int
    organization_id: int
    service_id: int
    state: ReferralState
    rank: int
    score: float
    offered_at: datetime
    deadline: datetime
    answered_at: datetime | None = None
    answered_by: int | None = None
    decline_reason: DeclineReason | None = None
    note: str = ""
    completed_at: datetime | None = None
    reasons: str = "[]"

    @property
    def given_back(self) -> bool:
        """Whether it was accepted first, and the organization could not do it after all."""
        return self.state is ReferralState.DECLINED and self.completed_at is not None

    @property
    def declined_at(self) -> datetime | None:
        """When the organization said no, at once or after all; None where it did not."""
        return (self.completed_at or self.answered_at) if self.state is ReferralState.DECLINED else None
