"""Places, files and whole pages of answers."""

from __future__ import annotations

from model.phrase import Phrase
from surveys import answers, said
from surveys.hearing.words import COLLECTED
from surveys.kinds import ask_of
from surveys.prompt import Ask
from surveys.taking import take, take_several
from surveys.turn import Turn


def location(turn: Turn, heard: said.Location) -> None:
    """A shared place: the answer, or one more point of a line or area."""
    stop = turn.stop()
    ask = ask_of(stop) if stop is not None else Ask.REVIEW
    point = answers.place.from_location(heard)
    if stop is not None and ask is Ask.LOCATION:
        take(turn, stop, point)
    elif ask in COLLECTED and isinstance(point, str):
        turn.adjust(ticks=(*turn.session.place.ticks, point), ticked=True)
    else:
        turn.reject(turn.session.place.ref, Phrase("survey.answer.place.unasked"))


def media(turn: Turn, heard: said.Media) -> None:
    """A file: the answer, where a file is asked for."""
    stop = turn.stop()
    if stop is None or ask_of(stop) not in answers.MEDIA:
        spoken = heard.mime.startswith("audio/")
        key = "survey.answer.media.spoken" if spoken else "survey.answer.media.unasked"
        turn.reject(turn.session.place.ref, Phrase(key))
    else:
        take(turn, stop, answers.media.read(heard, ask_of(stop)))


def several(turn: Turn, heard: said.Answers) -> None:
    """A page of answers at once."""
    take_several(turn, heard.answers)
