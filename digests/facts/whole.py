"""A community's week whole, and the way to plain values and back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import msgspec

from digests.facts.standing import Shared, Standing, Work
from digests.facts.voices import Decision, Raised, Said
from digests.facts.week import Demand, Week
from model.bilingual import in_language


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
    standing: Standing = field(default_factory=Standing)
    standing_before: Standing = field(default_factory=Standing)
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
        return in_language(language, self.zh, self.en)


def to_plain(facts: Facts) -> dict[str, Any]:
    """The facts as dicts, lists, numbers and text, ready for JSON or MessagePack."""
    return cast("dict[str, Any]", msgspec.to_builtins(facts))


def from_plain(plain: dict[str, Any]) -> Facts:
    """The facts of ``to_plain``; msgspec.ValidationError when something else is given."""
    return msgspec.convert(plain, Facts)
