"""“It is not an emergency”: most alarms are withdrawn by a tap, two kinds are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.calling_off import GUARDED, call_off
from handlers.chat import need as need_room
from handlers.chat.alarms import CATEGORIES, pass_on
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
    if alarm.danger in _SAID_TO_BE_NOTHING:
        _still_there(turn, alarm)
        return
    if alarm.danger in GUARDED:
        call_off(turn, alarm)
        turn.say("danger.well", column(Button(turn.words.say("button.menu"), "menu:")), edit=True)
        return
    withdraw(turn, alarm)
    turn.say("danger.called_off", edit=True)
    if turn.resident.consent_at is None:
        turn.session.held = alarm.text
        turn.then("welcome")
    else:
        need_room.start(turn, alarm.text, _calmer(need_room.read(turn, alarm.text), alarm.danger))


def _calmer(found: Understanding, kind: str) -> Understanding:
    """What was understood, without the alarm: of the danger's field when unsure, and no emergency."""
    if not found.sure:
        field = CATEGORIES[kind]
        leaf = next((one for one in found.categories if level1(one.code).code == field), Guess(field, 1.0))
        found = replace(found, categories=(leaf,), sure=True)
    return replace(found, urgency=UrgencyFound(Urgency.SOON))


def _still_there(turn: Turn, alarm: Need) -> None:
    """One tap does not undo this alarm: those on duty know what was said, and ask after them all the same."""
    pass_on(turn, alarm, turn.words.say("danger.not_urgent"))
    turn.say("danger.still_there", column(Button(turn.words.say("button.menu"), "menu:")), edit=True)


TAPS = {"calm": calm}
SCREENS: dict[str, Callable[..., None]] = {"call_off": calm}
