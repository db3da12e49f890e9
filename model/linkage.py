"""What a social worker confirmed of a linkage plan: who was asked to lend a hand, and what they said."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class Party(enum.Enum):
    """Who helps beside the organization that leads; that one has its referral."""

    SUPPORT = "support"
    VOLUNTEER = "volunteer"
    RESOURCE = "resource"


class LineState(enum.Enum):
    """asked → accepted or declined; ended when it is no longer needed."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENDED = "ended"

    @property
    def is_live(self) -> bool:
        """Whether they may still come, or come."""
        return self in {LineState.ASKED, LineState.ACCEPTED}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One confirmed line: ``subject_id`` is the id of a member of staff, a volunteer or a resource.

    ``shared_at`` is when the resident agreed that their contact and the volunteer's are exchanged.
    """

    id: int
    need_id: int
    party: Party
    subject_id: int
    state: LineState
    asked_at: datetime
    asked_by: int
    skill: str = ""
    reasons: str = "[]"
    answered_at: datetime | None = None
    shared_at: datetime | None = None
    allocation_id: int | None = None
