"""A survey in the chat: one question a message, a way back, kept for days, reviewed before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from msgspec import structs

from handlers import surveys
from handlers.chat import answering, prompts, replies
from handlers.chat.keys import mark
from handlers.turn import Turn
from handlers.wording import column
from locales import LANGUAGES
from model.events import ResponseSubmitted
from model.message import Button, MediaKind
from model.phrase import Phrase
from model.survey import Campaign, Response, ResponseState
from surveys import said
from surveys.answers.words import yes_or_no
from surveys.events import Outdated, WentBack, WentTo
from surveys.interview import Step

ROOM = "survey"
_TODAY = timedelta(hours=12)


# starting -------------------------------------------------------------------------------------------


def begin(turn: Turn, campaign: Campaign) -> None:
    """Begin a survey a community has opened."""
    start(turn, campaign.form_id, "campaign", campaign=campaign, review=True)


def start_volunteer(turn: Turn, _: str) -> None:
    """The sign-up survey for volunteers; one left half-way today is gone on with."""
    form_id = surveys.built_in_id("volunteer")
    left = next(
        (one for one in turn.unit.surveys.of_person(turn.resident.id) if one.form_id == form_id), None
    )
    if left is None or left.state is not ResponseState.DRAFT or turn.now - left.changed_at > _TODAY:
        start(turn, form_id, "volunteer", review=False)
    else:
        turn.then("continue_survey", response_id=str(left.id))


def start(
    turn: Turn,
    form_id: int,
    purpose: str,
    *,
    campaign: Campaign | None = None,
    known: Mapping[str, str] | None = None,
    review: bool,
) -> None:
    """Begin a survey in this chat; ``known`` answers are not asked, ``review`` shows all before the end."""
    try:
        response, step = surveys.begin(
            turn,
            form_id,
            turn.resident.id,
            turn.language,
            purpose=purpose,
            subject=campaign.id if campaign else 0,
            campaign_id=campaign.id if campaign else None,
            known=known,
            review=review,
        )
    except LookupError:
        turn.then("expired")
        return
    turn.session.response = response.id
    _show(turn, response, step, edit=False)


# in the middle --------------------------------------------------------------------------------------


def hear(turn: Turn) -> bool:
    """What is typed or sent while a survey is open is an answer."""
    update = turn.incoming
    response = _response(turn)
    if response is None:
        return False
    word = update.text.strip().lower()
    if update.location is not None:
        point = update.location
        _say(turn, response, said.Location(point.latitude, point.longitude, accuracy=point.accuracy))
    elif update.media is not None and update.media.kind is not MediaKind.STICKER:
        media = update.media
        _say(turn, response, said.Media(media.ref, media.mime, media.size))
    elif word in replies.BACK_WORDS:
        _say(turn, response, said.Back())
    elif word in replies.SKIP_WORDS:
        _say(turn, response, said.Skip())
    elif _refuses(turn, response):
        turn.then("refuse_survey", response_id=str(response.id))
    elif word in replies.PAUSE_WORDS:
        turn.then("pause_survey")
    elif word in replies.REVIEW_WORDS:
        _say(turn, response, said.Review())
    elif update.text:
        _say(turn, response, said.Text(update.text))
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


def _say(turn: Turn, response: Response, spoken: said.Said, *, edit: bool = False) -> None:
    heard = surveys.hear(turn, response, spoken, turn.language)
    turn.session.held = ""
    if heard is None:
        _say_gone(turn)
        return
    response, step = heard
    turn.keep_response(response)
    if answering.is_no_answer(turn, spoken, step):
        _say(turn, response, said.Skip())
    elif step.session.complete:
        _finish(turn, response, edit=edit)
    elif any(isinstance(event, Outdated) for event in step.events):
        turn.say("survey.outdated")
        _show(turn, response, step, edit=False, whole=True)
    else:
        whole = any(isinstance(event, WentBack | WentTo) for event in step.events)
        beside = answering.is_beside(turn, spoken, step)
        _show(turn, response, step, edit=edit, whole=whole, beside=beside)


def repeat(turn: Turn, response: Response) -> None:
    """The question where it stands, once more."""
    step = surveys.resume(turn, response, turn.language)
    if step is None:
        _say_gone(turn)
    else:
        _show(turn, response, step, edit=False, whole=True)


def _say_gone(turn: Turn) -> None:
    """Its form is no longer there, or not readable any more."""
    turn.session.response = 0
    turn.go()
    turn.say("survey.gone", column(Button(turn.words.say("button.menu"), "menu:")))


def _show(
    turn: Turn, response: Response, step: Step, *, edit: bool, whole: bool = False, beside: bool = False
) -> None:
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
    turn.say_plain(text, keyboard, edit=edit, ask_location=share)


def asks_leave(turn: Turn, response: Response) -> bool:
    """Whether it stands at that question now."""
    step = surveys.resume(turn, response, turn.language)
    return step is not None and step.prompt is not None and answering.is_asked_leave(response, step.prompt)


def _refuses(turn: Turn, response: Response) -> bool:
    """Whether no was typed to that."""
    said_no = response.purpose == "campaign" and yes_or_no(turn.incoming.text) is False
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


TAPS = {
    "enlist": start_volunteer,
    "q": tap,
}
ROOMS = {ROOM: hear}
SCREENS: dict[str, Callable[..., None]] = {
    "begin_survey": begin,
}
