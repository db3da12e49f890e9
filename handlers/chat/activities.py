"""Volunteering from the chat: what is on, take a shift, give it back, put it in the calendar."""

from __future__ import annotations

from collections.abc import Callable

from handlers import shifts
from handlers.calendar import shift_file
from handlers.chat import promising
from handlers.turn import Turn
from handlers.wording import column, day
from model.cleaning import row_id
from model.message import Button, File
from model.volunteer import Shift, SignUpState

_LISTED = 7


def show(turn: Turn) -> None:
    """One's own shifts, what is on, and signing up for those who have not."""
    say, person = turn.words.say, turn.resident
    volunteer = turn.unit.volunteers.get(person.id)
    if volunteer is None:
        turn.say(
            "volunteer.invite",
            column(Button(say("volunteer.sign_up"), "enlist:"), Button(say("button.menu"), "menu:")),
        )
        return
    mine = {shift.id for _, shift in turn.unit.volunteers.coming(person.id, turn.now)}
    coming = shifts.coming_shifts(turn, person.community)
    ordered = sorted(coming, key=lambda shift: (shift.id not in mine, shift.starts))[:_LISTED]
    buttons = [_button(turn, shift, taken=shift.id in mine) for shift in ordered]
    balance = turn.unit.volunteers.balance(f"person:{person.id}")
    key = "volunteer.shifts" if mine else "volunteer.hours" if balance else "volunteer.coming"
    turn.say(
        key if ordered else "volunteer.no_shifts",
        column(*buttons, Button(say("volunteer.change"), "enlist:"), Button(say("button.menu"), "menu:")),
        count=len(mine),
        hours=f"{balance / 60:g}",
    )


def _button(turn: Turn, shift: Shift, *, taken: bool) -> Button:
    activity = turn.unit.volunteers.activity(shift.activity_id)
    zone = turn.services.zone
    label = turn.words.say(
        "shift.mine" if taken else "shift.button",
        name=activity.name(turn.language) if activity else "",
        day=day(shift.starts, zone, turn.words),
        starts=f"{shift.starts.astimezone(zone):%H:%M}",
    )
    return Button(label, f"shift:{shift.id}")


def _shift(turn: Turn, shift_id: str) -> Shift | None:
    wanted = row_id(shift_id)
    shift = turn.unit.volunteers.shift(wanted) if wanted is not None else None
    if shift is None or shift.ends <= turn.now:
        turn.then("expired")
        return None
    return shift


def show_shift(turn: Turn, shift_id: str) -> None:
    """One shift: how many places are left, and taking it."""
    shift = _shift(turn, shift_id)
    if shift is None:
        return
    say = turn.words.say
    everyone = turn.unit.volunteers.sign_ups(shift.id)
    free = shift.capacity - sum(one.state is SignUpState.TAKEN for one in everyone)
    own = next((one for one in everyone if one.person_id == turn.resident.id), None)
    line = shifts.shift_line(turn, shift, words=turn.words)
    if own is not None:
        _say_taken(turn, shift, own.state, edit=True)
        return
    take = Button(say("shift.take" if free > 0 else "shift.wait"), f"take:{shift.id}")
    turn.say(
        "shift.free" if free > 0 else "shift.full",
        column(take, Button(say("button.back"), "menu:activities")),
        edit=True,
        line=line,
        free=free,
        waiting=sum(one.state is SignUpState.WAITING for one in everyone),
    )


def take(turn: Turn, shift_id: str) -> None:
    """Take it, or wait for it."""
    shift = _shift(turn, shift_id)
    if shift is None:
        return
    try:
        sign_up = shifts.take(turn, shift, turn.resident.id)
    except shifts.DoubleBooked as clash:
        other = shifts.shift_line(turn, clash.other, words=turn.words)
        turn.say(
            "shift.clash",
            column(Button(turn.words.say("button.back"), "menu:activities")),
            edit=True,
            other=other,
        )
        return
    _say_taken(turn, shift, sign_up.state, edit=True)


def _say_taken(turn: Turn, shift: Shift, state: SignUpState, *, edit: bool) -> None:
    line = shifts.shift_line(turn, shift, words=turn.words)
    if state is SignUpState.TAKEN:
        keyboard = (
            *shifts.shift_keyboard(shift, turn.words),
            *column(Button(turn.words.say("button.back"), "menu:activities")),
        )
        reminded = shifts.reminder_at(shift, turn.services.zone) > turn.now
        key = "shift.taken" if reminded else "shift.taken_soon"
        promising.say(turn, key, keyboard, edit=edit, line=line)
        return
    everyone = [one for one in turn.unit.volunteers.sign_ups(shift.id) if one.state is SignUpState.WAITING]
    place = next((at for at, one in enumerate(everyone, 1) if one.person_id == turn.resident.id), 1)
    keyboard = column(
        Button(turn.words.say("shift.stop_waiting"), f"unshift:{shift.id}"),
        Button(turn.words.say("button.back"), "menu:activities"),
    )
    promising.say(turn, "shift.waiting", keyboard, edit=edit, line=line, place=place)


def give_back(turn: Turn, shift_id: str) -> None:
    """Give a shift back, or stop waiting."""
    shift = _shift(turn, shift_id)
    if shift is None:
        return
    known = turn.unit.volunteers.sign_up_of(shift.id, turn.resident.id)
    waited = known is not None and known.state is SignUpState.WAITING
    done = shifts.cancel(turn, shift, turn.resident.id)
    line = shifts.shift_line(turn, shift, words=turn.words)
    again = Button(turn.words.say("shift.take_again"), f"take:{shift.id}")
    keyboard = column(again if done else None, Button(turn.words.say("button.back"), "menu:activities"))
    left = "shift.not_waiting" if waited else "shift.given_back"
    turn.say(left if done else "shift.not_yours", keyboard, edit=True, line=line)


def calendar(turn: Turn, shift_id: str) -> None:
    """The shift as a file for the telephone's calendar."""
    shift = _shift(turn, shift_id)
    activity = turn.unit.volunteers.activity(shift.activity_id) if shift else None
    if shift is None or activity is None:
        return
    key = turn.services.keep(shift_file(shift, activity, turn.language, turn.now), "text/calendar")
    turn.say("shift.calendar_file", document=File("linli-shift.ics", "text/calendar", key))


TAPS = {"shift": show_shift, "take": take, "unshift": give_back, "ics": calendar}
SCREENS: dict[str, Callable[..., None]] = {"activities": show}
