"""Who was asked to help has answered: the worker hears it; the resident, whether somebody would come."""

from __future__ import annotations

from handlers.cards import page_keyboard, share_keyboard
from handlers.news import about
from handlers.work import Work
from model.events import PlanLineAnswered
from model.linkage import LineState, Party
from model.phrase import phrase


def handle(work: Work, event: PlanLineAnswered) -> None:
    """Contacts are exchanged only when the resident agrees, too."""
    need, line = event.need, event.line
    yes = line.state is LineState.ACCEPTED
    key = f"staff.plan_{'yes' if yes else 'no'}.{line.party.value}"
    worker = work.unit.staff.get(line.asked_by)
    if worker is not None:
        work.tell_staff([worker], phrase(key, number=need.number), page_keyboard(work, need))
    if yes and line.party is Party.VOLUNTEER:
        about(work, need, lambda _: phrase("news.volunteer_comes"), share_keyboard(line))
    elif event.after_all and line.party is Party.VOLUNTEER:
        about(work, need, lambda _: phrase("news.volunteer_off"))
