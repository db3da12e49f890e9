"""Danger to life or limb comes before everything: the number to call, a person alerted, the need filed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from handlers.calling_off import GUARDED, call_off, is_called_off
from handlers.chat import need as need_room
from handlers.chat import welcome
from handlers.closing import add_note
from handlers.needs import file_need, withdraw
from handlers.session import Draft
from handlers.turn import Turn
from handlers.wording import column
from matching.text import DangerLevel, Guess, Understanding, UrgencyFound, danger
from model.events import DangerRecognised
from model.message import Button
from model.need import Need, Urgency
from model.person import Person
from model.phrase import phrase
from model.taxonomy import level1

_STILL = timedelta(hours=1)
"""How long after an alarm further words are taken as belonging to it."""

# Where a need of this kind belongs, for those who read the queue and the digest.
CATEGORIES = {
    "fire": "safety",
    "gas": "safety",
    "electricity": "safety",
    "falling": "safety",
    "crime": "safety",
    "trapped": "safety",
    "medical": "health",
    "poison": "health",
    "suicide": "mental",
    "violence": "family",
    "child_abuse": "children",
    "lost_person": "emergency",
    "disaster": "emergency",
    "help": "emergency",
}
_SAID_TO_BE_NOTHING = frozenset({"suicide"})
"""Dangers where people say it is nothing: a person asks after them all the same."""
STAYS = _SAID_TO_BE_NOTHING | GUARDED
"""Alarms that a tap does not undo."""
NUMBERS = {
    "fire": "119",
    "gas": "119",
    "electricity": "119",
    "falling": "119",
    "trapped": "119",
    "disaster": "119",
    "medical": "120",
    "poison": "120",
    "crime": "110",
    "violence": "110",
    "child_abuse": "110",
    "lost_person": "110",
    "suicide": "12356",
}
"""The number to call first; which to call besides is said in one line."""
HELP = "help"
"""What the button for help files: nobody has said yet what it is."""
CONCERN = "danger.concern"


def recognised(turn: Turn) -> bool:
    """Look for danger in what was typed; when it is there, everything else waits."""
    if turn.incoming.tap is not None or not turn.incoming.text or turn.chat.staff_id is not None:
        return False
    found = danger(turn.incoming.text)
    if found is None:
        return False
    kind = found.kind.value
    if found.level is not DangerLevel.CONCERN:
        _respond(turn, kind, turn.incoming.text)
        return True
    if turn.session.at == CONCERN:
        return False
    _ask(turn, kind)
    return True


def _ask(turn: Turn, kind: str) -> None:
    """It may be danger: ask, keep the words, and go on with whatever is answered."""
    words, held = turn.words, turn.session.held
    turn.session.held = f"{held}\n{turn.incoming.text}" if held else turn.incoming.text
    turn.go(CONCERN, f"{turn.session.at}:{turn.session.arg}")
    turn.say(
        "danger.concern",
        column(
            Button(words.say("danger.yes_now"), f"alarm:{kind}"),
            Button(words.say("danger.no_go_on"), "fine:"),
        ),
        number=NUMBERS[kind],
        others=words.say(f"danger.others.{NUMBERS[kind]}"),
    )


def alarm(turn: Turn, kind: str) -> None:
    """Yes, it is danger (or the button for help was tapped): alert now."""
    turn.go()
    held, turn.session.held = turn.session.held, ""
    _respond(turn, kind if kind in CATEGORIES else HELP, held or turn.words.say("danger.button_text"))


def fine(turn: Turn, _: str) -> None:
    """No danger: the words are taken like any others, by the room they were meant for."""
    room = _leave(turn)
    if not turn.consented:
        turn.then("welcome")
        return
    held, turn.session.held = turn.session.held, ""
    if held and room:
        turn.then("hear_again", text=held)
    elif held:
        turn.then("understand", text=held)
    else:
        turn.then("menu")


def _leave(turn: Turn) -> str:
    """Back to the room in which it was asked whether there is danger; "" when none was listening."""
    asked = turn.session.at == CONCERN
    room, _, about = turn.session.arg.partition(":") if asked else ("", "", "")
    turn.go(room, about)
    return room


def hear(turn: Turn) -> bool:
    """They went on typing instead of tapping: all of it is taken together."""
    if not turn.incoming.text:
        return False
    held, turn.session.held = turn.session.held, ""
    room = _leave(turn)
    said = f"{held}\n{turn.incoming.text}".strip()
    turn.then("hear_again" if room else "understand", text=said)
    return True


def offer_help(turn: Turn) -> None:
    """The button in the menu: numbers at once, and one tap that alerts the person on duty."""
    words = turn.words
    turn.say(
        "danger.offer",
        column(
            Button(words.say("danger.yes_now"), f"alarm:{HELP}"), Button(words.say("button.menu"), "menu:")
        ),
    )


def _respond(turn: Turn, kind: str, text: str) -> None:
    open_need = _open_alarm(turn, kind)
    if open_need is None:
        if turn.person is None:
            welcome.enrol(turn, consented=False)
        open_need = file_need(turn, _need(turn, turn.resident, kind, text))
        turn.emit(DangerRecognised(open_need, kind))
    else:
        _pass_on(turn, open_need, text)
    buttons = [Button(turn.words.say("danger.not_urgent"), f"calm:{open_need.number}")]
    if turn.session.response:
        buttons.append(Button(turn.words.say("danger.back_to_survey"), "continue:"))
    turn.say(f"danger.{kind}", column(*buttons), number=open_need.number)


def _open_alarm(turn: Turn, kind: str) -> Need | None:
    """An alarm of the same kind that is already open: more words belong to it."""
    if turn.person is None:
        return None
    mine = turn.unit.needs.of_person(turn.person.id, limit=5)
    return next((one for one in mine if one.danger == kind and one.state.is_open), None)


def more_words(turn: Turn) -> bool:
    """What is typed soon after an alarm belongs to it, unless another matter is in hand."""
    if not turn.incoming.text or turn.session.draft is not None:
        return False
    mine = turn.unit.needs.of_person(turn.resident.id, limit=1)
    if not mine or not mine[0].danger or not mine[0].state.is_open:
        return False
    alarm = mine[0]
    if turn.now - alarm.created_at > _STILL or is_called_off(turn, alarm):
        return False
    _pass_on(turn, alarm, turn.incoming.text)
    turn.say(
        "danger.told_them",
        column(
            Button(turn.words.say("danger.not_urgent"), f"calm:{alarm.number}"),
            Button(turn.words.say("danger.other_matter"), "other:"),
        ),
        number=NUMBERS.get(alarm.danger) or turn.words.say("danger.all_numbers"),
    )
    return True


def _pass_on(turn: Turn, alarm: Need, text: str) -> None:
    """What is said of an alarm is written down, and told at once to those on duty."""
    add_note(turn, alarm, text)
    on_duty = turn.unit.staff.on_duty(alarm.community)
    turn.tell_staff(on_duty, phrase("staff.note", number=alarm.number, text=text))


def other_matter(turn: Turn, _: str) -> None:
    """The words were about something else: they are treated as any need, from now on."""
    turn.session.draft = Draft(need_room.stamp(turn), at=turn.now.timestamp())
    turn.then("draft", edit=True)


def _need(turn: Turn, person: Person, kind: str, text: str) -> Need:
    community = person.community or turn.session.came_to or None
    return Need(
        id=turn.services.ids(),
        number=turn.unit.needs.next_number(),
        person_id=person.id,
        community=community,
        category=CATEGORIES[kind],
        text=text,
        created_at=turn.now,
        urgency=Urgency.EMERGENCY,
        danger=kind,
    )


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
    _pass_on(turn, alarm, turn.words.say("danger.not_urgent"))
    turn.say("danger.still_there", column(Button(turn.words.say("button.menu"), "menu:")), edit=True)


TAPS = {"calm": calm, "other": other_matter, "alarm": alarm, "fine": fine}
ROOMS = {CONCERN: hear}
SCREENS: dict[str, Callable[..., None]] = {"emergency": offer_help, "call_off": calm}
