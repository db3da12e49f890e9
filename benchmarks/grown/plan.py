"""How a grown database is made up: how many needs, communities, weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from storage.types import to_millis

NOW = datetime(2026, 11, 18, 4, 0, tzinfo=UTC)
NOW_MS = to_millis(NOW)
WEEK = 7 * 86_400_000
PER_WEEK = 28
MESSAGES_A_NEED = 40
ORGANIZATIONS = 10
"""Organizations of each community."""
VOLUNTEERS = 25
"""Volunteers of each community."""
STAFF = 3
"""Members of staff of each community, beside one of each organization."""
EPOCH = 1_735_689_600_000
"""Where ids begin to count."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a database of so many messages is made up."""

    messages: int

    @property
    def needs(self) -> int:
        """Needs ever filed."""
        return max(self.messages // MESSAGES_A_NEED, PER_WEEK * 13)

    @property
    def weeks(self) -> int:
        """Length of the past: a quarter, a year from a million messages on, two from ten million on."""
        return 13 if self.messages < 1_000_000 else 52 if self.messages < 10_000_000 else 104

    @property
    def communities(self) -> int:
        """How many communities file 28 needs a week in that time."""
        return max(1, round(self.needs / self.weeks / PER_WEEK))

    @property
    def residents(self) -> int:
        """People; each has filed about one need."""
        return self.needs

    @property
    def span(self) -> int:
        """The past in milliseconds."""
        return self.weeks * WEEK
