"""The resident says it is not solved: the one who had it is told, and it goes on."""

from __future__ import annotations

from handlers.cards import own_keyboard
from handlers.news import about, tell_holder, to_followers
from handlers.on.need_resolved import TIMER
from handlers.routing import offer, offer_next
from handlers.takers import tell_taker
from handlers.work import Work
from model.events import NeedReopened
from model.following import actor
from model.phrase import phrase


def handle(work: Work, event: NeedReopened) -> None:
    """Offer it again to the organization that knows it; to another when that could not, or a second time."""
    need = event.need
    work.unit.timers.cancel(TIMER, need.number)
    said = phrase("staff.reopened", number=need.number)
    tell_holder(work, need, said)
    tell_taker(work, need, said)
    if event.by:
        about(work, need, lambda _: phrase("news.reopened"), own_keyboard(need))
    to_followers(
        work, need, lambda _: phrase("news.reopened"), unless=lambda one: actor(one.person_id) == event.by
    )
    # Who said so in the chat reads in the answer to it who has it now.
    answered = not event.by and work.actor == "resident"
    past = work.unit.referrals.of_need(need.id)
    knows_it = next((one for one in reversed(past) if one.organization_id == need.holder_id), None)
    if knows_it is not None and need.reopened == 1 and not event.given_up:
        offer(work, need, knows_it.organization_id, knows_it.service_id, score=knows_it.score, first=answered)
    else:
        offer_next(work, need, first=answered)
