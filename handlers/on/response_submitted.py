"""A filled survey was sent: whatever waited for it goes on."""

from __future__ import annotations

from handlers.surveys import arrive
from handlers.work import Work
from model.events import ResponseSubmitted


def handle(work: Work, event: ResponseSubmitted) -> None:
    """Each purpose knows what to do with its answers."""
    response = work.unit.surveys.response(event.response_id)
    if response is not None:
        arrive(work, response)
