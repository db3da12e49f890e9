"""From a stop of the course to the prompt that a chat shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from model.phrase import Phrase
from surveys import answers
from surveys.answers.asked import Asked
from surveys.answers.choice import matching
from surveys.answers.shown import shown
from surveys.choices import Option, options
from surveys.course import Heading, Stop, label_of
from surveys.form import Control, Text
from surveys.instance import Instance
from surveys.prompt import Ask, Choice, Line, Passage, Progress, Prompt, Suggestion
from surveys.session import Place, Session
from surveys.texts import say, say_form
from surveys.tree import InstanceNode, instances
from surveys.validity import is_required, would_stand

INPUTS: Mapping[str, Ask] = MappingProxyType(
    {
        "int": Ask.INTEGER,
        "integer": Ask.INTEGER,
        "decimal": Ask.DECIMAL,
        "date": Ask.DATE,
        "time": Ask.TIME,
        "dateTime": Ask.DATETIME,
        "geopoint": Ask.LOCATION,
        "geotrace": Ask.TRACE,
        "geoshape": Ask.SHAPE,
        "barcode": Ask.BARCODE,
    }
)
CONTROLS: Mapping[Control, Ask] = MappingProxyType(
    {
        Control.SELECT: Ask.MULTIPLE,
        Control.SELECT1: Ask.CHOICE,
        Control.RANK: Ask.RANK,
        Control.RANGE: Ask.RANGE,
        Control.TRIGGER: Ask.ACKNOWLEDGE,
    }
)
UPLOADS: Mapping[str, Ask] = MappingProxyType({"image": Ask.PHOTO, "audio": Ask.AUDIO, "video": Ask.VIDEO})
LISTS = frozenset({Ask.CHOICE, Ask.MULTIPLE, Ask.RANK})
MOST_SUGGESTED_NUMBERS = 11


def ask_of(stop: Stop) -> Ask:
    """What kind of answer a stop asks for."""
    if stop.repeat is not None:
        return Ask.ANOTHER
    question = stop.question
    if question is None or stop.note:
        return Ask.NOTE
    if question.control is Control.UPLOAD:
        return UPLOADS.get(question.parameters.get("mediatype", "").partition("/")[0], Ask.FILE)
    return CONTROLS.get(question.control) or INPUTS.get(stop.node.definition.bind.type, Ask.TEXT)


def asked_of(instance: Instance, stop: Stop, ticks: tuple[str, ...] = ()) -> Asked:
    """What the readers of answers need to know about a stop's question."""
    now = local_now(instance)
    question = stop.question
    if question is None:
        return Asked(now)
    found = options(instance.host, question, stop.node) if question.choices or question.itemset else []
    return Asked(now, tuple(found), question.parameters, ticks)


def local_now(instance: Instance) -> dt.datetime:
    """Now, in the resident's time zone."""
    return instance.host.now.astimezone(instance.host.tz)


def prompt_of(session: Session, stops: list[Stop], index: int, problem: Phrase | None = None) -> Prompt:
    """The prompt of one stop, with the notes just before it and the rest of its page."""
    stop = stops[index]
    first = index
    while first > 0 and stops[first - 1].note:
        first -= 1
    made = _another(session, stop) if stop.repeat is not None else _question(session, stop, session.place)
    return replace(
        made,
        turn=session.place.turn,
        before=tuple(passage_of(session.instance, one) for one in stops[first:index]),
        together=tuple(
            _question(session, one, Place(one.ref(session.form)))
            for one in stops[index + 1 :]
            if stop.page and one.page == stop.page and not one.note and one.question is not None
        ),
        can_go_back=any(not one.note for one in stops[:index]),
        progress=progress(stops),
        problem=problem,
        languages=session.form.languages,
        language=session.language,
    )


