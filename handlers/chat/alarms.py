"""An alarm in hand: the need is filed, a person alerted, and what is said soon after belongs to it."""

from __future__ import annotations

from datetime import timedelta

from handlers.calling_off import is_called_off
from handlers.chat import need as need_room
from handlers.chat import welcome
from handlers.closing import add_note
from handlers.needs import file_need
from handlers.session import Draft
from handlers.turn import Turn
from handlers.wording import column
from model.events import DangerRecognised
from model.message import Button
from model.need import Need, Urgency
from model.person import Person
from model.phrase import phrase

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


def respond(turn: Turn, kind: str, text: str) -> None:
    """Alert now, and say what to do and whom to call; more words of the same danger go to the same alarm."""
    open_need = _open_alarm(turn, kind)
    if open_need is None:
        if turn.person is None:
            welcome.enrol(turn, consented=False)
        open_need = file_need(turn, _need(turn, turn.resident, kind, text))
        turn.emit(DangerRecognised(open_need, kind))
    else:
        pass_on(turn, open_need, text)
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
    pass_on(turn, alarm, turn.incoming.text)
    turn.say(
        "danger.told_them",
        column(
            Button(turn.words.say("danger.not_urgent"), f"calm:{alarm.number}"),
            Button(turn.words.say("danger.other_matter"), "other:"),
        ),
        number=NUMBERS.get(alarm.danger) or turn.words.say("danger.all_numbers"),
    )
    return True


def pass_on(turn: Turn, alarm: Need, text: str) -> None:
    """What is said of an alarm is written down, and told at once to those on duty."""
    add_note(turn, alarm, text)
    on_duty = turn.unit.staff.on_duty(alarm.community)
    turn.tell_staff(on_duty, phrase("staff.note", number=alarm.number, text=text))


def other_matter(turn: Turn, _: str) -> None:
    """The words were about something else: they are treated as any need, from now on."""
    turn.session.draft = Draft(need_room.stamp(turn), at=turn.now.timestamp())
    turn.then("draft", edit=True)


TAPS = {"other": other_matter}
