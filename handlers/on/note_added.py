"""A note or photo was added: the other side hears of it."""

from __future__ import annotations

from handlers.news import about
from handlers.work import Work
from model.events import NoteAdded
from model.need import Need, NeedState
from model.person import Staff
from model.phrase import phrase
from model.referral import ReferralState

_IN_HAND = frozenset({NeedState.ACCEPTED, NeedState.IN_PROGRESS})


def handle(work: Work, event: NoteAdded) -> None:
    """A resident's note goes to those who have the need, a worker's to the resident.

    Who was only offered it hears that there is more, and reads it once they have accepted; what answers
    their own question they read at once.
    """
    need = event.need
    if not event.by_resident:
        about(work, need, lambda _: phrase("news.note", text=event.text))
        return
    key = "staff.joined_note" if event.by_neighbour else "staff.note"
    full = phrase(key, number=need.number, text=event.text)
    current = work.unit.referrals.current(need.id)
    watching = {one.id: one for one in work.unit.staff.on_duty(need.community)} if event.alarm else {}
    if current is None:
        watching |= {one.id: one for one in _taker(work, need)}
    work.tell_staff(watching.values(), full)
    if current is None:
        return
    may_read = event.answer or current.state is ReferralState.ACCEPTED
    people = work.unit.staff.of_organization(current.organization_id)
    work.tell_staff(people, full if may_read else phrase("staff.note_outline", number=need.number))


def _taker(work: Work, need: Need) -> list[Staff]:
    """The worker or committee member who took the need on themselves."""
    if need.holder_id is not None or need.state not in _IN_HAND:
        return []
    actor = work.unit.needs.takers([need.id]).get(need.id, "")
    staff_id = actor.removeprefix("staff:")
    staff = work.unit.staff.get(int(staff_id)) if staff_id.isdigit() else None
    return [staff] if staff is not None and staff.active else []
