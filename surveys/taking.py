"""Taking an answer: store it, see whether it stands, and go on or take it back."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.answers.asked import Read, problem
from surveys.choices import values
from surveys.course import Stop
from surveys.events import Answered, Skipped
from surveys.form import Control
from surveys.kinds import ask_of
from surveys.prompt import Ask
from surveys.turn import Turn, words_for
from surveys.validity import Violation, constraint_message, violation, would_stand


def take(turn: Turn, stop: Stop, read: Read) -> None:
    """Take what a reader made of the answer to a stop; a problem leaves everything as it was."""
    ref = stop.ref(turn.session.form)
    if not isinstance(read, str):
        turn.reject(ref, read)
        return
    instance, node = turn.session.instance, stop.node
    if read and not would_stand(instance, node, instance.admissible(node, read)):
        turn.reject(ref, words_for(Violation(node, "constraint", constraint_message(instance, node, read))))
        return
    instance.set(node, read)
    wrong = violation(instance, node)
    if read and not node.answer:
        turn.undo()
        turn.reject(ref, problem("type"))
    elif wrong is not None:
        message = words_for(wrong)
        turn.undo()
        turn.reject(ref, message)
    else:
        node.seen = True
        turn.events.append(Answered(ref, node.answer) if node.answer else Skipped(ref))
        turn.move_on(ref)


def take_several(turn: Turn, answers: Mapping[str, str]) -> None:
    """Take a page of answers; when one does not stand, none is taken and that question is asked."""
    form = turn.session.form
    stops = {one.ref(form): one for one in turn.stops() if one.question is not None and not one.note}
    taken = []
    for ref, value in answers.items():
        stop = stops.get(ref)
        if stop is None:
            turn.undo()
            turn.reject(ref, problem("choice.gone"))
            return
        turn.session.instance.set(stop.node, _in_order(turn, stop, value))
        taken.append(stop)
    for stop in taken:
        wrong = violation(turn.session.instance, stop.node)
        if wrong is not None:
            message = words_for(wrong)
            turn.undo()
            turn.show(stop)
            turn.reject(stop.ref(form), message)
            return
    for stop in taken:
        if stop.node.relevant:
            stop.node.seen = True
            ref = stop.ref(form)
            turn.events.append(Answered(ref, stop.node.answer) if stop.node.answer else Skipped(ref))
    turn.move_on(taken[-1].ref(form) if taken else turn.session.place.ref)


def _in_order(turn: Turn, stop: Stop, value: str) -> str:
    """Only choices that exist, in the order of the list."""
    if stop.question is None or ask_of(stop) not in {Ask.CHOICE, Ask.MULTIPLE}:
        return value
    known = values(turn.session.instance.host, stop.question, stop.node)
    wanted = value.split() if stop.question.control is Control.SELECT else [value]
    return " ".join(one for one in known if one in wanted)
