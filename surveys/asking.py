"""From a stop of the course to the prompt that a chat shows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec.structs import replace

from model.phrase import Phrase
from surveys import answers
from surveys.answers.asked import Asked
from surveys.answers.choice import matching
from surveys.answers.shown import shown
from surveys.choices import Option
from surveys.course import Course, Stop, label_of
from surveys.kinds import LISTS, ask_of, asked_of
from surveys.passages import media_of, name_of, passage_of, sections_of, words_of
from surveys.prompt import Ask, Choice, Prompt, Suggestion
from surveys.reviewing import progress, review_of, was_known
from surveys.session import Place, Session
from surveys.texts import say_form
from surveys.tree import instances
from surveys.validity import is_required, would_stand

MOST_SUGGESTED_NUMBERS = 11


def prompt_of(session: Session, stops: Course, index: int, problem: Phrase | None = None) -> Prompt:
    """The prompt of one stop, with the notes just before it and the rest of its page."""
    stop = stops[index]
    first = index
    while first > 0 and stops[first - 1].note:
        first -= 1
    around: dict[str, Any] = dict(  # noqa: C408 - the names of the fields
        turn=session.place.turn,
        familiar=_familiar(session, stops[index - 1], stop) if index else 0,
        before=tuple(passage_of(session.instance, one) for one in stops[first:index]),
        together=tuple(
            _question(session, one, Place(one.ref(session.form)))
            for one in stops[index + 1 :]
            if stop.page and one.page == stop.page and not one.note and one.question is not None
        ),
        can_go_back=any(
            not stops[place].note and not was_known(session, stops[place]) for place in range(index)
        ),
        progress=progress(session, stops, index),
        problem=problem,
        languages=session.form.languages,
        language=session.language,
    )
    if stop.repeat is not None:
        return _another(session, stop, **around)
    return _question(session, stop, session.place, **around)


def _question(session: Session, stop: Stop, place: Place, **around: Any) -> Prompt:  # noqa: ANN401 - fields
    """The prompt of a question; ``around`` are the fields that are not about the question alone."""
    instance, node, question = session.instance, stop.node, stop.question
    if question is None:
        raise AssertionError("a stop without a question is asked by _another")
    ask = ask_of(stop)
    asked = asked_of(instance, stop)
    required = is_required(instance, node)
    image, audio, video = media_of(instance, question.label, node)
    made = Prompt(
        ref=stop.ref(session.form),
        ask=ask,
        text=words_of(instance, question.label, node) or name_of(stop),
        hint=words_of(instance, question.hint, node),
        guidance=say_form(instance.host, question.hint, "guidance", node).strip(),
        section=sections_of(instance, stop.headings),
        image=image,
        audio=audio,
        video=video,
        required=required,
        can_skip=not required or bool(node.value),
        answer=shown(ask, node.value, asked),
        value=node.value,
        appearance=question.appearance,
        start=question.parameters.get("start", ""),
        end=question.parameters.get("end", ""),
        step=question.parameters.get("step", ""),
        points=len(place.ticks) if place.ticked and ask not in LISTS else 0,
        suggestions=tuple(one for one in suggestions(ask, asked) if would_stand(instance, node, one.value)),
        **around,
    )
    return _with_choices(made, session, asked, place) if ask in LISTS else made


def _familiar(session: Session, before: Stop, stop: Stop) -> int:
    """How many of the sections on the way to a stop were those of the one before too, outermost first."""
    same = 0
    for one, other in zip(before.headings, stop.headings, strict=False):
        if one.node is not other.node or one.label is not other.label:
            break
        same += 1
    return len(sections_of(session.instance, stop.headings[:same]))


def _with_choices(prompt: Prompt, session: Session, asked: Asked, place: Place) -> Prompt:
    found: list[Option] = list(asked.options)
    if place.search:
        found = matching(place.search, found) or found
    size = max(1, session.opening.page_size)
    pages = max(1, -(-len(found) // size))
    page = min(max(place.page, 0), pages - 1)
    on_screen = found[page * size : (page + 1) * size]
    ticks = place.ticks if place.ticked else tuple(prompt.value.split())
    places = {value: number for number, value in enumerate(ticks, 1)} if prompt.ask is Ask.RANK else {}
    numbers = {one.value: number for number, one in enumerate(asked.options, 1)}
    return replace(
        prompt,
        choices=tuple(
            Choice(
                one.value,
                one.label or one.value,
                one.value in ticks,
                places.get(one.value),
                one.image,
                numbers[one.value],
            )
            for one in on_screen
        ),
        page=page,
        pages=pages,
        search=place.search,
        searchable=len(asked.options) > size,
        numbers_from=page * size + 1 if not place.search else 0,
        all_meant=prompt.ask is Ask.MULTIPLE and bool(place.ticks) and not place.ticked,
    )


def suggestions(ask: Ask, asked: Asked) -> tuple[Suggestion, ...]:
    """Quick answers where a form gives no choices: days for a date, the numbers of a short scale."""
    today = asked.now.date()
    if ask is Ask.DATE and answers.date.part_of(asked.appearance):
        return _years(today) if answers.date.part_of(asked.appearance) == "year" else ()
    if ask is Ask.DATE:
        days = (("today", 0), ("yesterday", -1), ("tomorrow", 1))
        return tuple(
            Suggestion((today + dt.timedelta(distance)).isoformat(), Phrase(f"survey.suggest.{name}"))
            for name, distance in days
        )
    if ask is Ask.RANGE:
        numbers = answers.range_.numbers(asked, MOST_SUGGESTED_NUMBERS)
        return tuple(Suggestion(one, Phrase("survey.suggest.number", {"number": one})) for one in numbers)
    if ask is Ask.ACKNOWLEDGE:
        return (Suggestion("OK", Phrase("survey.suggest.ok")),)
    return ()


def _years(today: dt.date) -> tuple[Suggestion, ...]:
    years = range(today.year, today.year - 3, -1)
    return tuple(
        Suggestion(f"{one}-01-01", Phrase("survey.suggest.number", {"number": one})) for one in years
    )


def _another(session: Session, stop: Stop, **around: Any) -> Prompt:  # noqa: ANN401 - fields
    repeat = stop.repeat
    if repeat is None:
        raise AssertionError("only the stop of a repeat asks for another one")
    instance = session.instance
    definition = session.form.definitions[repeat.definition]
    count = len(instances(stop.node, definition))
    label = words_of(instance, label_of(session.form, repeat), stop.node)
    key = "survey.another.more" if count else "survey.another.first"
    return Prompt(
        ref=stop.ref(session.form),
        ask=Ask.ANOTHER,
        text=label,
        lead=Phrase(key if label else f"{key}_unnamed", {"label": label, "count": count}),
        section=sections_of(instance, stop.headings),
        required=False,
        can_skip=True,
        **around,
    )


__all__ = ["prompt_of", "review_of", "suggestions"]
