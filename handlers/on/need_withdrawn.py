"""The resident no longer needs it: whoever has it or was asked is told to stop."""

from __future__ import annotations

from handlers.duty import alerted, workers
from handlers.linkage import end_all
from handlers.news import tell_current
from handlers.routing import take_back
from handlers.takers import taker
from handlers.work import Work
from model.events import NeedWithdrawn
from model.need import Need, NeedState
from model.person import Role, Staff
from model.phrase import phrase

_IN_HAND = frozenset({NeedState.ACCEPTED, NeedState.IN_PROGRESS})
_WAITING = frozenset({NeedState.SUBMITTED, NeedState.UNMET})
"""No organization has it: the workers, and the committee, have its card."""


def handle(work: Work, event: NeedWithdrawn) -> None:
    """End the open offer and tell its people; of what a worker took on themselves, that worker."""
    need = event.need
    over = phrase("staff.withdrawn", number=need.number)
    tell_current(work, need, over)
    take_back(work, need)
    known = {one.id: one for one in alerted(work, need)} if need.danger else {}
    if need.danger:
        work.unit.timers.cancel("alarm", need.number)
        work.tell_staff(known.values(), phrase("staff.alarm_off", number=need.number))
    elif event.was in _WAITING:
        work.tell_staff(_asked_to_help(work, need, event.was), over)
    by = taker(work, need) if need.holder_id is None and event.was in _IN_HAND else None
    if by is not None and by.id not in known:
        work.tell_staff([by], over)
    end_all(work, need, release=True)


def _asked_to_help(work: Work, need: Need, was: NeedState) -> list[Staff]:
    """Who got the card of what nobody could sort or serve."""
    people = workers(work, need.community)
    if was is NeedState.SUBMITTED:
        return people
    return [*people, *work.unit.staff.with_role(Role.COMMITTEE, need.community)]
