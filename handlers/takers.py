"""Who took a need on themselves, when no organization has it."""

from __future__ import annotations

from handlers.work import Work
from model.need import Need
from model.person import Staff


def taker(work: Work, need: Need) -> Staff | None:
    """The worker or committee member who took it last; None when nobody did, or they are gone."""
    actor = work.unit.needs.takers([need.id]).get(need.id, "")
    staff_id = actor.removeprefix("staff:")
    staff = work.unit.staff.get(int(staff_id)) if staff_id.isdigit() else None
    return staff if staff is not None and staff.active else None
