"""Nobody is left: the committee and the social workers hold it, and the resident is told so honestly."""

from __future__ import annotations

from handlers.cards import staff_card, worker_keyboard
from handlers.duty import workers
from handlers.news import community_of, everybody, organization_of
from handlers.work import Work
from model.events import NeedUnmet
from model.person import Person, Role
from model.phrase import Phrase, phrase


def handle(work: Work, event: NeedUnmet) -> None:
    """Tell those who hold it now; the resident only when they did not just file it."""
    need = event.need
    holders = [
        *workers(work, need.community),
        *work.unit.staff.with_role(Role.COMMITTEE, need.community),
    ]
    work.tell_staff(holders, staff_card(work, need, "staff.unmet"), worker_keyboard(work, need))
    if need.created_at == work.now:
        return
    gone = organization_of(work, event.instead_of)

    def say(person: Person) -> Phrase:
        community = community_of(work, need, person.language)
        if gone is None:
            return phrase("news.unmet", community=community)
        return phrase("news.given_back_unmet", name=gone.name(person.language), community=community)

    everybody(work, need, say)
