"""Which place a volunteer meant: one of those that came near, or none of them."""

from __future__ import annotations

from handlers.turn import Turn
from handlers.volunteering import add_area
from handlers.wording import column
from model.message import Button


def choose(turn: Turn, argument: str) -> None:
    """A place was tapped, or none of them."""
    code, _, mark = argument.partition(":")
    menu = column(Button(turn.words.say("volunteer.shifts_button"), "menu:activities"))
    if not code:
        turn.say("volunteer.area_left", menu, edit=True)
    elif add_area(turn, turn.resident.id, code, only=mark == "only"):
        place = turn.services.atlas.name(code, turn.language)
        turn.say("volunteer.area_kept", menu, edit=True, place=place)
    else:
        turn.then("expired")


TAPS = {"area": choose}
