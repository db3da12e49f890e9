"""What a week's digest is made of: counts and medians, no person in them. ``digests.gathering`` makes them.

Everything is a frozen dataclass of plain values, so that the facts can be kept (``to_plain``) and the same
digest read again years later (``from_plain``). Categories are codes of the taxonomy, times are in hours.
"""

from __future__ import annotations

from digests.facts.standing import Emergency, Shared, Standing, Work
from digests.facts.voices import Decision, Raised, Said
from digests.facts.week import HISTORY, MONTH, Demand, Help, Hours, Offers, Unmet, Week
from digests.facts.whole import Facts, from_plain, to_plain

__all__ = [
    "HISTORY",
    "MONTH",
    "Decision",
    "Demand",
    "Emergency",
    "Facts",
    "Help",
    "Hours",
    "Offers",
    "Raised",
    "Said",
    "Shared",
    "Standing",
    "Unmet",
    "Week",
    "Work",
    "from_plain",
    "to_plain",
]
