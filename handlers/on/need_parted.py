"""Staff parted two needs again: the resident hears that theirs goes on by itself."""

from __future__ import annotations

from handlers.cards import own_keyboard
from handlers.news import about, to_followers
from handlers.work import Work
from model.events import NeedParted
from model.phrase import phrase


def handle(work: Work, event: NeedParted) -> None:
    """Tell the resident; the offer that follows tells the organization."""
    if event.need.person_id != event.into.person_id:
        about(work, event.need, lambda _: phrase("news.parted"), own_keyboard(event.need))
    to_followers(work, event.need, lambda _: phrase("news.parted"), own_keyboard(event.need))
