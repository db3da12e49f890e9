"""“It is not an emergency”: most alarms are withdrawn by a tap, two kinds are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.calling_off import GUARDED, call_off, is_called_off
from handlers.chat import alarms
from handlers.chat import need as need_room
from handlers.chat.alarms import CATEGORIES, HELP
from handlers.chat.understanding import read
from handlers.needs import withdraw
from handlers.turn import Turn
from handlers.wording import column
from matching.text import Guess, Understanding, UrgencyFound
from model.message import Button
from model.need import Need, Urgency
from model.taxonomy import level1

_SAID_TO_BE_NOTHING = frozenset({"suicide"})
"""Dangers where people say it is nothing: a person asks after them all the same."""
STAYS = _SAID_TO_BE_NOTHING | GUARDED
"""Alarms that a tap does not undo."""


def calm(turn: Turn, number: str) -> None:
    """It was not urgent after all: the alarm is called off, the words are treated as any other."""
    alarm = turn.unit.needs.by_number(number)
    if alarm is None or turn.person is None or alarm.person_id != turn.person.id or not alarm.state.is_open:
        turn.then("expired")
        return
    room = alarms.leave(turn)
    if alarm.danger in STAYS:
        _stays(turn, alarm)
        return
    withdraw(turn, alarm)
    button_only = alarm.danger == HELP
    menu = Button(turn.words.say("button.menu"), "menu:") if button_only else None
    turn.say("danger.called_off", column(menu), edit=True)
    if not button_only:
        _take_as_any(turn, alarm, room)


def _stays(turn: Turn, alarm: Need) -> None:
    """One tap does not undo this alarm: those on duty hear of it and ask after them all the same."""
    if alarm.danger in _SAID_TO_BE_NOTHING:
        alarms.pass_on(turn, alarm, turn.words.say("danger.not_urgent"))
    elif not is_called_off(turn, alarm):
        call_off(turn, alarm)
    key = "danger.still_there" if alarm.danger in _SAID_TO_BE_NOTHING else "danger.well"
    menu = Button(turn.words.say("button.menu"), "menu:")
    turn.say(key, column(alarms.back_to_survey(turn), menu), edit=True)


def _take_as_any(turn: Turn, alarm: Need, room: str) -> None:
    """The words are for the room that listened, else a need; what was being said before comes after it."""
    if turn.resident.consent_at is None:
        turn.session.held = alarm.text
        turn.then("welcome")
    elif room:
        turn.then("hear_again", text=alarm.text)
    else:
        found = _calmer(read(turn, alarm.text), alarm.danger)
        need_room.start_afresh(turn, alarm.text, found)


def _calmer(found: Understanding, kind: str) -> Understanding:
    """What was understood, without the alarm: of the danger's field when unsure, and no emergency."""
    if not found.sure:
        field = CATEGORIES[kind]
        leaf = next((one for one in found.categories if level1(one.code).code == field), Guess(field, 1.0))
        found = replace(found, categories=(leaf,), sure=True)
    return replace(found, urgency=UrgencyFound(Urgency.SOON), parts=())


TAPS = {"calm": calm}
SCREENS: dict[str, Callable[..., None]] = {"call_off": calm}
