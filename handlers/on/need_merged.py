"""Staff joined two needs: who had the one is told to stop, its residents hear that both go on as one."""

from __future__ import annotations

from handlers.cards import own_keyboard
from handlers.linkage import end_all
from handlers.news import about, framed, tell_current
from handlers.routing import take_back
from handlers.takers import tell_taker
from handlers.work import Work
from model.events import NeedMerged
from model.phrase import phrase


def handle(work: Work, event: NeedMerged) -> None:
    """End the open offer; what is heard from now on comes from the other need."""
    need, into = event.need, event.into
    said = phrase("staff.merged", number=need.number, into=into.number)
    tell_current(work, need, said)
    tell_taker(work, need, said)
    take_back(work, need)
    joined = phrase("news.merged", number=into.number)
    if need.person_id != into.person_id:
        about(work, need, lambda _: joined, own_keyboard(into))
    for one in work.unit.followers.of_origin(need.id):
        person = work.unit.people.get(one.person_id)
        if person is not None and person.id != need.person_id:
            work.tell(person.id, framed(need, person, joined), own_keyboard(into))
    end_all(work, need, release=True)
