"""What is typed at several choices: that anything will do, that it is all, more beside what is ticked."""

from __future__ import annotations

from surveys import answers
from surveys.answers import rank
from surveys.answers.asked import Asked, problem
from surveys.answers.choice import matching
from surveys.answers.multiple import everything, is_whole
from surveys.answers.sayings import CHOSEN
from surveys.answers.words import bare, does_not_mind, yes_or_no
from surveys.course import Stop
from surveys.prompt import Ask
from surveys.taking import take
from surveys.turn import Turn


def typed(turn: Turn, stop: Stop, asked: Asked, heard: str) -> bool:
    """What is typed at several choices beside one more of them. False when it is to be read as ever."""
    place = turn.session.place
    if _is_asked(turn):
        meant = yes_or_no(heard)
        if meant is not None:
            confirmed(turn, stop, yes=meant)
            return True
        turn.adjust(ticks=())
        place = turn.session.place
    if place.ticks and bare(heard) in CHOSEN:
        take(turn, stop, " ".join(place.ticks))
    elif does_not_mind(heard) and not matching(heard, asked.options):
        if place.ticks:
            turn.reject(place.ref, problem("choice.which"))
        else:
            _ask_for_all(turn, stop, asked)
    elif place.ticks and not is_whole(heard, asked):
        return _add(turn, asked, heard)
    else:
        return False
    return True


def _ask_for_all(turn: Turn, stop: Stop, asked: Asked) -> None:
    """都可以 may mean all, or that it does not matter: that is asked; where all is too much, it is said.

    All of them wait in the place's ticks, which count for nothing until somebody says yes.
    """
    every = everything(asked)
    if asked.stands is not None and not asked.stands(every):
        take(turn, stop, every)
        return
    turn.adjust(ticks=tuple(every.split()), ticked=False, page=0, search="")
    turn.reject(turn.session.place.ref, problem("choice.all_meant"))


def confirmed(turn: Turn, stop: Stop, *, yes: bool) -> None:
    """Yes or no to "do you mean all of them?"; a button of it that is tapped once more does nothing."""
    if not _is_asked(turn):
        return
    every = " ".join(turn.session.place.ticks)
    turn.adjust(ticks=())
    if yes:
        take(turn, stop, every)
    else:
        turn.reject(turn.session.place.ref, problem("choice.which"))


def _is_asked(turn: Turn) -> bool:
    """Whether that was the question."""
    return bool(turn.session.place.ticks) and not turn.session.place.ticked


def ranked(turn: Turn, asked: Asked, heard: str) -> bool:
    """The first of a ranking, typed: they get their places, the others are still asked for. False for all."""
    order = rank.named(heard, asked)
    if not isinstance(order, list) or not len(asked.ticks) < len(order) < len(asked.options) - 1:
        return False
    turn.adjust(ticks=tuple(order), ticked=True)
    return True


def _add(turn: Turn, asked: Asked, heard: str) -> bool:
    """Several typed beside what is ticked are ticked, too; anything else is read as ever."""
    found = answers.read(Ask.MULTIPLE, heard, asked)
    if not isinstance(found, str) or len(found.split()) < 2:
        return False
    ticked = {*turn.session.place.ticks, *found.split()}
    turn.adjust(ticks=tuple(one.value for one in asked.options if one.value in ticked), ticked=True)
    return True
