"""Staff joined two needs: who had the one is told to stop, its resident hears that both go on as one."""

from __future__ import annotations

from handlers.cards import own_keyboard
from handlers.linkage import end_all
from handlers.news import about, tell_current
from handlers.routing import take_back
from handlers.work import Work
from model.events import NeedMerged
from model.phrase import phrase


def handle(work: Work, event: NeedMerged) -> None:
    """End the open offer; what is heard from now on comes from the other need."""
    need, into = event.need, event.into
    tell_current(work, need, phrase("staff.merged", number=need.number, into=into.number))
    take_back(work, need)
    if need.person_id != into.person_id:
        about(work, need, lambda _: phrase("news.merged", number=into.number), own_keyboard(into))
    end_all(work, need, release=True)
