"""The conversation: what was said → the next session, the next prompt, and what happened. Pure.

step = start(form, Opening(now=..., language="zh-CN"))
step.prompt                      # show it
step = hear(form, step.session, said.Text("三十五"), now)
step.events                      # Answered, Rejected, …, Completed
bytes_ = dump(step.session); session = restore(form, bytes_)
prompt = ask(session, now)       # show it again, after days
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from surveys.asking import prompt_of
from surveys.course import course, index_of
from surveys.events import Event
from surveys.form import Form
from surveys.hearing import HANDLERS
from surveys.host import FormHost
from surveys.prompt import Line, Prompt
from surveys.reviewing import lines_of, review_of
from surveys.said import Said
from surveys.session import Opening, Place, Session, copy_of, dump, host_of, open_instance, restore
from surveys.turn import Turn


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome of one turn; no prompt after the survey was completed."""

    session: Session
    prompt: Prompt | None
    events: tuple[Event, ...] = ()


def start(form: Form, opening: Opening) -> Step:
    """Open a survey and ask its first question."""
    instance = open_instance(form, opening)
    language = form.language_for(opening.language)
    opened = Session(form, instance, opening, language, Place(turn=0))
    turn = Turn(opened, lambda: opened)
    turn.move_on(None)
    return _step(turn)


def hear(
    form: Form, session: Session, said: Said, now: dt.datetime, spare: Callable[[], Session] | None = None
) -> Step:
    """Take in what was said at an aware moment. The session given stays as it was.

    With a ``spare`` (which gives the same session once more, from its bytes) the session is used up
    instead of copied: that costs a third, and is for a caller who throws it away anyway.
    """
    if session.complete:
        return Step(session, None)
    if session.form is not form:
        session = replace(session, form=form)
    if spare is None:
        turn = Turn(_awake(session, now), lambda: session)
    else:
        session.instance.switch_host(_host(session, now))
        turn = Turn(session, spare)
    if not turn.outdated(said):
        HANDLERS[type(said)](turn, said)
    return _step(turn)


def ask(session: Session, now: dt.datetime) -> Prompt | None:
    """The prompt of a session as it stands, to show it (again); None when it is complete."""
    return None if session.complete else _step(Turn(_awake(session, now), lambda: session)).prompt


def answers(session: Session) -> tuple[Line, ...]:
    """Every question asked so far or still to come, with its answer in words; for a card or a page."""
    return lines_of(session, course(session.instance))


def _awake(session: Session, now: dt.datetime) -> Session:
    """The session on its own copy of the instance, at this moment."""
    return replace(session, instance=copy_of(session.instance, _host(session, now)))


def _host(session: Session, now: dt.datetime) -> FormHost:
    host = host_of(session.form, session.opening, session.language, now)
    host.reseed(f"{session.opening.seed}/{session.place.turn}")
    return host


def _step(turn: Turn) -> Step:
    session = turn.session
    if session.complete:
        return Step(session, None, tuple(turn.events))
    stops = turn.stops()
    index = index_of(session.instance, stops, session.place.ref)
    if session.place.kind == "review" or index is None:
        return Step(session, review_of(session, stops, turn.problem), tuple(turn.events))
    return Step(session, prompt_of(session, stops, index, turn.problem), tuple(turn.events))


__all__ = ["Opening", "Session", "Step", "answers", "ask", "dump", "hear", "restore", "start"]
