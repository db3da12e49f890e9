"""An organization said no: the next one is asked; the resident hears who has it now, not who would not."""

from __future__ import annotations

from handlers.routing import offer_next
from handlers.work import Work
from model.events import ReferralDeclined


def handle(work: Work, event: ReferralDeclined) -> None:
    """Go on to the next candidate."""
    offer_next(work, event.need)
