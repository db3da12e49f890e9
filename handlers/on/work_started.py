"""The organization has begun."""

from __future__ import annotations

from handlers.news import everybody, organization_of
from handlers.work import Work
from model.events import WorkStarted
from model.phrase import phrase


def handle(work: Work, event: WorkStarted) -> None:
    """Tell the resident."""
    organization = organization_of(work, event.need.holder_id)
    if organization is not None:
        everybody(
            work, event.need, lambda person: phrase("news.started", name=organization.name(person.language))
        )
