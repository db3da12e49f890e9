"""What stands in a survey in place of an answer: not knowing, another matter, not taking part, a way out."""

from __future__ import annotations

from handlers.chat.understanding import is_need
from handlers.turn import Turn
from model.message import Button
from model.survey import Response
from surveys import said
from surveys.answers.words import no_answer
from surveys.events import Rejected
from surveys.interview import Step
from surveys.prompt import Ask, Prompt


def is_no_answer(turn: Turn, spoken: said.Said, step: Step) -> bool:
    """Whether it was typed that one does not know or would rather not say, where that is no answer."""
    return (
        isinstance(spoken, said.Text)
        and any(isinstance(event, Rejected) for event in step.events)
        and step.prompt is not None
        and step.prompt.ask not in {Ask.ACKNOWLEDGE, Ask.REVIEW}
        and no_answer(turn.incoming.text)
    )


def is_beside(turn: Turn, spoken: said.Said, step: Step) -> bool:
    """Whether what was typed is no answer to the question, but clearly a need: then that way is offered."""
    typed = isinstance(spoken, said.Text) and any(isinstance(event, Rejected) for event in step.events)
    return typed and is_need(turn, turn.incoming.text)


def way_out(turn: Turn, response: Response, prompt: Prompt) -> Button | None:
    """Where there is no question to go back to: to the card, or out of the survey for now."""
    if prompt.can_go_back or prompt.ask is Ask.REVIEW or is_asked_leave(response, prompt):
        return None
    key = "button.back" if response.purpose == "need" else "survey.not_now"
    return Button(turn.words.say(key), f"pause:{response.id}")


def is_asked_leave(response: Response, prompt: Prompt) -> bool:
    """Whether a community's survey begins by asking whether one takes part: no must be as easy as yes."""
    return response.purpose == "campaign" and prompt.ask is Ask.ACKNOWLEDGE and not prompt.can_go_back
