"""A filled survey was sent: whatever waited for it goes on."""

from __future__ import annotations

from handlers.campaigns import answered
from handlers.surveys import arrive
from handlers.uploads import owe
from handlers.work import Work
from model.events import ResponseSubmitted


def handle(work: Work, event: ResponseSubmitted) -> None:
    """Each purpose knows what to do with its answers; a campaign may have got the last one it wanted."""
    response = work.unit.surveys.response(event.response_id)
    if response is not None:
        arrive(work, response)
        answered(work, response)
        owe(work, response)
