"""A referral: one offer of one need to one organization, with its own state and deadline."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class ReferralState(enum.Enum):
    """offered → accepted → completed; or declined, expired, withdrawn."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class DeclineReason(enum.Enum):
    """Why an organization says no; each teaches the matcher something else."""

    OUT_OF_SCOPE = "out_of_scope"
    NO_CAPACITY = "no_capacity"
    WRONG_AREA = "wrong_area"
    DUPLICATE = "duplicate"
    NEEDS_OTHER_HELP = "needs_other_help"


@dataclass(frozen=True, slots=True)
class Referral:
    """One offer. ``reasons`` is JSON: the matcher's sentences (keys and parameters) for this candidate."""

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
