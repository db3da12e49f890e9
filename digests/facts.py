"""What a week's digest is made of: counts and medians, no person in them. ``gather`` makes them.

Everything is a frozen dataclass of plain values, so that the facts can be kept (``to_plain``) and the same
digest read again years later (``from_plain``). Categories are codes of the taxonomy, times are in hours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import msgspec

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
    week: Offers = Offers()
    week_before: Offers = Offers()
    month: Offers = Offers()

    def name(self, language: str) -> str:
        """The name in a language; the Chinese one where there is no other."""
        return self.zh if language.startswith("zh") or not self.en else self.en


@dataclass(frozen=True, slots=True)
class Said:
    """A word, and how many different residents used it, and in as many weeks before."""

    word: str
    count: int
    before: int = 0


@dataclass(frozen=True, slots=True)
class Raised:
    """A topic raised by residents. ``fresh`` says it was raised this week."""

    title: str
    support: int
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What the committee decided on last week's digest, and what became of it ("" is: nothing yet)."""

    text: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """One open need that several residents follow together: its category, how many, for how many days."""

    category: str
    people: int
    days: int
    unmet: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """A community's week with the eight before it; ``weeks`` runs from the oldest to this one.

    ``history`` says how many of the earlier weeks Linli was already in use. ``month`` and
    ``month_before`` are four weeks each, by level-1 category.
    """

    community: str
    zh: str
    en: str
    week: str
    weeks: tuple[Week, ...]
    history: int = 0
    month: dict[str, Demand] = field(default_factory=dict)
    month_before: dict[str, Demand] = field(default_factory=dict)
    standing: Standing = Standing()
    standing_before: Standing = Standing()
    organizations: tuple[Work, ...] = ()
    volunteers: int = 0
    """Residents who have signed up to help in this community."""
    said: tuple[Said, ...] = ()
    said_weeks: int = 1
    """Over how many weeks words were counted."""
    topics: tuple[Raised, ...] = ()
    decisions: tuple[Decision, ...] = ()
    shared: tuple[Shared, ...] = ()
    """Open needs that at least five residents follow together, the most first."""

    @property
    def now(self) -> Week:
        """The week the digest is about."""
        return self.weeks[-1]

    @property
    def last(self) -> Week | None:
        """The week before, or None when Linli was not in use then."""
        return self.weeks[-2] if self.history else None

    @property
    def past(self) -> tuple[Week, ...]:
        """The earlier weeks in which Linli was in use, the oldest first."""
        return self.weeks[len(self.weeks) - 1 - self.history : -1]

    def name(self, language: str) -> str:
        """The community's name in a language; the Chinese one where there is no other."""
        return self.zh if language.startswith("zh") or not self.en else self.en


def to_plain(facts: Facts) -> dict[str, Any]:
    """The facts as dicts, lists, numbers and text, ready for JSON or MessagePack."""
    return cast("dict[str, Any]", msgspec.to_builtins(facts))


def from_plain(plain: dict[str, Any]) -> Facts:
    """The facts of ``to_plain``; msgspec.ValidationError when something else is given."""
    return msgspec.convert(plain, Facts)
