"""A way to a human, always: whom to call, and a social worker who gets in touch."""

from __future__ import annotations

import re
from collections.abc import Callable

from handlers.chat import promising
from handlers.chat.notes import NOTE as ADDING
from handlers.needs import file_need
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button
from model.need import Need

ROOM = "human"
_PHONE = re.compile(r"\+?[\d ()-]{7,20}")
_SHORTEST = 7


def ask(turn: Turn) -> None:
    """Telephone numbers, and the offer to have a social worker get in touch."""
    code = turn.person.community if turn.person else turn.session.came_to
    community = turn.services.atlas.community(code)
    phone = community.phone if community else ""
    call_back = Button(turn.words.say("human.call_back"), "callback:") if turn.consented else None
    survey = Button(turn.words.say("survey.continue"), "continue:") if turn.session.response else None
    turn.say(
        "human.text" if phone else "human.text_no_phone",
        column(call_back, survey, Button(turn.words.say("button.menu"), "menu:")),
        community=community.name(turn.language) if community else "",
        phone=phone,
    )


def call_back(turn: Turn, _: str) -> None:
    """Whatever is typed next goes to a social worker as it is."""
    turn.go(ROOM)
    menu = Button(turn.words.say("button.menu"), "menu:")
    share = turn.words.say("human.share_phone")
    turn.say("human.what_about", column(menu), edit=True, ask_phone=share)


def hear(turn: Turn) -> bool:
    """Words for the social worker; a telephone number alone asks them to call."""
    update = turn.incoming
    phone = update.phone or typed_phone(update.text)
    if not (phone or update.text):
        return False
    if phone:
        turn.change_person(phone=phone)
    need = _file(turn, turn.words.say("human.please_call") if phone else update.text)
    turn.go(ADDING if phone else "", need.number if phone else "")
    say = turn.words.say
    promising.say(
        turn,
        "human.will_call" if phone else "human.passed_on",
        column(Button(say("filed.follow"), f"need:{need.number}"), Button(say("button.menu"), "menu:")),
        number=need.number,
    )
    return True


def _file(turn: Turn, text: str) -> Need:
    person = turn.resident
    need = Need(
        id=turn.services.ids(),
        number=turn.unit.needs.next_number(),
        person_id=person.id,
        community=person.community,
        category="",
        text=text,
        created_at=turn.now,
    )
    return file_need(turn, need)


def typed_phone(text: str) -> str:
    """A telephone number that is all of a text; "" when there is none, or more."""
    digits = "".join(one for one in text if one.isdigit() or one == "+")
    return digits if _PHONE.fullmatch(text.strip()) and len(digits) >= _SHORTEST else ""


def keep_phone(turn: Turn, phone: str) -> None:
    """A telephone number that nobody asked for: kept, and on with what is in hand."""
    turn.change_person(phone=phone)
    turn.say("human.phone_kept", column(Button(turn.words.say("button.menu"), "menu:")))
    turn.then("draft")


TAPS = {"human": lambda turn, _: ask(turn), "callback": call_back}
ROOMS = {ROOM: hear}
SCREENS: dict[str, Callable[..., None]] = {"human": ask, "phone": keep_phone}
