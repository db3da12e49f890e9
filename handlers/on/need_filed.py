"""A need was filed: it is offered to the best organization, or sorted by a social worker."""

from __future__ import annotations

from handlers.cards import staff_card, worker_keyboard
from handlers.duty import workers
from handlers.routing import offer_next
from handlers.work import Work
from model.events import NeedFiled


def handle(work: Work, event: NeedFiled) -> None:
    """Offer it. Danger goes to the person on duty, not into the queue."""
    need = event.need
    if need.danger:
        return
    if need.category:
        offer_next(work, need, first=True)
        return
    people = workers(work, need.community)
    work.tell_staff(people, staff_card(work, need, "staff.to_sort"), worker_keyboard(work, need))
