"""The resident no longer needs it: whoever has it or was asked is told to stop."""

from __future__ import annotations

from handlers.linkage import end_all
from handlers.news import tell_current
from handlers.routing import take_back
from handlers.work import Work
from model.events import NeedWithdrawn
from model.phrase import phrase


def handle(work: Work, event: NeedWithdrawn) -> None:
    """End the open offer and tell its people."""
    need = event.need
    tell_current(work, need, phrase("staff.withdrawn", number=need.number))
    take_back(work, need)
    if need.danger:
        work.unit.timers.cancel("alarm", need.number)
        work.tell_staff(
            work.unit.staff.on_duty(need.community), phrase("staff.alarm_off", number=need.number)
        )
    end_all(work, need, release=True)
