"""Words and taps that answer the question on screen."""

from __future__ import annotations

from msgspec.structs import replace

from model.phrase import Phrase
from surveys import answers, events, said
from surveys.answers.asked import Asked
from surveys.answers.choice import matching
from surveys.answers.numerals import is_bare
from surveys.answers.sayings import ENOUGH, MORE
from surveys.answers.words import bare, yes_or_no
from surveys.course import Stop
from surveys.hearing import review, several
from surveys.hearing.repeats import add
from surveys.kinds import LISTS, ask_of, asked_of
from surveys.passages import words_of
from surveys.prompt import Ask
from surveys.taking import take
from surveys.turn import Turn
from surveys.validity import would_stand

COLLECTED = frozenset({Ask.TRACE, Ask.SHAPE})
"""Answers that are gathered point by point."""
_ASKED_OF = frozenset({Ask.INTEGER, Ask.DECIMAL, Ask.RANGE, Ask.DATE, Ask.TIME})
"""Answers that can be understood only together with the question: of what, in the past, in the morning."""
_SHORT = 2
"""Digits of a number that is no year."""


def text(turn: Turn, heard: said.Text) -> None:
    """Typed words: an answer, yes or no, or a search in a long list."""
    stop = turn.stop()
    if stop is None:
        review.typed(turn, heard.text)
        return
    ask = ask_of(stop)
    if ask is Ask.ANOTHER:
        _another(turn, heard.text)
        return
    asked = _with_words(
        turn, stop, asked_of(turn.session.instance, stop, turn.session.place.ticks), heard.text
    )
    found = matching(heard.text, asked.options) if ask in LISTS else []
    if ask is Ask.MULTIPLE and several.typed(turn, stop, asked, heard.text):
        return
    if len(found) > 1 and len(asked.options) > turn.session.opening.page_size and ask is not Ask.RANK:
        turn.adjust(search=heard.text.strip()[:40], page=0)
    elif len(found) == 1 and ask is Ask.MULTIPLE and turn.session.place.ticked:
        toggled(turn, said.Toggled(found[0].value))
    elif ask is Ask.RANK and several.ranked(turn, asked, heard.text):
        return
    else:
        take(turn, stop, answers.read(ask, heard.text, asked))


def _another(turn: Turn, heard: str) -> None:
    """Yes or no to "another one?"."""
    meant = yes_or_no(heard)
    if bare(heard) in MORE | ENOUGH:
        meant = bare(heard) in MORE
    if meant is None:
        turn.reject(turn.session.place.ref, Phrase("survey.answer.another"))
    else:
        confirmed(turn, said.Confirmed(meant))


def _with_words(turn: Turn, stop: Stop, asked: Asked, heard: str) -> Asked:
    """What else helps to see whether the answer fits: the question's words, what the constraint allows."""
    if stop.question is None or (is_bare(heard) and len(heard) <= _SHORT):
        return asked
    instance, node = turn.session.instance, stop.node
    if ask_of(stop) is Ask.MULTIPLE:
        return replace(asked, stands=lambda value: would_stand(instance, node, value))
    if ask_of(stop) not in _ASKED_OF:
        return asked
    return replace(asked, question=words_of(instance, stop.question.label, node))


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


def picked(turn: Turn, heard: said.Picked) -> None:
    """A choice by its number; at the review the answer to change."""
    stop = turn.stop()
    if stop is None:
        review.pick(turn, heard.number)
        return
    options = asked_of(turn.session.instance, stop).options
    chose(turn, said.Chose(options[heard.number - 1].value if 0 < heard.number <= len(options) else ""))


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
    elif ask is Ask.MULTIPLE and place.ticks and place.ticked:
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
        review.confirmed(turn, heard.yes)
    elif ask_of(stop) is Ask.MULTIPLE:
        several.confirmed(turn, stop, yes=heard.yes)
    elif stop.repeat is None:
        text(turn, said.Text("yes" if heard.yes else "no"))
    elif heard.yes:
        add(turn, stop)
    else:
        ref = turn.session.place.ref
        turn.session = replace(turn.session, closed=turn.session.closed | {ref})
        turn.events.append(events.RepeatClosed(ref))
        turn.move_on(ref)


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
