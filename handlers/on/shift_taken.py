"""A volunteer took a shift: a reminder is set for the day before."""

from __future__ import annotations

from handlers.shifts import reminder_at
from handlers.work import Work
from model.events import ShiftTaken
from model.volunteer import SignUpState

TIMER = "shift"


def handle(work: Work, event: ShiftTaken) -> None:
    """Remind those who have a place; who waits is told when one becomes free."""
    if event.sign_up.state is SignUpState.TAKEN:
        due = reminder_at(event.shift, work.services.zone)
        if due > work.now:
            work.unit.timers.set(TIMER, f"{event.shift.id}:{event.sign_up.person_id}", due)
