"""An alarm in hand: the need is filed, a person alerted, and what is said soon after belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers.calling_off import is_called_off
from handlers.chat import need as need_room
from handlers.chat import pieces, welcome
from handlers.chat.fixing import place_of
from handlers.chat.human import typed_phone
from handlers.chat.understanding import read
from handlers.closing import add_note
from handlers.needs import file_need
from handlers.session import Draft
from handlers.turn import Turn
from handlers.wording import column
from model.events import DangerRecognised
from model.message import Button, MediaKind
from model.need import Beneficiary, Need, Urgency
from model.person import Person

ROOM = "alarm"
_LATEST = 5
_STILL = timedelta(hours=1)
"""How long after an alarm further words are taken as belonging to it."""
_SAME = timedelta(days=1)
"""How long the same danger is the same alarm; after that everybody is alerted anew."""

HELP = "help"
"""What the button for help files: nobody has said yet what it is."""
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
_OF_WHOM_IT_TELLS = frozenset({"medical", "poison", "lost_person", "trapped", "suicide"})
"""Dangers in which whoever is named is in danger; in others it may be who threatens."""
_BY_SOMEBODY = re.compile(
    r"[打骂掐砍杀揍踢]我|威胁|家暴|\b(?:hit|beat|hurt|kick|threaten|chok)\w* (?:me|us)\b", re.IGNORECASE
)
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
    alarm = _open_alarm(turn, kind)
    if alarm is None:
        if turn.person is None:
            welcome.enrol(turn, consented=False)
        alarm = file_need(turn, _need(turn, turn.resident, kind, text))
        turn.emit(DangerRecognised(alarm, kind))
    else:
        pass_on(turn, alarm, text)
    _lay_all(turn, alarm)
    if turn.session.at != ROOM:
        turn.go(ROOM, f"{turn.session.at}:{turn.session.arg}")
    calm = Button(turn.words.say("danger.not_urgent"), f"calm:{alarm.number}")
    turn.say(f"danger.{kind}", column(calm, back_to_survey(turn)), number=alarm.number)


def _lay_all(turn: Turn, alarm: Need) -> None:
    """The photo with the words, and what was sent before them without any words, belong to the alarm."""
    sent, draft = pieces.piece(turn.incoming), turn.session.draft
    pieces.lay(turn, alarm, [sent] if sent is not None else [])
    if draft is not None and not draft.text and (draft.pieces or draft.place):
        pieces.lay(turn, alarm, draft.pieces)
        if draft.place and not alarm.place:
            turn.unit.needs.change(alarm, place=draft.place)
        turn.session.draft = None


def back_to_survey(turn: Turn) -> Button | None:
    """The way back to the survey in the middle of which it was said."""
    return Button(turn.words.say("danger.back_to_survey"), "continue:") if turn.session.response else None


def _open_alarm(turn: Turn, kind: str) -> Need | None:
    """An alarm of the same kind that is already open: more words belong to it."""
    same = (one for one in latest(turn) if one.danger == kind and one.state.is_open)
    return next((one for one in same if turn.now - one.created_at <= _SAME), None)


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
        beneficiary=_in_danger(turn, kind, text),
        danger=kind,
    )


def _in_danger(turn: Turn, kind: str, text: str) -> Beneficiary:
    told = kind in _OF_WHOM_IT_TELLS and not _BY_SOMEBODY.search(text)
    return read(turn, text).beneficiary.value if told else Beneficiary()


def leave(turn: Turn) -> str:
    """Back to the room that listened before the alarm; gives back its name, "" for none."""
    room, _, about = turn.session.arg.partition(":") if turn.session.at == ROOM else ("", "", "")
    turn.go(room, about)
    return room


def hear(turn: Turn) -> bool:
    """What is said right after an alarm; later the room that listened before hears again."""
    if more_words(turn, latest(turn)):
        return True
    if leave(turn):
        turn.then("hear_again", text=turn.incoming.text)
    return bool(turn.session.at)


def latest(turn: Turn) -> list[Need]:
    """What this resident has come with of late, newest first."""
    return turn.unit.needs.of_person(turn.person.id, limit=_LATEST) if turn.person is not None else []


def more_words(turn: Turn, latest: Sequence[Need]) -> bool:
    """What is said or sent soon after an alarm belongs to it, unless another matter was begun meanwhile."""
    alarm = _recent(turn, latest)
    words = _said(turn)
    if alarm is None or not words:
        return False
    phone = turn.incoming.phone or typed_phone(turn.incoming.text)
    if phone:
        turn.change_person(phone=phone)
    sent = pieces.piece(turn.incoming)
    pieces.lay(turn, alarm, [sent] if sent is not None else [])
    if turn.incoming.location is not None and not alarm.place:
        alarm = turn.unit.needs.change(alarm, place=place_of(turn, turn.incoming.location))
    pass_on(turn, alarm, words)
    turn.say(
        "danger.told_them",
        column(
            Button(turn.words.say("danger.not_urgent"), f"calm:{alarm.number}"),
            Button(turn.words.say("danger.other_matter"), "other:"),
        ),
        number=NUMBERS.get(alarm.danger) or turn.words.say("danger.all_numbers"),
    )
    return True


def _recent(turn: Turn, latest: Sequence[Need]) -> Need | None:
    """The alarm that is still the last thing this resident has come with."""
    alarm = next(iter(latest), None)
    if alarm is None or not alarm.danger or not alarm.state.is_open or turn.now - alarm.created_at > _STILL:
        return None
    draft = turn.session.draft
    begun = draft is not None and draft.at > alarm.created_at.timestamp()
    return None if begun or is_called_off(turn, alarm) else alarm


def _said(turn: Turn) -> str:
    """The words; for a place, a picture or a recording, what was sent."""
    update = turn.incoming
    if update.text or (update.media is not None and update.media.kind is not MediaKind.STICKER):
        return pieces.words(turn)
    if update.phone:
        return update.phone
    return place_of(turn, update.location) if update.location is not None else ""


def pass_on(turn: Turn, alarm: Need, text: str) -> None:
    """What is said of an alarm is written down, and told at once to those on duty and to who took it."""
    add_note(turn, alarm, text, alarm=True)


def other_matter(turn: Turn, _: str) -> None:
    """The words were about something else: what is said from now on is taken as without an alarm."""
    leave(turn)
    if turn.session.response:
        turn.then("continue_survey", response_id="")
        return
    draft = turn.session.draft or Draft(need_room.stamp(turn))
    draft.at = turn.now.timestamp()
    turn.session.draft = draft
    if turn.consented:
        turn.then("draft", edit=True)
    else:
        turn.then("welcome")


TAPS = {"other": other_matter}
ROOMS = {ROOM: hear}
