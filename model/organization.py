"""Organizations, what they offer, where and when; after Open Referral's HSDS 3 in words and shape."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime, time

from model.bilingual import in_language


class Grade(enum.Enum):
    """The public result of an evaluation, every three years (DOMAIN: supervision and trust)."""

    EXCELLENT = "excellent"
    GOOD = "good"
    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"


@dataclass(frozen=True, slots=True)
class Organization:
    """A social organization. ``suspended`` ones get no new referrals."""

    id: int
    zh: str
    en: str
    description_zh: str = ""
    description_en: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    grade: Grade | None = None
    graded_on: date | None = None
    suspended: bool = False
    languages: tuple[str, ...] = ("zh",)
    founded_on: date | None = None
    external_id: str = ""

    def name(self, language: str) -> str:
        """The name in a language; the Chinese one where there is no other."""
        return in_language(language, self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Opening:
    """One line of a schedule: open on ``weekday`` (0 = Monday) from ``opens`` to ``closes``, local time."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Service:
    """What an organization offers: which categories, to whom, where (place codes), when, how much at once.

    ``capacity`` is how many needs the service can have in hand at a time; None means nobody said.
    ``audience`` are tags such as "elder", "child", "disability", "women"; empty means everybody.
    ``fee`` is in words; empty means free.
    """

    id: int
    organization_id: int
    zh: str
    en: str
    categories: tuple[str, ...]
    area: tuple[str, ...]
    description_zh: str = ""
    description_en: str = ""
    audience: tuple[str, ...] = ()
    capacity: int | None = None
    openings: tuple[Opening, ...] = ()
    fee: str = ""
    languages: tuple[str, ...] = ()
    active: bool = True
    external_id: str = ""

    def name(self, language: str) -> str:
        """The name in a language; the Chinese one where there is no other."""
        return in_language(language, self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Record:
    """What Linli itself has seen of an organization, in one category or ("") in all.

    Counts are of referrals over the last year; ``satisfaction_sum`` adds the residents' 1–5 ratings,
    ``answer_hours_sum`` the hours from offer to answer. An offer taken back before it was answered does not
    count; one that was accepted and given back is ``declined``, and was answered when it was accepted.
    ``refused`` are the category's leaves that the organization said were not its field, with how often
    beyond those of the same leaf that it accepted.
    """

    organization_id: int
    category: str
    offered: int = 0
    accepted: int = 0
    declined: int = 0
    expired: int = 0
    solved: int = 0
    reopened: int = 0
    rated: int = 0
    satisfaction_sum: int = 0
    answer_hours_sum: float = 0.0
    refused: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """An organization's published income, expenditure and budget of one year, in yuan."""

    organization_id: int
    year: int
    income: int
    expenditure: int
    budget: int
    published_at: datetime
