"""A way to a human, always: whom to call, and a social worker who gets in touch."""

from __future__ import annotations

from collections.abc import Callable

from handlers.needs import file_need
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button
from model.need import Need

ROOM = "human"


def ask(turn: Turn) -> None:
    """Telephone numbers, and the offer to have a social worker get in touch."""
    code = turn.person.community if turn.person else turn.session.came_to
    community = turn.services.atlas.community(code)
    phone = community.phone if community else ""
    call_back = Button(turn.words.say("human.call_back"), "callback:") if turn.consented else None
    turn.say(
        "human.text" if phone else "human.text_no_phone",
        column(call_back, Button(turn.words.say("button.menu"), "menu:")),
        community=community.name(turn.language) if community else "",
        phone=phone,
    )


def call_back(turn: Turn, _: str) -> None:
    """Whatever is typed next goes to a social worker as it is."""
    turn.go(ROOM)
    turn.say("human.what_about", edit=True, ask_phone=turn.words.say("human.share_phone"))


def hear(turn: Turn) -> bool:
    """Words or a telephone number for the social worker."""
    update = turn.incoming
    if update.phone:
        turn.change_person(phone=update.phone)
        turn.say("human.phone_kept")
        return True
    if not update.text:
        return False
    person = turn.resident
    need = Need(
        id=turn.services.ids(),
        number=turn.unit.needs.next_number(),
        person_id=person.id,
        community=person.community,
        category="",
        text=update.text,
        created_at=turn.now,
    )
    file_need(turn, need)
    turn.go()
    follow = Button(turn.words.say("filed.follow"), f"need:{need.number}")
    turn.say(
        "human.passed_on", column(follow, Button(turn.words.say("button.menu"), "menu:")), number=need.number
    )
    return True


TAPS = {"human": lambda turn, _: ask(turn), "callback": call_back}
ROOMS = {ROOM: hear}
SCREENS: dict[str, Callable[..., None]] = {"human": ask}
