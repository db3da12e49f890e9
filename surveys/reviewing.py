"""All answers on one page, and how far an interview is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from model.phrase import Phrase
from surveys.answers.shown import shown
from surveys.course import Course, Stop
from surveys.kinds import ask_of, asked_of
from surveys.passages import name_of, passage_of, sections_of, words_of
from surveys.prompt import Ask, Line, Progress, Prompt
from surveys.session import Session
from surveys.validity import violation


def review_of(session: Session, stops: Course, problem: Phrase | None = None) -> Prompt:
    """A page of all answers (of those a search found), and the notes that stand at the end of the form."""
    instance, place = session.instance, session.place
    last = len(stops)
    while last > 0 and stops[last - 1].note:
        last -= 1
    asked = [stop for stop in stops if stop.question is not None and not stop.note]
    found = list(enumerate(asked, 1))
    if place.search:
        found = [one for one in found if _says(line_of(session, *one), place.search)]
    size = max(1, session.opening.page_size)
    pages = max(1, -(-len(found) // size))
    page = min(max(place.page, 0), pages - 1)
    return Prompt(
        ref="",
        ask=Ask.REVIEW,
        text="",
        turn=place.turn,
        lead=Phrase("survey.review.lead"),
        before=tuple(passage_of(instance, one) for one in stops[last:]) if page + 1 == pages else (),
        page=page,
        pages=pages,
        search=place.search,
        searchable=len(asked) > size,
        can_skip=False,
        can_go_back=bool(asked),
        progress=progress(session, stops),
        problem=problem,
        lines=tuple(line_of(session, *one) for one in found[page * size : (page + 1) * size]),
        open=sum(is_open(session, one) for one in asked),
        can_submit=all(violation(instance, one.node) is None for one in asked),
        languages=session.form.languages,
        language=session.language,
    )


def lines_of(session: Session, stops: Sequence[Stop]) -> tuple[Line, ...]:
    """Every answer, in the order of the form."""
    asked = [stop for stop in stops if stop.question is not None and not stop.note]
    return tuple(line_of(session, number, stop) for number, stop in enumerate(asked, 1))


def line_of(session: Session, number: int, stop: Stop) -> Line:
    """One answer in words."""
    instance, question = session.instance, stop.question
    return Line(
        stop.ref(session.form),
        (words_of(instance, question.label, stop.node) if question is not None else "") or name_of(stop),
        shown(ask_of(stop), stop.node.value, asked_of(instance, stop)),
        number,
        sections_of(instance, stop.headings),
        is_open(session, stop),
    )


def is_open(session: Session, stop: Stop) -> bool:
    """Whether it is still to be asked: never seen, emptied since, or with an answer that does not stand."""
    if stop.note:
        return False
    if stop.repeat is not None:
        return stop.ref(session.form) not in session.closed
    gone = bool(stop.node.answer) and not stop.node.value
    return not stop.node.seen or gone or violation(session.instance, stop.node) is not None


def _says(line: Line, words: str) -> bool:
    """Whether a line has these words anywhere: in the question, its group or the answer."""
    texts = (line.label, line.answer, *(one.label for one in line.section))
    return any(words.casefold() in text.casefold() for text in texts)


def was_known(session: Session, stop: Stop) -> bool:
    """Whether its answer was given when the survey began, and stands as it was given."""
    known = session.opening.answers
    definition = stop.node.definition
    given = known.get(definition.name) or known.get(definition.path)
    return bool(given) and stop.node.answer == given and not is_open(session, stop)


def progress(session: Session, stops: Course, index: int | None = None) -> Progress:
    """Questions before the one at ``index`` (at the review: those passed), and how many there are now.

    What was known beforehand does not count: nobody is asked for it.
    """
    real = stops.questions
    if session.opening.answers:
        real = [place for place in real if not was_known(session, stops[place])]
    if index is None:
        return Progress(sum(stops[place].node.seen for place in real), len(real))
    return Progress(bisect_left(real, index), len(real))
