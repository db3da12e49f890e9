"""The resident no longer needs it: whoever has it or was asked is told to stop."""

from __future__ import annotations

from handlers.linkage import end_all
from handlers.news import tell_current
from handlers.routing import take_back
from handlers.takers import taker
from handlers.work import Work
from model.events import NeedWithdrawn
from model.need import NeedState
from model.phrase import phrase

_IN_HAND = frozenset({NeedState.ACCEPTED, NeedState.IN_PROGRESS})


def handle(work: Work, event: NeedWithdrawn) -> None:
    """End the open offer and tell its people; of what a worker took on themselves, that worker."""
    need = event.need
    over = phrase("staff.withdrawn", number=need.number)
    tell_current(work, need, over)
    take_back(work, need)
    on_duty = list(work.unit.staff.on_duty(need.community)) if need.danger else []
    if need.danger:
        work.unit.timers.cancel("alarm", need.number)
        work.tell_staff(on_duty, phrase("staff.alarm_off", number=need.number))
    by = taker(work, need) if need.holder_id is None and event.was in _IN_HAND else None
    if by is not None and by.id not in {one.id for one in on_duty}:
        work.tell_staff([by], over)
    end_all(work, need, release=True)
