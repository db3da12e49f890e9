"""The resident says it is solved: the organization hears the good news."""

from __future__ import annotations

from handlers.news import tell_holder
from handlers.on.need_resolved import TIMER
from handlers.work import Work
from model.events import NeedConfirmed
from model.phrase import phrase


def handle(work: Work, event: NeedConfirmed) -> None:
    """Tell those who helped; nobody needs to be reminded any more."""
    work.unit.timers.cancel(TIMER, event.need.number)
    tell_holder(work, event.need, phrase("staff.confirmed", number=event.need.number))