def review_of(session: Session, stops: list[Stop], problem: Phrase | None = None) -> Prompt:
    """All answers on one page, and the notes that stand at the end of the form."""
    instance = session.instance
    last = len(stops)
    while last > 0 and stops[last - 1].note:
        last -= 1
    lines = [
        Line(
            stop.ref(session.form),
            _words(instance, stop.question.label, stop.node),
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


def progress(stops: Iterable[Stop]) -> Progress:
    """Questions passed and questions there are, as the answers stand now."""
    real = [one for one in stops if one.question is not None and not one.note]
    return Progress(sum(one.node.seen for one in real), len(real))


# -- one question


def _question(session: Session, stop: Stop, place: Place) -> Prompt:
    instance, node, question = session.instance, stop.node, stop.question
    if question is None:
        raise AssertionError("a stop without a question is asked by _another")
    ask = ask_of(stop)
    asked = asked_of(instance, stop)
    required = is_required(instance, node)
    made = Prompt(
        ref=stop.ref(session.form),
        ask=ask,
        text=_words(instance, question.label, node),
        hint=_words(instance, question.hint, node),
        guidance=say_form(instance.host, question.hint, "guidance", node).strip(),
        section=tuple(_heading(instance, one) for one in stop.headings),
        image=_image(instance, question.label, node),
        audio=say_form(instance.host, question.label, "audio", node),
        video=say_form(instance.host, question.label, "video", node),
        required=required,
        can_skip=not required or bool(node.value),
        answer=shown(ask, node.value, asked),
        value=node.value,
        appearance=question.appearance,
        start=question.parameters.get("start", ""),
        end=question.parameters.get("end", ""),
        step=question.parameters.get("step", ""),
        suggestions=tuple(one for one in suggestions(ask, asked) if would_stand(instance, node, one.value)),
    )
    return _with_choices(made, session, asked, place) if ask in LISTS else made


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
    return replace(
        prompt,
        choices=tuple(
            Choice(
                one.value,
                one.label.strip() or one.value,
                one.value in ticks,
                places.get(one.value),
                one.image,
            )
            for one in on_screen
        ),
        page=page,
        pages=pages,
        search=place.search,
        searchable=len(asked.options) > size,
        numbers_from=page * size + 1 if not place.search else 0,
    )


def suggestions(ask: Ask, asked: Asked) -> tuple[Suggestion, ...]:
    """Quick answers where a form gives no choices: days for a date, the numbers of a short scale."""
    today = asked.now.date()
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


def _another(session: Session, stop: Stop) -> Prompt:
    repeat = stop.repeat
    if repeat is None:
        raise AssertionError("only the stop of a repeat asks for another one")
    instance = session.instance
    definition = session.form.definitions[repeat.definition]
    count = len(instances(stop.node, definition))
    label = _words(instance, label_of(session.form, repeat), stop.node)
    key = "survey.another.more" if count else "survey.another.first"
    return Prompt(
        ref=stop.ref(session.form),
        ask=Ask.ANOTHER,
        text=label,
        lead=Phrase(key if label else f"{key}_unnamed", {"label": label, "count": count}),
        section=tuple(_heading(instance, one) for one in stop.headings),
        required=False,
        can_skip=True,
    )


def passage_of(instance: Instance, stop: Stop) -> Passage:
    """The words of a note, with the value that it shows."""
    question, node = stop.question, stop.node
    if question is None:
        return Passage("")
    text = _words(instance, question.label, node)
    if node.value and question.control is not Control.TRIGGER and node.definition.bind.calculate is not None:
        value = shown(ask_of(replace(stop, note=False)), node.value, asked_of(instance, stop))
        text = f"{text} {value}".strip() if value not in text else text
    return Passage(
        text,
        _words(instance, question.hint, node),
        _image(instance, question.label, node),
        say_form(instance.host, question.label, "audio", node),
        say_form(instance.host, question.label, "video", node),
    )


def _heading(instance: Instance, heading: Heading) -> str:
    words = _words(instance, heading.label, heading.node)
    return f"{words} {heading.number}" if heading.number else words


def _words(instance: Instance, text: Text | None, node: InstanceNode) -> str:
    return say(instance.host, text, node).strip()


def _image(instance: Instance, text: Text | None, node: InstanceNode) -> str:
    host = instance.host
    return say_form(host, text, "big-image", node) or say_form(host, text, "image", node)
