"""What the database says about how the installation is doing; each question is answered by an index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from model.need import NeedState
from model.referral import ReferralState
from storage.tables import inbox, need, outbox, referral, timer
from storage.unit import Unit

_LATE = timedelta(minutes=1)
_LONGEST_PAUSE = 600.0
"""Seconds between two tries of a message, at most."""
_NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of rows; spans since the oldest was due, zero when there is none."""

    outbox_waiting: int
    outbox_held: int
    outbox_oldest: timedelta
    timers_late: int
    timer_oldest: timedelta
    referrals_overdue: int
    needs_unmet: int
    updates_poisoned: int


def figures(unit: Unit, now: datetime) -> Figures:
    """All of them at one moment."""
    late = unit.value(select(func.count()).select_from(timer).where(timer.c.due < now - _LATE))
    due = unit.row(select(timer.c.due).order_by(timer.c.due).limit(1))
    overdue = (referral.c.state == ReferralState.OFFERED.value, referral.c.deadline < now)
    return Figures(
        outbox_waiting=unit.outbox.count_waiting(),
        outbox_held=_count(unit, outbox.c.id, outbox.c.state == "held"),
        outbox_oldest=_oldest(unit, now),
        timers_late=int(late),
        timer_oldest=max(_NO_TIME, now - due["due"]) if due else _NO_TIME,
        referrals_overdue=_count(unit, referral.c.id, *overdue),
        needs_unmet=_count(unit, need.c.id, need.c.state == NeedState.UNMET.value),
        updates_poisoned=_count(unit, inbox.c.update_id, inbox.c.state == "poisoned"),
    )


def _count(unit: Unit, column: object, *conditions: object) -> int:
    return int(unit.value(select(func.count(column)).where(*conditions)))  # type: ignore[arg-type]


def _oldest(unit: Unit, now: datetime) -> timedelta:
    """For how long the oldest message that waits has been due.

    What waits for the end of quiet hours is not late. Each try that failed has put a message off, the k-th by
    about 2^k seconds, ten minutes at most; that is taken off again.
    """
    statement = select(outbox.c.attempts, func.min(outbox.c.not_before).label("due"))
    groups = unit.rows(statement.where(outbox.c.state == "waiting").group_by(outbox.c.attempts))
    late: list[timedelta] = [now - (row["due"] - _put_off(row["attempts"])) for row in groups]
    return max([_NO_TIME, *late])


def _put_off(attempts: int) -> timedelta:
    return timedelta(seconds=sum(min(_LONGEST_PAUSE, 2.0 ** min(k, 10)) for k in range(min(attempts, 1000))))
