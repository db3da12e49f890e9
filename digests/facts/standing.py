"""What was open at a moment, and what organizations had in hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from digests.facts.week import Offers
from model.bilingual import in_language


@dataclass(frozen=True, slots=True)
class Emergency:
    """An emergency that is still open: its number (the desk shows more) and its age in hours."""

    number: str
    hours: float


@dataclass(frozen=True, slots=True)
class Standing:
    """What was open at a moment. ``late`` is waiting for somebody for more than three days."""

    open: int = 0
    waiting: int = 0
    late: int = 0
    unmet: int = 0
    overdue: int = 0
    """Offers past their deadline without an answer."""
    emergencies: tuple[Emergency, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """One open need that several residents follow together: its category, how many, for how many days."""

    category: str
    people: int
    days: int
    unmet: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """One organization that serves the community: what it has in hand, and this community's offers.

    ``capacity`` is how many needs it can have in hand at a time, over all communities; None means that
    nobody said. ``load_before`` is the load a week earlier.
    """

    id: int
    zh: str
    en: str
    categories: tuple[str, ...] = ()
    capacity: int | None = None
    load: int = 0
    load_before: int = 0
    week: Offers = field(default_factory=Offers)
    week_before: Offers = field(default_factory=Offers)
    month: Offers = field(default_factory=Offers)

    def name(self, language: str) -> str:
        """The name in a language; the Chinese one where there is no other."""
        return in_language(language, self.zh, self.en)
