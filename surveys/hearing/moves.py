"""Going elsewhere: back, to a question, to the end, into another language."""

from __future__ import annotations

from msgspec.structs import replace

from model.phrase import Phrase
from surveys import events, said
from surveys.course import Stop, index_of
from surveys.reviewing import was_known
from surveys.session import host_of
from surveys.turn import Turn


def back(turn: Turn, _heard: said.Back) -> None:
    """To the question before the one on screen; from the list of answers to where it was opened."""
    ref, index = turn.session.place.ref, turn.index()
    if turn.session.place.kind == "review" and index is not None:
        turn.show(turn.stops()[index])
        return
    earlier = [one for one in turn.stops()[: turn.index()] if _is_behind(turn, one)]
    if earlier:
        turn.show(earlier[-1])
        turn.events.append(events.WentBack(turn.session.place.ref))
    else:
        turn.reject(ref, Phrase("survey.back.none"))


def _is_behind(turn: Turn, stop: Stop) -> bool:
    """Whether a stop is a question that was asked: what was known beforehand was not."""
    return not stop.note and stop.repeat is None and not was_known(turn.session, stop)


def go_to(turn: Turn, heard: said.GoTo) -> None:
    """To a question by its ref."""
    stops = turn.stops()
    index = index_of(turn.session.instance, stops, heard.ref)
    if index is None or stops[index].note:
        turn.reject(turn.session.place.ref, Phrase("survey.goto.none"))
        return
    turn.show(stops[index])
    turn.events.append(events.WentTo(heard.ref))


def page(turn: Turn, heard: said.Page) -> None:
    """Another page of the choices; page -1 ends a search."""
    if heard.number < 0:
        turn.adjust(page=0, search="")
    else:
        turn.adjust(page=heard.number)


def switch_language(turn: Turn, heard: said.SwitchLanguage) -> None:
    """Go on in another language of the form."""
    session = turn.session
    form = session.form
    language = heard.language if heard.language in form.languages else form.language_for(heard.language)
    old = session.instance.host
    host = host_of(form, session.opening, language, old.now)
    host.reseed(old.seed)
    session.instance.switch_host(host)
    turn.session = replace(session, language=language)
    turn.events.append(events.LanguageSwitched(language))


def submit(turn: Turn, _heard: said.Submit) -> None:
    """Finish."""
    turn.finish()
