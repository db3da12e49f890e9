"""A neighbour joined: those who have the need hear when it is the first, and again at every fifth."""

from __future__ import annotations

from handlers.news import tell_current
from handlers.takers import in_whose_hands
from handlers.work import Work
from model.events import NeedJoined
from model.phrase import phrase

_EVERY = 5


def handle(work: Work, event: NeedJoined) -> None:
    """Say how many there are; not each time, so that many neighbours are no flood of messages."""
    many = work.unit.followers.counts([event.need.id]).get(event.need.id, 0)
    if many == 1 or many % _EVERY == 0:
        said = phrase("staff.joined", number=event.need.number, count=many)
        tell_current(work, event.need, said)
        by = in_whose_hands(work, event.need)
        work.tell_staff([by] if by is not None else [], said)
