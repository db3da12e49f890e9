"""Monday 08:00: last week's digest goes to the committee of each community, once.

The timer's key says the community and the week ("GH01 2026-W47"). The next week's is set when this one is
made: one that fails, or finds nobody at work, is still made when its turn comes, and before the next one.
"""

from __future__ import annotations

from datetime import datetime

from digests import before, week_of
from digests.facts import HISTORY
from handlers.digest import deliver, due, last_week
from handlers.services import Services
from handlers.work import Work
from storage.unit import Unit

KIND = "digest"
_LATEST = HISTORY
"""Weeks after which a digest that could not be made is let go; the newest ones look back no further."""


def fire(work: Work, key: str) -> None:
    """Send a week's digest, and set the next week's: at once when that is overdue, too."""
    community, owed = _read(key, work.services)
    if work.services.atlas.community(community) is None:
        return
    newest = last_week(work.services, work.now)
    week = max(owed or newest, before(newest, _LATEST - 1))
    deliver(work, community, week)
    _set(work.unit, work.services, community, before(week, -1))


def schedule(unit: Unit, services: Services, now: datetime) -> None:
    """Have every community's digest go out; a timer that is already set (perhaps overdue) stays."""
    known = {_read(key, services)[0] for key in unit.timers.keys(KIND)}
    this_week = week_of(now, services.zone)
    last = before(this_week, 1)
    week = last if now < due(last, services) else this_week
    for place in services.atlas.communities:
        if place.code not in known:
            _set(unit, services, place.code, week)


def _set(unit: Unit, services: Services, community: str, week: str) -> None:
    unit.timers.set(KIND, f"{community} {week}", due(week, services))


def _read(key: str, services: Services) -> tuple[str, str]:
    """Community and week of a key; no week in one that was set before keys had any."""
    if services.atlas.community(key) is not None:
        return key, ""
    community, _, week = key.rpartition(" ")
    return community, week
