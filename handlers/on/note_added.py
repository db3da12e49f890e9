"""A note or photo was added: the other side hears of it."""

from __future__ import annotations

from handlers.duty import on_duty
from handlers.news import everybody, tell_holder
from handlers.takers import taker
from handlers.work import Work
from model.events import NoteAdded
from model.need import Need, NeedState
from model.person import Role, Staff
from model.phrase import phrase
from model.referral import ReferralState

_THEIRS = frozenset({NeedState.ACCEPTED, NeedState.IN_PROGRESS, NeedState.RESOLVED})


def handle(work: Work, event: NoteAdded) -> None:
    """A resident's note goes to those who have the need, a worker's to the resident and the neighbours.

    Who was only offered it hears that there is more, and reads it once they have accepted; what answers
    their own question they read at once. A worker reads what answers theirs, whoever has the need.
    """
    need = event.need
    if not event.by_resident:
        everybody(work, need, lambda _: phrase("news.note", text=event.text))
        return
    key = "staff.joined_note" if event.by_neighbour else "staff.note"
    full = phrase(key, number=need.number, text=event.text)
    current = work.unit.referrals.current(need.id)
    watching = {one.id: one for one in on_duty(work, need.community)} if event.alarm else {}
    by = taker(work, need) if current is None and need.holder_id is None and need.state in _THEIRS else None
    if by is not None:
        watching[by.id] = by
    asker = _worker_who_asked(work, need) if event.answer else None
    if asker is not None:
        watching[asker.id] = asker
    work.tell_staff(watching.values(), full)
    if current is None:
        tell_holder(work, need, full)
        return
    people = work.unit.staff.of_organization(current.organization_id)
    answered = event.answer and _asked(work, need) in {one.id for one in people}
    may_read = answered or current.state is ReferralState.ACCEPTED
    work.tell_staff(people, full if may_read else phrase("staff.note_outline", number=need.number))


def _asked(work: Work, need: Need) -> int | None:
    """Who asked the resident last; perhaps of an organization that it is no longer with."""
    actors = [one.actor for one in work.unit.needs.story(need.id) if one.kind == "asked"]
    staff_id = actors[-1].removeprefix("staff:") if actors else ""
    return int(staff_id) if staff_id.isdigit() else None


def _worker_who_asked(work: Work, need: Need) -> Staff | None:
    """A social worker or committee member who asked last; an organization hears it as the one that has it."""
    staff = work.unit.staff.get(_asked(work, need) or 0)
    return staff if staff is not None and staff.active and staff.role is not Role.ORGANIZATION else None
