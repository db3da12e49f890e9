"""Residents, and the people who work for them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, slots=True)
class Person:
    """One resident. Nothing here is collected before consent.

    ``quiet_from``/``quiet_to`` are local times between which unasked messages wait (22:00–08:00 unless
    the resident says otherwise). ``stopped`` means: no unasked messages at all.
    """

    id: int
    language: str
    created_at: datetime
    community: str | None = None
    grid: str | None = None
    name: str = ""
    phone: str = ""
    address: str = ""
    consent_at: datetime | None = None
    sensitive_consent_at: datetime | None = None
    quiet_from: time = time(22, 0)
    quiet_to: time = time(8, 0)
    stopped: bool = False
    forgotten_at: datetime | None = None


class Role(enum.Enum):
    """What a member of staff is there for; see docs/glossary.md."""

    SOCIAL_WORKER = "social_worker"
    ORGANIZATION = "organization"
    COMMITTEE = "committee"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who signs in at the desk. ``communities`` empty means the whole installation."""

    id: int
    login: str
    name: str
    role: Role
    communities: tuple[str, ...] = ()
    organization_id: int | None = None
    language: str = "zh_CN"
    phone: str = ""
    on_duty: bool = False
    active: bool = True

    def serves(self, community: str | None) -> bool:
        """Whether this person's work covers the community; what is of none yet is every social worker's."""
        if community is None:
            return not self.communities or self.role is Role.SOCIAL_WORKER
        return not self.communities or community in self.communities
