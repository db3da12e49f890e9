"""Topics: what residents raise and others support, for the committee's agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter for consultation, with how many support it."""

    id: int
    community: str
    title: str
    raised_at: datetime
    support: int = 1
    state: str = "open"
