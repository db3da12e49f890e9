"""What happens when something is due, one file a kind; a fired timer is gone with its consequences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from handlers.services import Services
from handlers.timers import alarm, campaign, confirm, digest, openrosa, prune, referral, shift
from handlers.work import Work
from storage.outbox import Owed
from storage.timers import Timer
from storage.unit import Unit

_log = structlog.get_logger()

FIRES: dict[str, Callable[[Work, str], None]] = {
    "referral": referral.fire,
    "alarm": alarm.fire,
    "confirm": confirm.fire,
    "shift": shift.fire,
    "digest": digest.fire,
    "campaign": campaign.fire,
    "openrosa": openrosa.fire,
    "prune": prune.fire,
}

TOGETHER = 8
"""So many timers fire in one transaction: a city's digests are all due at once, and turns wait meanwhile."""
_PATIENCE = timedelta(hours=1)


def run_due(unit: Unit, services: Services, now: datetime) -> list[Owed]:
    """Fire what is longest overdue, each by itself; gives back the messages owed.

    At most ``TOGETHER``: the heart comes again for more. One that fails is put off for an hour, so that it
    cannot hold up the others.
    """
    owed: list[Owed] = []
    for timer in unit.timers.due(now, TOGETHER):
        try:
            with unit.turn():
                work = Work(unit, services, now)
                unit.timers.cancel(timer.kind, timer.key)
                FIRES[timer.kind](work, timer.key)
        except Exception:  # noqa: BLE001 - whatever it was, the other timers go on
            _log.exception("timer_failed", kind=timer.kind)
            _put_off(unit, timer, now)
        else:
            owed += work.owed
    return owed


def _put_off(unit: Unit, timer: Timer, now: datetime) -> None:
    with unit.turn():
        unit.timers.set(timer.kind, timer.key, now + _PATIENCE)
