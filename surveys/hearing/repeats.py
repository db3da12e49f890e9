"""More and fewer instances of a repeat."""

from __future__ import annotations

from msgspec.structs import replace

from model.phrase import Phrase
from surveys import events, said
from surveys.course import Stop
from surveys.tree import InstanceNode
from surveys.tree import ref as ref_of
from surveys.turn import Turn


def add(turn: Turn, stop: Stop) -> None:
    """One more instance of the repeat that a stop asks about; its first question is next."""
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
        add(turn, stop)


def remove_repeat(turn: Turn, heard: said.RemoveRepeat) -> None:
    """One instance fewer, where people may decide how many there are."""
    node = turn.node(heard.ref)
    body = turn.session.form.repeats.get(node.definition.index) if node is not None else None
    if node is None or body is None or body.count is not None or body.fixed:
        turn.reject(turn.session.place.ref, Phrase("survey.goto.none"))
        return
    turn.session.instance.remove(node)
    turn.events.append(events.RepeatRemoved(heard.ref))
    if turn.session.place.kind != "review" and turn.index() is None:
        turn.move_on(None)
