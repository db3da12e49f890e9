"""All answers on one page, and how far an interview is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from model.phrase import Phrase
from surveys.answers.shown import shown
from surveys.course import Stop
from surveys.kinds import ask_of, asked_of
from surveys.passages import passage_of, words_of
from surveys.prompt import Ask, Line, Progress, Prompt
from surveys.session import Session


def review_of(session: Session, stops: list[Stop], problem: Phrase | None = None) -> Prompt:
    """All answers on one page, and the notes that stand at the end of the form."""
    instance = session.instance
    last = len(stops)
    while last > 0 and stops[last - 1].note:
        last -= 1
    lines = [
        Line(
            stop.ref(session.form),
            words_of(instance, stop.question.label, stop.node),
            shown(ask_of(stop), stop.node.value, asked_of(instance, stop)),
        )
        for stop in stops
        if stop.question is not None and not stop.note
    ]
    return Prompt(
        ref="",
        ask=Ask.REVIEW,
        text="",
        turn=session.place.turn,
        lead=Phrase("survey.review.lead"),
        before=tuple(passage_of(instance, one) for one in stops[last:]),
        can_skip=False,
        can_go_back=bool(lines),
        progress=progress(stops),
        problem=problem,
        lines=tuple(lines),
        languages=session.form.languages,
        language=session.language,
    )


def progress(stops: Sequence[Stop], index: int | None = None) -> Progress:
    """Questions before the one at ``index`` (at the review: those passed), and how many there are now."""
    real = [place for place, one in enumerate(stops) if one.question is not None and not one.note]
    if index is None:
        return Progress(sum(stops[place].node.seen for place in real), len(real))
    return Progress(bisect_left(real, index), len(real))
