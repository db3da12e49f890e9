"""A place became free: the volunteer who waited has it, and can give it back by one tap."""

from __future__ import annotations

from handlers.on import shift_taken
from handlers.shifts import shift_keyboard, shift_line
from handlers.work import Work
from model.events import MovedUp, ShiftTaken


def handle(work: Work, event: MovedUp) -> None:
    """Tell them, and remind them as anybody else."""
    shift = event.shift
    work.tell(
        event.sign_up.person_id,
        "news.moved_up",
        lambda words: shift_keyboard(shift, words),
        line=shift_line(work, shift, event.sign_up.person_id),
    )
    shift_taken.handle(work, ShiftTaken(shift, event.sign_up))
