"""At three in the morning: what has been kept long enough goes, a batch a beat of the heart.

The timer's key is the step and where the batch before it stopped, so that a night cut short is gone on with
where it was, by whichever process comes first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from handlers import retention
from handlers.services import Services
from handlers.work import Work
from storage.unit import Unit

KIND = "prune"
_HOUR = 3
_BEAT = timedelta(seconds=1)
_FIRST = next(iter(retention.STEPS))
_log = structlog.get_logger()


def fire(work: Work, key: str) -> None:
    """Do one batch and set the next one; after the last step, the next night."""
    step, _, after = key.partition(":")
    done = retention.prune(work, step, after)
    if done.count:
        _log.info("pruned", step=step, count=done.count)
    if done.next is not None:
        work.unit.timers.set(KIND, f"{step}:{done.next}", work.now + _BEAT)
        return
    following = retention.following(step)
    if following is not None:
        work.unit.timers.set(KIND, f"{following}:", work.now + _BEAT)
    else:
        work.unit.timers.set(KIND, f"{_FIRST}:", next_night(work.now, work.services))


def schedule(unit: Unit, services: Services, now: datetime) -> None:
    """Have it done every night; a night in hand is gone on with."""
    if not unit.timers.any_of(KIND):
        unit.timers.set(KIND, f"{_FIRST}:", next_night(now, services))


def next_night(now: datetime, services: Services) -> datetime:
    """The coming 03:00 in the installation's zone, after ``now``."""
    local = now.astimezone(services.zone)
    night = local.replace(hour=_HOUR, minute=0, second=0, microsecond=0)
    return night if night > local else night + timedelta(days=1)
