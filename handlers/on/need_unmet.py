"""Nobody is left: the committee and the social workers hold it, and the resident is told so honestly."""

from __future__ import annotations

from handlers.cards import staff_card, worker_keyboard
from handlers.news import everybody
from handlers.work import Work
from model.events import NeedUnmet
from model.person import Role
from model.phrase import phrase


def handle(work: Work, event: NeedUnmet) -> None:
    """Tell those who hold it now; the resident only when they did not just file it."""
    need = event.need
    holders = [
        *work.unit.staff.with_role(Role.SOCIAL_WORKER, need.community),
        *work.unit.staff.with_role(Role.COMMITTEE, need.community),
    ]
    work.tell_staff(holders, staff_card(work, need, "staff.unmet"), worker_keyboard(work, need))
    if need.created_at != work.now:
        atlas = work.services.atlas
        everybody(
            work,
            need,
            lambda person: phrase("news.unmet", community=atlas.name(need.community, person.language)),
        )
