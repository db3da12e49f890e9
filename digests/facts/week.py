"""One week of a community: what was asked and answered in it, by whom it was helped."""

from __future__ import annotations

from dataclasses import dataclass, field

HISTORY = 8
"""How many earlier weeks a digest looks back on."""

MONTH = 4
"""How many weeks the picture of demand and supply takes together."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Needs filed in a span of time, and how they stood at its end. The rest is waiting."""

    new: int = 0
    served: int = 0
    unmet: int = 0
    withdrawn: int = 0

    @property
    def waiting(self) -> int:
        """Filed, and nobody has said yes or that nobody can."""
        return self.new - self.served - self.unmet - self.withdrawn


@dataclass(frozen=True, slots=True)
class Unmet:
    """Needs of a level-1 category that nobody could serve, for one reason (a code)."""

    category: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Elapsed hours from filing to an answer: how many were measured, and their median."""

    count: int = 0
    median: float | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """Offers of needs to organizations, and what came of those that were answered or lapsed."""

    offered: int = 0
    accepted: int = 0
    declined: int = 0
    expired: int = 0


@dataclass(frozen=True, slots=True)
class Help:
    """What volunteers did: residents who came, sign-ups made, hours given, shifts and their places."""

    active: int = 0
    newcomers: int = 0
    sign_ups: int = 0
    hours: float = 0.0
    shifts: int = 0
    places: int = 0
    filled: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a community. ``ratings`` counts the residents' ones, twos … fives."""

    week: str
    demand: dict[str, Demand] = field(default_factory=dict)
    """By level-1 category."""
    leaves: dict[str, int] = field(default_factory=dict)
    """New needs by level-2 category."""
    accepted: int = 0
    resolved: int = 0
    closed: int = 0
    withdrawn: int = 0
    reopened: int = 0
    unmet: tuple[Unmet, ...] = ()
    to_accept: Hours = Hours()
    to_resolve: Hours = Hours()
    ratings: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    offers: Offers = Offers()
    declined: dict[str, int] = field(default_factory=dict)
    """Declined offers by reason."""
    help: Help = Help()

    @property
    def new(self) -> int:
        """All needs filed in the week."""
        return sum(demand.new for demand in self.demand.values())

    @property
    def gone_unmet(self) -> int:
        """All needs that became unmet in the week."""
        return sum(one.count for one in self.unmet)

    @property
    def rated(self) -> int:
        """How many residents gave a rating."""
        return sum(self.ratings)

    @property
    def satisfaction(self) -> float | None:
        """The mean rating from 1 to 5, or None without ratings."""
        total = sum(stars * count for stars, count in enumerate(self.ratings, start=1))
        return total / self.rated if self.rated else None
