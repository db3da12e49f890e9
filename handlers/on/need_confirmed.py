"""The resident says it is solved: who had it hears the good news."""

from __future__ import annotations

from handlers.cards import own_keyboard
from handlers.linkage import end_all
from handlers.news import tell_holder, to_followers
from handlers.on.need_resolved import TIMER
from handlers.takers import tell_taker
from handlers.work import Work
from model.events import NeedConfirmed
from model.following import Follower
from model.phrase import phrase


def is_content(follower: Follower) -> bool:
    """They have said so themselves."""
    return follower.content


def handle(work: Work, event: NeedConfirmed) -> None:
    """Tell those who helped; nobody needs to be reminded any more."""
    work.unit.timers.cancel(TIMER, event.need.number)
    to_followers(
        work, event.need, lambda _: phrase("news.confirmed"), own_keyboard(event.need), unless=is_content
    )
    said = phrase("staff.confirmed", number=event.need.number)
    tell_holder(work, event.need, said)
    tell_taker(work, event.need, said)
    end_all(work, event.need, release=False)
