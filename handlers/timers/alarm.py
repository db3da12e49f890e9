"""Nobody has taken an alarm in time: everybody who could is alerted, again and again until somebody does."""

from __future__ import annotations

from datetime import timedelta

from handlers.cards import staff_card, worker_keyboard
from handlers.duty import everybody
from handlers.work import Work
from model.need import NeedState

_AGAIN = timedelta(minutes=15)


def fire(work: Work, key: str) -> None:
    """Alert all social workers and the committee; set the watch anew."""
    need = work.unit.needs.by_number(key)
    if need is None or need.state is not NeedState.SUBMITTED:
        return
    people = everybody(work, need.community)
    work.tell_staff(people, staff_card(work, need, "staff.alarm_again"), worker_keyboard(work, need))
    work.unit.timers.set("alarm", key, work.now + _AGAIN)
