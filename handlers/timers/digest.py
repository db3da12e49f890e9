"""Monday 08:00: last week's digest goes to the committee of each community, once."""

from __future__ import annotations

from datetime import datetime

from handlers.digest import deliver, last_week, next_monday
from handlers.services import Services
from handlers.work import Work
from storage.unit import Unit

KIND = "digest"


def fire(work: Work, key: str) -> None:
    """Send it, and set the next Monday."""
    if work.services.atlas.community(key) is None:
        return
    deliver(work, key, last_week(work.services, work.now))
    work.unit.timers.set(KIND, key, next_monday(work.now, work.services))


def schedule(unit: Unit, services: Services, now: datetime) -> None:
    """Have every community's digest go out; a timer that is already set (perhaps overdue) stays."""
    for place in services.atlas.communities:
        if unit.timers.get(KIND, place.code) is None:
            unit.timers.set(KIND, place.code, next_monday(now, services))
