"""Who took a need on themselves, when no organization has it."""

from __future__ import annotations

from handlers.work import Work
from model.need import Need, NeedState
from model.person import Staff
from model.phrase import Phrase

_IN_HAND = frozenset({NeedState.ACCEPTED, NeedState.IN_PROGRESS})


def taker(work: Work, need: Need) -> Staff | None:
    """The worker or committee member who took it last; None when nobody did, or they are gone."""
    actor = work.unit.needs.takers([need.id]).get(need.id, "")
    staff_id = actor.removeprefix("staff:")
    staff = work.unit.staff.get(int(staff_id)) if staff_id.isdigit() else None
    return staff if staff is not None and staff.active else None


def in_whose_hands(work: Work, need: Need) -> Staff | None:
    """The worker or committee member who is on it now; None when an organization is, or nobody yet."""
    mine = need.holder_id is None and need.state in _IN_HAND
    return taker(work, need) if mine and work.unit.referrals.current(need.id) is None else None


def tell_taker(work: Work, need: Need, what: Phrase) -> None:
    """Tell who took the need on themselves, where no organization has it; not of what they did just now."""
    by = taker(work, need) if need.holder_id is None else None
    if by is not None and work.actor != f"staff:{by.id}":
        work.tell_staff([by], what)
