"""Leaving a survey and coming back to it: put aside, gone on with, dropped, or refused at its beginning."""

from __future__ import annotations

from collections.abc import Callable

from handlers import surveys
from handlers.chat import interview
from handlers.turn import Turn
from handlers.wording import column
from model.cleaning import row_id
from model.message import Button
from model.survey import Response, ResponseState


def _draft(turn: Turn, response_id: str) -> Response | None:
    """The resident's own survey that is not sent yet; anything else is told kindly."""
    wanted = row_id(response_id)
    response = turn.unit.surveys.response(turn.session.response if wanted is None else wanted)
    if (
        response is not None
        and response.person_id == turn.resident.id
        and response.state is ResponseState.DRAFT
    ):
        return response
    turn.then("expired")
    return None


def pause(turn: Turn, *, edit: bool = False) -> None:
    """Cancelled in the middle: it is kept, and can be gone on with or dropped; a need's card asks again."""
    draft, say = turn.response, turn.words.say
    response = turn.session.response
    turn.session.response = 0
    turn.go()
    if draft is not None and draft.purpose == "need" and turn.session.draft is not None:
        turn.then("draft", edit=edit)
        return
    turn.say(
        "survey.paused",
        column(
            Button(say("survey.continue"), f"continue:{response}"),
            Button(say("survey.drop"), f"unsurvey:{response}"),
            Button(say("button.menu"), "menu:"),
        ),
        edit=edit,
    )


def leave(turn: Turn, response_id: str) -> None:
    """The way out at the first question was tapped."""
    response = _draft(turn, response_id)
    if response is not None:
        turn.session.response = response.id
        pause(turn, edit=True)


def beside(turn: Turn, response_id: str) -> None:
    """What was typed at a question is a need of its own: it is taken as one, and the survey waits."""
    response = _draft(turn, response_id)
    if response is None:
        return
    held, turn.session.held = turn.session.held, ""
    if not held:
        interview.repeat(turn, response)
        return
    turn.session.response = 0
    turn.go()
    going_on = Button(turn.words.say("survey.continue"), f"continue:{response.id}")
    turn.say("survey.waits", column(going_on), edit=True)
    turn.then("understand", text=held)


def go_on(turn: Turn, response_id: str) -> None:
    """Go on with a survey, the one open here or one left days ago."""
    response = _draft(turn, response_id)
    if response is not None:
        turn.session.response = response.id
        interview.repeat(turn, response)


def drop(turn: Turn, response_id: str) -> None:
    """Drop a draft for good; what was sent is not dropped by a button of before."""
    response = _draft(turn, response_id)
    if response is not None:
        _discard(turn, response)
        turn.then("menu", what="survey.dropped", edit=True)


def no_thanks(turn: Turn, response_id: str) -> None:
    """They would rather not take part: nothing is kept, nobody reminds them, it stays in the menu.

    Who has begun all the same is not taken at the word of an old button: their answers stay.
    """
    response = _draft(turn, response_id)
    if response is None:
        return
    if interview.asks_leave(turn, response):
        _discard(turn, response)
        turn.then("decline_survey", campaign_id=str(response.campaign_id))
    else:
        turn.session.response = response.id
        turn.say("survey.outdated")
        interview.repeat(turn, response)


def _discard(turn: Turn, response: Response) -> None:
    surveys.discard(turn, response)
    if turn.session.response == response.id:
        turn.session.response = 0
        turn.go()


TAPS = {"continue": go_on, "pause": leave, "beside": beside, "unsurvey": drop, "nothanks": no_thanks}
SCREENS: dict[str, Callable[..., None]] = {
    "pause_survey": pause,
    "continue_survey": go_on,
    "refuse_survey": no_thanks,
}
