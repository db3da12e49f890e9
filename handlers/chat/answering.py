"""What stands in a survey in place of an answer: not knowing, another matter, not taking part, a way out."""

from __future__ import annotations

import re

from handlers import surveys
from handlers.chat.steering import Steer
from handlers.chat.understanding import is_need
from handlers.turn import Turn
from model.message import Button
from model.survey import Response
from surveys import said
from surveys.answers.numerals import CHINESE
from surveys.answers.sayings import CANNOT
from surveys.answers.words import bare, does_not_mind, no_answer, says_none
from surveys.events import Answered, Rejected
from surveys.interview import Step, answers, hear
from surveys.prompt import Ask, Prompt

ROOM = "survey"
"""Where the chat is while a survey listens."""
_CHOICES = frozenset({Ask.CHOICE, Ask.MULTIPLE})
_MAY_BE_NONE = frozenset(
    {
        Ask.MULTIPLE,
        Ask.RANK,
        Ask.PHOTO,
        Ask.AUDIO,
        Ask.VIDEO,
        Ask.FILE,
        Ask.LOCATION,
        Ask.TRACE,
        Ask.SHAPE,
        Ask.BARCODE,
    }
)
"""Asked for these, one may have none."""
_ABOUT_CHOICES = {
    f"survey.answer.choice.{one}" for one in ("unclear", "several", "only_one", "all_meant", "pick")
}
"""Said when the words were about the choices, only not clear enough."""
_A_SENTENCE, _ENGLISH_SENTENCE = 7, 4
"""Characters, and English words."""
_COUNTED = re.compile(rf"(?:[\d{CHINESE}几]+[^\d{CHINESE}]{{0,3}})+")
"""Hardly more than numbers: 三个大人两个小孩."""
_TROUBLE = re.compile(
    r"坏|堵|漏|破|断|停[水电气]|没[水电气]|修|吵|臭|丢|掉|塌|裂|找|想要|需要.{2}|帮|求|救|投诉"
    r"|\b(?:broken|leak\w*|help|need|noise|noisy|repair|fix)\b"
)


def is_no_answer(spoken: said.Said, step: Step) -> bool:
    """Whether it was typed that one does not know, has none or would rather not say, where that is no answer.

    That anything will do is said at choices, too, where it may mean all of them: there it is asked.
    """
    if not _refused(spoken, step) or not isinstance(spoken, said.Text) or step.prompt is None:
        return False
    ask, text = step.prompt.ask, spoken.text
    if ask in {Ask.ACKNOWLEDGE, Ask.REVIEW} or (ask in _CHOICES and does_not_mind(text)):
        return False
    if step.prompt.problem is not None and step.prompt.problem.key == "survey.answer.choice.which":
        return False
    ticked = any(one.ticked for one in step.prompt.choices)
    none = ask in _MAY_BE_NONE and not ticked and (says_none(text) or bare(text) in CANNOT)
    return none or no_answer(text)


def is_beside(turn: Turn, spoken: said.Said, step: Step) -> bool:
    """Whether what was typed is no answer to the question, but clearly a need: then that way is offered.

    A word or two is more often an answer that was not understood, unless it says that something is wrong.
    """
    if not _refused(spoken, step) or not isinstance(spoken, said.Text):
        return False
    words, problem = bare(spoken.text), step.prompt.problem if step.prompt is not None else None
    if problem is not None and problem.key in _ABOUT_CHOICES:
        return False
    length = len(words.split()) if words.isascii() else len(words)
    long = length >= (_ENGLISH_SENTENCE if words.isascii() else _A_SENTENCE) and not _COUNTED.fullmatch(words)
    numbers = problem is not None and problem.key == "survey.answer.number.unclear"
    return ((long and not numbers) or _TROUBLE.search(words) is not None) and is_need(turn, spoken.text)


def _refused(spoken: said.Said, step: Step) -> bool:
    return isinstance(spoken, said.Text) and any(isinstance(event, Rejected) for event in step.events)


def is_label(turn: Turn, response: Response, text: str) -> bool:
    """Whether words that mean something of their own are the name of a choice on screen: 没时间, 看不懂."""
    step = surveys.resume(turn, response, turn.language)
    choices = step.prompt.choices if step is not None and step.prompt is not None else ()
    return any(bare(one.label) == bare(text) for one in choices)


def is_closed(turn: Turn) -> bool:
    """Whether a survey listens, and its question is answered by anything but free words."""
    step = _asked(turn)
    return step is not None and step.prompt is not None and step.prompt.ask not in {Ask.TEXT, Ask.REVIEW}


def is_answer(turn: Turn) -> bool:
    """Whether what is typed answers the question on screen; nothing is changed."""
    step = _asked(turn)
    if step is None:
        return False
    heard = hear(step.session.form, step.session, said.Text(turn.incoming.text), turn.now)
    return any(isinstance(event, Answered) for event in heard.events) or is_no_answer(
        said.Text(turn.incoming.text), heard
    )


def _asked(turn: Turn) -> Step | None:
    """Where the survey stands that listens now."""
    response = turn.response if turn.session.at == ROOM else None
    return surveys.resume(turn, response, turn.language) if response is not None else None


def lead(turn: Turn, step: Step, steer: Steer | None) -> str:
    """What is said before a question that is shown once more: how it is meant, or that there is time."""
    if steer is Steer.EXPLAIN:
        guidance = step.prompt.guidance if step.prompt is not None else ""
        return f"{turn.words.say('survey.explained')}\n{guidance}".strip()
    return turn.words.say("survey.no_hurry") if steer is Steer.WAIT else ""


def corrected(turn: Turn, step: Step, ref: str) -> str:
    """That an answer was put right, and what it is now; "" when it was not."""
    if not any(isinstance(event, Answered) and event.ref == ref for event in step.events):
        return ""
    answer = next((line.answer for line in answers(step.session) if line.ref == ref), "")
    return turn.words.say("survey.corrected", answer=answer) if answer else ""


def way_out(turn: Turn, response: Response, prompt: Prompt) -> Button | None:
    """Where there is no question to go back to: to the card, or out of the survey for now."""
    if prompt.can_go_back or prompt.ask is Ask.REVIEW or is_asked_leave(response, prompt):
        return None
    key = "button.back" if response.purpose == "need" else "survey.not_now"
    return Button(turn.words.say(key), f"pause:{response.id}")


def is_asked_leave(response: Response, prompt: Prompt) -> bool:
    """Whether a community's survey begins by asking whether one takes part: no must be as easy as yes."""
    return response.purpose == "campaign" and prompt.ask is Ask.ACKNOWLEDGE and not prompt.can_go_back
