"""Volunteers' shifts: a place each, a waiting list that moves up, no double booking."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.wording import column, day
from handlers.work import Work
from locales import Texts, texts
from model.events import MovedUp, ShiftCancelled, ShiftTaken
from model.message import Button, Keyboard
from model.volunteer import Shift, SignUp, SignUpState

_REMINDER = time(18, 0)
_AHEAD = timedelta(days=21)


class DoubleBooked(Exception):
    """The volunteer already has a shift at that time."""

    def __init__(self, other: Shift) -> None:
        super().__init__()
        self.other = other


def coming_shifts(work: Work, community: str | None) -> list[Shift]:
    """Shifts that can still be taken, soonest first; those of the community before others."""
    return work.unit.volunteers.shifts(work.now, work.now + _AHEAD, community)


def take(work: Work, shift: Shift, person_id: int) -> SignUp:
    """Take a place, or the next one in the waiting list. DoubleBooked when two shifts would overlap.

    Taking it twice changes nothing.
    """
    volunteers = work.unit.volunteers
    known = volunteers.sign_up_of(shift.id, person_id)
    if known is not None and known.state in {SignUpState.TAKEN, SignUpState.WAITING}:
        return known
    for _, other in volunteers.coming(person_id, work.now):
        if other.starts < shift.ends and shift.starts < other.ends:
            raise DoubleBooked(other)
    taken = sum(one.state is SignUpState.TAKEN for one in volunteers.sign_ups(shift.id))
    state = SignUpState.TAKEN if taken < shift.capacity else SignUpState.WAITING
    sign_up = SignUp(known.id if known else work.services.ids(), shift.id, person_id, state, work.now)
    if known is None:
        volunteers.add_sign_up(sign_up)
    else:
        volunteers.change_sign_up(known.id, state=state, at=work.now)
    work.emit(ShiftTaken(shift, sign_up))
    return sign_up


def cancel(work: Work, shift: Shift, person_id: int) -> bool:
    """Give the place back; the first of those waiting moves up. False when there was none."""
    known = work.unit.volunteers.sign_up_of(shift.id, person_id)
    if known is None or known.state not in {SignUpState.TAKEN, SignUpState.WAITING}:
        return False
    work.unit.volunteers.change_sign_up(known.id, state=SignUpState.CANCELLED)
    work.emit(ShiftCancelled(shift, known))
    return True


def move_up(work: Work, shift: Shift) -> None:
    """Fill free places from the waiting list, in order."""
    volunteers = work.unit.volunteers
    everyone = volunteers.sign_ups(shift.id)
    free = shift.capacity - sum(one.state is SignUpState.TAKEN for one in everyone)
    for sign_up in [one for one in everyone if one.state is SignUpState.WAITING][: max(0, free)]:
        volunteers.change_sign_up(sign_up.id, state=SignUpState.TAKEN)
        moved = SignUp(sign_up.id, shift.id, sign_up.person_id, SignUpState.TAKEN, sign_up.at)
        work.emit(MovedUp(shift, moved))


def reminder_at(shift: Shift, zone: ZoneInfo) -> datetime:
    """The evening before, at six."""
    before = shift.starts.astimezone(zone) - timedelta(days=1)
    return datetime.combine(before.date(), _REMINDER, zone)


def shift_line(work: Work, shift: Shift, person_id: int | None = None, words: Texts | None = None) -> str:
    """社区食堂帮厨，12月3日 周三 09:00–11:00，桂香社区党群服务中心."""
    if words is None:
        person = work.unit.people.get(person_id) if person_id is not None else None
        words = texts(person.language if person else "zh_CN")
    activity = work.unit.volunteers.activity(shift.activity_id)
    zone = work.services.zone
    return words.say(
        "shift.line",
        name=activity.name(words.language) if activity else "",
        place=activity.place(words.language) if activity else "",
        day=day(shift.starts, zone, words),
        starts=f"{shift.starts.astimezone(zone):%H:%M}",
        ends=f"{shift.ends.astimezone(zone):%H:%M}",
    )


def shift_keyboard(shift: Shift, words: Texts) -> Keyboard:
    """For one who has a place: the calendar file, and giving it back."""
    return column(
        Button(words.say("shift.calendar"), f"ics:{shift.id}"),
        Button(words.say("shift.cancel"), f"unshift:{shift.id}"),
    )
