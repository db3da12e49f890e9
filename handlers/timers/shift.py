"""The evening before a shift."""

from __future__ import annotations

from handlers.shifts import shift_keyboard, shift_line
from handlers.work import Work
from model.volunteer import SignUpState


def fire(work: Work, key: str) -> None:
    """Remind the volunteer, if they still have the place."""
    shift_id, _, person_id = key.partition(":")
    shift = work.unit.volunteers.shift(int(shift_id))
    sign_up = work.unit.volunteers.sign_up_of(int(shift_id), int(person_id))
    if shift is None or sign_up is None or sign_up.state is not SignUpState.TAKEN:
        return
    person = work.unit.people.get(int(person_id))
    zone = work.services.zone
    heard = (work.heard_at(person) if person else work.now).astimezone(zone).date()
    work.tell(
        int(person_id),
        "news.shift_tomorrow" if heard < shift.starts.astimezone(zone).date() else "news.shift_today",
        lambda words: shift_keyboard(shift, words),
        line=shift_line(work, shift, int(person_id)),
    )
