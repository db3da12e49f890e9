"""Who asked needs it no longer, but neighbours had joined: the first of them hears that it is theirs now."""

from __future__ import annotations

from handlers.cards import own_keyboard
from handlers.news import about
from handlers.work import Work
from model.events import NeedPassedOn
from model.phrase import phrase


def handle(work: Work, event: NeedPassedOn) -> None:
    """Tell them; whoever has the need goes on as before."""
    about(work, event.need, lambda _: phrase("news.passed_on"), own_keyboard(event.need))
