"""Needs that many residents share: neighbours joined the one that was there instead of filing another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from digests.facts import Shared
from digests.gathering.needs import Filed
from digests.wording import SMALL
from model.following import Follower

_OPEN = frozenset({"waiting", "served", "unmet"})


def sharing(filed: Iterable[Filed], followers: Iterable[Follower], end: datetime) -> tuple[Shared, ...]:
    """Those open at a moment that at least five residents want, the one who asked among them."""
    joined = Counter(one.need_id for one in followers if one.at < end)
    found = [
        Shared(
            one.need.category,
            joined[one.need.id] + 1,
            (end - one.need.created_at).days,
            one.stood(end) == "unmet",
        )
        for one in filed
        if joined[one.need.id] + 1 >= SMALL and one.stood(end) in _OPEN
    ]
    return tuple(sorted(found, key=lambda one: (-one.people, -one.days, one.category)))
