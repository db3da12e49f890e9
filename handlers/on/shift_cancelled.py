"""A volunteer does not come: the first of those waiting moves up."""

from __future__ import annotations

from handlers.on.shift_taken import TIMER
from handlers.shifts import move_up
from handlers.work import Work
from model.events import ShiftCancelled


def handle(work: Work, event: ShiftCancelled) -> None:
    """Free the place and fill it."""
    work.unit.timers.cancel(TIMER, f"{event.shift.id}:{event.sign_up.person_id}")
    move_up(work, event.shift)
