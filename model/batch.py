"""Many needs given to organizations at once, so that it can be taken back while nobody has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One need's new offer, and the offer that it replaced, if there was one."""

    need_id: int
    referral_id: int
    replaced_id: int | None = None


@dataclass(frozen=True, slots=True)
class AppliedBatch:
    """What one member of staff applied at one moment."""

    id: int
    at: datetime
    staff_id: int
    lines: tuple[BatchLine, ...]
    undone_at: datetime | None = None
