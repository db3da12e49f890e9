"""Who asked needs it no longer, but neighbours had joined: the first of them hears that it is theirs now."""

from __future__ import annotations

from handlers.cards import own_keyboard
from handlers.news import about, tell_current, tell_holder
from handlers.takers import in_whose_hands
from handlers.work import Work
from model.events import NeedPassedOn
from model.need import NeedState
from model.phrase import phrase


def handle(work: Work, event: NeedPassedOn) -> None:
    """Tell them, and who has the need that it is somebody else whom they reach now."""
    about(work, event.need, lambda _: phrase("news.passed_on"), own_keyboard(event.need))
    said = phrase("staff.passed_on", number=event.need.number)
    tell_current(work, event.need, said)
    if event.need.state is NeedState.RESOLVED:
        tell_holder(work, event.need, said)
    by = in_whose_hands(work, event.need)
    work.tell_staff([by] if by is not None else [], said)
