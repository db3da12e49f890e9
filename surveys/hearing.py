"""What each thing that can be said does: one small function each, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from model.phrase import Phrase
from surveys import answers, events, said
from surveys.answers.choice import matching
from surveys.answers.words import yes_or_no
from surveys.asking import LISTS, ask_of, asked_of
from surveys.course import Stop
from surveys.prompt import Ask
from surveys.session import host_of
from surveys.taking import take, take_several
from surveys.tree import InstanceNode
from surveys.tree import ref as ref_of
from surveys.turn import Turn

COLLECTED = frozenset({Ask.TRACE, Ask.SHAPE})
"""Answers that are gathered point by point."""


def text(turn: Turn, heard: said.Text) -> None:
    """Typed words: an answer, yes or no, or a search in a long list."""
    stop = turn.stop()
    if stop is None:
        _yes_or_no_at_review(turn, yes_or_no(heard.text))
        return
    ask = ask_of(stop)
    if ask is Ask.ANOTHER:
        meant = yes_or_no(heard.text)
        if meant is None:
            turn.reject(turn.session.place.ref, Phrase("survey.answer.another"))
        else:
            confirmed(turn, said.Confirmed(meant))
        return
    asked = asked_of(turn.session.instance, stop, turn.session.place.ticks)
    found = matching(heard.text, asked.options) if ask in {Ask.CHOICE, Ask.MULTIPLE} else []
    if len(found) > 1 and len(asked.options) > turn.session.opening.page_size:
        turn.adjust(search=heard.text.strip()[:40], page=0)
    elif len(found) == 1 and ask is Ask.MULTIPLE and turn.session.place.ticked:
        toggled(turn, said.Toggled(found[0].value))
    else:
        take(turn, stop, answers.read(ask, heard.text, asked))


def chose(turn: Turn, heard: said.Chose) -> None:
    """A choice or a suggestion was tapped."""
    stop = turn.stop()
    if stop is None:
        return
    ask = ask_of(stop)
    if ask in {Ask.MULTIPLE, Ask.RANK}:
        toggled(turn, said.Toggled(heard.value))
    elif ask is Ask.CHOICE:
        asked = asked_of(turn.session.instance, stop)
        known = any(one.value == heard.value for one in asked.options)
        take(turn, stop, heard.value if known else Phrase("survey.answer.choice.gone"))
    elif ask is Ask.ACKNOWLEDGE:
        take(turn, stop, "OK")
    else:
        text(turn, said.Text(heard.value))


def toggled(turn: Turn, heard: said.Toggled) -> None:
    """A tick is set or taken; a ranking gets its next place."""
    stop = turn.stop()
    if stop is None or ask_of(stop) not in {Ask.MULTIPLE, Ask.RANK}:
        return
    asked = asked_of(turn.session.instance, stop)
    known = [one.value for one in asked.options]
    if heard.value not in known:
        turn.reject(turn.session.place.ref, Phrase("survey.answer.choice.gone"))
        return
    ticks = _ticks(turn, stop)
    ticks = [one for one in ticks if one != heard.value] if heard.value in ticks else [*ticks, heard.value]
    if ask_of(stop) is Ask.MULTIPLE:
        ticks = [one for one in known if one in ticks]
    turn.adjust(ticks=tuple(ticks), ticked=True)
    if ask_of(stop) is Ask.RANK and len(ticks) >= len(known) - 1:
        take(turn, stop, " ".join([*ticks, *(one for one in known if one not in ticks)]))


def _ticks(turn: Turn, stop: Stop) -> list[str]:
    place = turn.session.place
    if place.ticked:
        return list(place.ticks)
    return [] if ask_of(stop) is Ask.RANK else stop.node.value.split()


def done(turn: Turn, _heard: said.Done) -> None:
    """What is ticked or gathered is all; where nothing is, the answer stays as it is."""
    stop = turn.stop()
    if stop is None:
        turn.finish()
        return
    ask, place = ask_of(stop), turn.session.place
    if ask is Ask.ANOTHER:
        confirmed(turn, said.Confirmed(yes=False))
    elif ask is Ask.MULTIPLE and place.ticks:
        take(turn, stop, " ".join(place.ticks))
    elif ask is Ask.MULTIPLE and place.ticked:
        take(turn, stop, "")
    elif ask is Ask.RANK and place.ticks:
        take(
            turn,
            stop,
            Phrase("survey.answer.rank.all", {"count": len(asked_of(turn.session.instance, stop).options)}),
        )
    elif ask in COLLECTED and place.ticks:
        take(turn, stop, answers.read(ask, ";".join(place.ticks), asked_of(turn.session.instance, stop)))
    elif ask is Ask.ACKNOWLEDGE:
        take(turn, stop, "OK")
    else:
        skip(turn, said.Skip())


def confirmed(turn: Turn, heard: said.Confirmed) -> None:
    """Yes or no to "another one?", to an acknowledgement, or to a choice of yes and no."""
    stop = turn.stop()
    if stop is None:
        _yes_or_no_at_review(turn, heard.yes)
    elif stop.repeat is None:
        text(turn, said.Text("yes" if heard.yes else "no"))
    elif heard.yes:
        _add(turn, stop)
    else:
        ref = turn.session.place.ref
        turn.session = replace(turn.session, closed=turn.session.closed | {ref})
        turn.events.append(events.RepeatClosed(ref))
        turn.move_on(ref)


def _yes_or_no_at_review(turn: Turn, meant: bool | None) -> None:  # noqa: FBT001 - the answer itself
    if meant:
        turn.finish()
    else:
        turn.reject("", Phrase("survey.review.what"))


def _add(turn: Turn, stop: Stop) -> None:
    if stop.repeat is None:
        return
    instance = turn.session.instance
    repeat = turn.session.form.definitions[stop.repeat.definition]
    node = instance.add(stop.node, repeat)
    place = turn.session.place.ref
    if node is None:
        turn.reject(place, Phrase("survey.another.limit"))
        return
    turn.session = replace(turn.session, closed=turn.session.closed - {place})
    from_ref = next((one.ref(turn.session.form) for one in _before(turn, node)), None)
    turn.events.append(events.RepeatOpened(ref_of(node)))
    turn.move_on(from_ref)


def _before(turn: Turn, node: InstanceNode) -> list[Stop]:
    """The stop just before the first one inside a node."""
    stops = turn.stops()
    first = next((i for i, one in enumerate(stops) if _inside(one.node, node)), 0)
    return stops[first - 1 : first] if first else []


def _inside(node: InstanceNode, outer: InstanceNode) -> bool:
    one: object = node
    while isinstance(one, InstanceNode):
        if one is outer:
            return True
        one = one.parent
    return False


def add_repeat(turn: Turn, _heard: said.AddRepeat) -> None:
    """One more of the repeat on screen."""
    stop = turn.stop()
    if stop is not None and stop.repeat is not None:
        _add(turn, stop)


def remove_repeat(turn: Turn, heard: said.RemoveRepeat) -> None:
    """One instance fewer, where people may decide how many there are."""
    node = turn.node(heard.ref)
    body = turn.session.form.repeats.get(node.definition.index) if node is not None else None
    if node is None or body is None or body.count is not None or body.fixed:
        turn.reject(turn.session.place.ref, Phrase("survey.goto.none"))
        return
    ref = turn.session.place.ref
    turn.session.instance.remove(node)
    turn.events.append(events.RepeatRemoved(heard.ref))
    if turn.session.place.kind != "review":
        still = any(one.ref(turn.session.form) == ref for one in turn.stops())
        if not still:
            turn.move_on(None)


def skip(turn: Turn, _heard: said.Skip) -> None:
    """No (new) answer; a required question without one stays."""
    stop = turn.stop()
    if stop is None:
        return
    if stop.repeat is not None:
        confirmed(turn, said.Confirmed(yes=False))
        return
    take(turn, stop, stop.node.answer)


def clear(turn: Turn, _heard: said.Clear) -> None:
    """The answer is taken back; the question stays on screen."""
    stop = turn.stop()
    if stop is not None and stop.question is not None:
        turn.session.instance.set(stop.node, "")
        stop.node.seen = False
        turn.adjust(ticks=(), ticked=ask_of(stop) in LISTS, search="", page=0)


def back(turn: Turn, _heard: said.Back) -> None:
    """To the question before the one on screen."""
    stops, form = turn.stops(), turn.session.form
    ref = turn.session.place.ref
    index = next((i for i, one in enumerate(stops) if one.ref(form) == ref), len(stops))
    earlier = [one for one in stops[:index] if not one.note and one.repeat is None]
    if earlier:
        turn.show(earlier[-1])
        turn.events.append(events.WentBack(turn.session.place.ref))
    else:
        turn.reject(ref, Phrase("survey.back.none"))


def go_to(turn: Turn, heard: said.GoTo) -> None:
    """To a question by its ref."""
    form = turn.session.form
    found = next((one for one in turn.stops() if not one.note and one.ref(form) == heard.ref), None)
    if found is None:
        turn.reject(turn.session.place.ref, Phrase("survey.goto.none"))
        return
    turn.show(found)
    turn.events.append(events.WentTo(heard.ref))


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
        turn.reject(turn.session.place.ref, Phrase("survey.answer.media.unasked"))
    else:
        take(turn, stop, answers.media.read(heard, ask_of(stop)))


def page(turn: Turn, heard: said.Page) -> None:
    """Another page of the choices; page -1 ends a search."""
    if heard.number < 0:
        turn.adjust(page=0, search="")
    else:
        turn.adjust(page=heard.number)


def several(turn: Turn, heard: said.Answers) -> None:
    """A page of answers at once."""
    take_several(turn, heard.answers)


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


def review(turn: Turn, _heard: said.Review) -> None:
    """Show all answers."""
    turn.review()


def submit(turn: Turn, _heard: said.Submit) -> None:
    """Finish."""
    turn.finish()


HANDLERS: Mapping[type, Callable[[Turn, Any], None]] = MappingProxyType(
    {
        said.Text: text,
        said.Chose: chose,
        said.Toggled: toggled,
        said.Done: done,
        said.Confirmed: confirmed,
        said.Back: back,
        said.Skip: skip,
        said.Clear: clear,
        said.GoTo: go_to,
        said.Location: location,
        said.Media: media,
        said.Page: page,
        said.Answers: several,
        said.AddRepeat: add_repeat,
        said.RemoveRepeat: remove_repeat,
        said.SwitchLanguage: switch_language,
        said.Review: review,
        said.Submit: submit,
    }
)
