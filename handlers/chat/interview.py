"""A survey in the chat: one question a message, a way back, kept for days, reviewed before it is sent."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from handlers import surveys
from handlers.chat import answering, prompts, replies, steering
from handlers.chat.keys import mark
from handlers.chat.steering import Steer
from handlers.turn import Turn
from handlers.wording import column
from locales import LANGUAGES
from model.events import ResponseSubmitted
from model.message import Button, MediaKind
from model.phrase import Phrase
from model.survey import Response, ResponseState
from surveys import said
from surveys.answers.words import agrees
from surveys.events import Outdated, WentBack, WentTo
from surveys.interview import Step

ROOM = answering.ROOM
_SAID: dict[Steer | None, said.Said] = {
    Steer.BACK: said.Back(),
    Steer.SKIP: said.Skip(),
    Steer.REVIEW: said.Review(),
}


def hear(turn: Turn) -> bool:
    """What is typed or sent while a survey is open is an answer."""
    update = turn.incoming
    response = _response(turn)
    if response is None:
        return False
    if update.location is not None:
        point = update.location
        _say(turn, response, said.Location(point.latitude, point.longitude, accuracy=point.accuracy))
    elif update.media is not None and update.media.kind is not MediaKind.STICKER:
        media = update.media
        _say(turn, response, said.Media(media.ref, media.mime, media.size))
    elif update.text:
        _typed(turn, response, update.text)
    else:
        repeat(turn, response)
    return True


def _typed(turn: Turn, response: Response, text: str) -> None:
    """Words that steer the survey, that take the answer before back, or that are an answer."""
    steer = steering.meant(text)
    if steer is not None and not text.startswith("/") and answering.is_label(turn, response, text):
        steer = None
    if steer in _SAID:
        _say(turn, response, _SAID[steer])
    elif _refuses(turn, response):
        turn.then("refuse_survey", response_id=str(response.id))
    elif steer is Steer.PAUSE:
        turn.then("pause_survey")
    elif steer is not None:
        repeat(turn, response, steer)
    elif not _corrects(turn, response, text):
        _say(turn, response, said.Text(text))


def _corrects(turn: Turn, response: Response, text: str) -> bool:
    """我刚才说错了，改成三个: back to the question before, and answered anew if it was said how."""
    at = surveys.resume(turn, response, turn.language) if steering.takes_back(text) else None
    meant = steering.corrected(text, at.prompt) if at is not None and at.prompt is not None else None
    back = surveys.hear(turn, response, said.Back(), turn.language) if meant is not None else None
    if meant is None or back is None:
        return False
    response, step = back
    turn.keep_response(response)
    if meant and any(isinstance(event, WentBack) for event in step.events):
        _say(turn, response, said.Text(meant), corrects=step.session.place.ref)
    elif meant:
        _say(turn, response, said.Text(meant))
    else:
        repeat(turn, response)
    return True


def tap(turn: Turn, data: str) -> None:
    """A button of a question."""
    response = _response(turn)
    marked, _, rest = data.partition(":")
    if response is None or marked != mark(response.id):
        turn.then("expired")
        return
    spoken = replies.read_tap(rest)
    if spoken is None:
        repeat(turn, response)
    else:
        if isinstance(spoken, said.SwitchLanguage):
            _speak(turn, response, spoken.language)
        _say(turn, response, spoken, edit=True)


def _speak(turn: Turn, response: Response, language: str) -> None:
    """A language of the form was chosen: where we speak it too, so does the whole chat from now on."""
    form = surveys.form_of(turn, response.form_id)
    spoken = [one for one in LANGUAGES if form is not None and form.speaks(one) == language]
    if spoken:
        turn.chat = replace(turn.chat, language=spoken[0])
        turn.change_person(language=spoken[0])


def _response(turn: Turn) -> Response | None:
    response = turn.response
    return response if response is not None and response.state is ResponseState.DRAFT else None


def _say(
    turn: Turn, response: Response, spoken: said.Said, *, edit: bool = False, corrects: str = ""
) -> None:
    """What was said is heard; with the ref of a question that it ``corrects``, that is said back."""
    heard = surveys.hear(turn, response, spoken, turn.language)
    turn.session.held = ""
    if heard is None:
        _say_gone(turn)
        return
    response, step = heard
    turn.keep_response(response)
    if answering.is_no_answer(spoken, step):
        _say(turn, response, said.Skip())
    elif step.session.complete:
        _finish(turn, response, edit=edit)
    elif any(isinstance(event, Outdated) for event in step.events):
        turn.say("survey.outdated")
        show(turn, response, step, edit=False, whole=True)
    else:
        whole = any(isinstance(event, WentBack | WentTo) for event in step.events)
        beside = answering.is_beside(turn, spoken, step)
        lead = answering.corrected(turn, step, corrects)
        show(turn, response, step, edit=edit, whole=whole, beside=beside, lead=lead)


def repeat(turn: Turn, response: Response, steer: Steer | None = None) -> None:
    """The question where it stands, once more, explained or in peace; or the next one."""
    step = surveys.resume(turn, response, turn.language)
    if step is None:
        _say_gone(turn)
    elif steer is Steer.NEXT:
        ticked = step.prompt is not None and any(one.ticked for one in step.prompt.choices)
        _say(turn, response, said.Done() if ticked else said.Skip())
    else:
        show(turn, response, step, edit=False, whole=True, lead=answering.lead(turn, step, steer))


def _say_gone(turn: Turn) -> None:
    """Its form is no longer there, or not readable any more."""
    turn.session.response = 0
    turn.go()
    turn.say("survey.gone", column(Button(turn.words.say("button.menu"), "menu:")))


def show(
    turn: Turn, response: Response, step: Step, *, edit: bool, whole: bool = False, beside: bool = False,
    lead: str = "",
) -> None:  # fmt: skip
    """The question; what is typed next is its answer, wherever one was between."""
    turn.go(ROOM)
    if step.prompt is None:
        _finish(turn, response, edit=edit)
        return
    prompt = (
        step.prompt if not beside else structs.replace(step.prompt, problem=Phrase("survey.sounds_other"))
    )
    marked, out = mark(response.id), answering.way_out(turn, response, prompt)
    text, keyboard, wants_location = prompts.render(prompt, turn.words, marked, whole=whole, out=out)
    if answering.is_asked_leave(response, prompt):
        keyboard += column(Button(turn.words.say("survey.no_thanks"), f"nothanks:{response.id}"))
    if beside:
        turn.session.held = turn.incoming.text
        keyboard += column(Button(turn.words.say("survey.other_matter"), f"beside:{response.id}"))
    share = turn.words.say("place.share_location") if wants_location else ""
    turn.say_plain(f"{lead}\n\n{text}" if lead else text, keyboard, edit=edit, ask_location=share)


def asks_leave(turn: Turn, response: Response) -> bool:
    """Whether it stands at that question now."""
    step = surveys.resume(turn, response, turn.language)
    return step is not None and step.prompt is not None and answering.is_asked_leave(response, step.prompt)


def _refuses(turn: Turn, response: Response) -> bool:
    """Whether no was typed to that."""
    said_no = response.purpose == "campaign" and agrees(turn.incoming.text) is False
    return said_no and asks_leave(turn, response)


def _finish(turn: Turn, response: Response, *, edit: bool) -> None:
    turn.session.response = 0
    turn.go()
    if response.purpose == "need":
        draft = turn.session.draft
        if draft is not None:
            given = surveys.lines(turn, response)
            draft.answers = surveys.as_text({one: answer for one, answer in given if answer != draft.place})
            draft.response = response.id
        turn.then("draft", edit=edit)
        return
    turn.emit(ResponseSubmitted(response.id, response.purpose, response.subject))
    turn.say(f"survey.thanks.{response.purpose}", edit=edit)
    turn.then("activities" if response.purpose == "volunteer" else "menu")


TAPS = {"q": tap}
ROOMS = {ROOM: hear}
