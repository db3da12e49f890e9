"""Work has begun."""

from __future__ import annotations

from handlers.news import everybody, organization_of
from handlers.takers import taker
from handlers.work import Work
from model.events import WorkStarted
from model.person import Person
from model.phrase import Phrase, phrase


def handle(work: Work, event: WorkStarted) -> None:
    """Tell the resident and the neighbours; a worker who took it on is called by their name."""
    organization, by = organization_of(work, event.need.holder_id), taker(work, event.need)

    def said(person: Person) -> Phrase:
        if organization is not None:
            return phrase("news.started", name=organization.name(person.language))
        return phrase("news.started_worker", name=by.name if by is not None else phrase("news.worker"))

    everybody(work, event.need, said)
