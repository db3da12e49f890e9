"""From facts to the committee's weekly digest: gather, compose, render. Pure: no clock, no database."""

from __future__ import annotations

from digests.digest import Digest, compose
from digests.facts import Decision, Facts, from_plain, to_plain
from digests.gathering import gather
from digests.sources import Sources
from digests.weeks import NotAWeek, before, span, week_of

__all__ = [
    "Decision",
    "Digest",
    "Facts",
    "NotAWeek",
    "Sources",
    "before",
    "compose",
    "from_plain",
    "gather",
    "span",
    "to_plain",
    "week_of",
]
