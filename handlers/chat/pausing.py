"""Leaving a survey and coming back to it: put aside, gone on with, dropped, or refused at its beginning."""

from __future__ import annotations

from collections.abc import Callable

from handlers import surveys
from handlers.chat import interview
from handlers.turn import Turn
from handlers.wording import column
from model.message import Button
from model.survey import ResponseState


def pause(turn: Turn) -> None:
    """Cancelled in the middle: it is kept, and can be gone on with or dropped."""
    response, say = turn.session.response, turn.words.say
    turn.session.response = 0
    turn.go()
    turn.say(
        "survey.paused",
        column(
            Button(say("survey.continue"), f"continue:{response}"),
            Button(say("survey.drop"), f"unsurvey:{response}"),
            Button(say("button.menu"), "menu:"),
        ),
    )


def go_on(turn: Turn, response_id: str) -> None:
    """Go on with a survey, the one open here or one left days ago."""
    wanted = int(response_id) if response_id.isdigit() else turn.session.response
    response = turn.unit.surveys.response(wanted)
    if (
        response is None
        or response.person_id != turn.resident.id
        or response.state is not ResponseState.DRAFT
    ):
        turn.then("expired")
        return
    turn.session.response = response.id
    turn.go(interview.ROOM)
    interview.repeat(turn, response)


def drop(turn: Turn, response_id: str) -> None:
    """Drop a draft for good."""
    response = turn.unit.surveys.response(int(response_id)) if response_id.isdigit() else None
    if response is not None and response.person_id == turn.resident.id:
        surveys.discard(turn, response)
    turn.session.response = 0
    turn.go()
    turn.then("menu", what="survey.dropped", edit=True)


def no_thanks(turn: Turn, response_id: str) -> None:
    """They would rather not take part: nothing is kept, nobody reminds them, it stays in the menu."""
    response = turn.unit.surveys.response(int(response_id)) if response_id.isdigit() else None
    if (
        response is None
        or response.person_id != turn.resident.id
        or response.state is not ResponseState.DRAFT
    ):
        turn.then("expired")
        return
    surveys.discard(turn, response)
    turn.session.response = 0
    turn.go()
    turn.then("decline_survey", campaign_id=str(response.campaign_id))


TAPS = {"continue": go_on, "unsurvey": drop, "nothanks": no_thanks}
SCREENS: dict[str, Callable[..., None]] = {
    "pause_survey": pause,
    "continue_survey": go_on,
    "refuse_survey": no_thanks,
}
