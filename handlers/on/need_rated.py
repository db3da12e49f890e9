"""The resident gave a rating: it counts in the organization's record, which is read where it is needed."""

from __future__ import annotations

from handlers.news import tell_holder
from handlers.takers import tell_taker
from handlers.work import Work
from model.events import NeedRated
from model.phrase import phrase


def handle(work: Work, event: NeedRated) -> None:
    """Tell those who helped."""
    need = event.need
    said = phrase("staff.rated", number=need.number, rating=need.rating)
    tell_holder(work, need, said)
    tell_taker(work, need, said)
