"""Volunteers, activities with their shifts, sign-ups, and the time bank."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from model.bilingual import in_language


@dataclass(frozen=True, slots=True)
class Volunteer:
    """A resident who helps: skills and times as tags of the sign-up survey, areas as place codes."""

    person_id: int
    skills: tuple[str, ...]
    times: tuple[str, ...]
    areas: tuple[str, ...]
    since: datetime
    active: bool = True


@dataclass(frozen=True, slots=True)
class Activity:
    """Something volunteers do together, held by an organization or the community."""

    id: int
    community: str
    zh: str
    en: str
    place_zh: str
    place_en: str
    organization_id: int | None = None
    skill: str = ""
    category: str = ""

    def name(self, language: str) -> str:
        """The name in a language."""
        return in_language(language, self.zh, self.en)

    def place(self, language: str) -> str:
        """Where to meet, in a language."""
        return in_language(language, self.place_zh, self.place_en)


@dataclass(frozen=True, slots=True)
class Shift:
    """One time slot of an activity; ``capacity`` volunteers can come, more wait in line."""

    id: int
    activity_id: int
    starts: datetime
    ends: datetime
    capacity: int


class SignUpState(enum.Enum):
    """A volunteer's place in a shift."""

    TAKEN = "taken"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class SignUp:
    """One volunteer in one shift; those waiting move up in the order of ``at``."""

    id: int
    shift_id: int
    person_id: int
    state: SignUpState
    at: datetime


@dataclass(frozen=True, slots=True)
class HourEntry:
    """One double entry of the time bank: minutes move from one account to another.

    Accounts are "person:<id>" and "bank"; the sum over all accounts is always zero.
    """

    id: int
    at: datetime
    debit: str
    credit: str
    minutes: int
    reason: str
