"""What an expression reads, from its tree alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveys.xpath.errors import XPathSyntaxError
from surveys.xpath.functions import VOLATILE
from surveys.xpath.parser import parse
from surveys.xpath.references import Reference, References
from surveys.xpath.tree import Call, Chain, Negation, Path, Step, Text, Tree


def references_of(tree: Tree, calls: Sequence[Call]) -> References:
    """Everything that the expression `tree`, with these calls in it, reads."""
    here = Reference("current", ())
    found: list[Reference] = []
    list(_read(tree, [here], found))
    functions = frozenset(call.name for call in calls)
    return References(
        paths=tuple(dict.fromkeys(found)),
        instances=frozenset(filter(None, map(_instance_id, calls))),
        functions=functions,
        volatile=bool(functions & VOLATILE),
    )


def calls_in(tree: Tree) -> Iterator[Call]:
    """Every function call, outer ones first."""
    if isinstance(tree, Call):
        yield tree
        for argument in tree.arguments:
            yield from calls_in(argument)
    elif isinstance(tree, Chain):
        for operand in tree.operands:
            yield from calls_in(operand)
    elif isinstance(tree, Negation):
        yield from calls_in(tree.operand)
    elif isinstance(tree, Path):
        if tree.start is not None and not isinstance(tree.start, str):
            yield from calls_in(tree.start)
        for predicate in (*tree.filters, *(each for step in tree.steps for each in step.predicates)):
            yield from calls_in(predicate)


def _instance_id(call: Call) -> str:
    """The id of the secondary instance that a call reads, "" when it reads none or it is calculated."""
    if call.name in ("instance", "pulldata") and call.arguments and isinstance(call.arguments[0], Text):
        return call.arguments[0].value
    return ""


def _read(tree: Tree, here: list[Reference], found: list[Reference]) -> Iterator[Reference]:
    """Note in `found` what `tree` reads when evaluated at `here`; give the places that its value is of."""
    if isinstance(tree, Call):
        yield from _read_call(tree, here, found)
    elif isinstance(tree, Chain):
        for operand in tree.operands:
            places = list(_read(operand, here, found))
            if tree.operators[0] == "|":
                yield from places
    elif isinstance(tree, Negation):
        list(_read(tree.operand, here, found))
    elif isinstance(tree, Path):
        yield from _read_path(tree, here, found)


def _read_path(path: Path, here: list[Reference], found: list[Reference]) -> Iterator[Reference]:
    if path.start is None:
        places = here
    elif isinstance(path.start, str):
        places = [Reference("root", ())]
    else:
        places = list(_read(path.start, here, found))
    _read_predicates(path.filters, places, found)
    for step in path.steps:
        places = [_follow(place, step) for place in places]
        if step.predicates:
            found += places
            _read_predicates(step.predicates, places, found)
    found += places
    yield from places


def _read_predicates(predicates: tuple[Tree, ...], places: list[Reference], found: list[Reference]) -> None:
    for predicate in predicates:
        list(_read(predicate, places, found))


def _read_call(call: Call, here: list[Reference], found: list[Reference]) -> Iterator[Reference]:
    if call.name == "current":
        yield Reference("current", ())
        return
    instance = _instance_id(call) if call.name == "instance" else ""
    if instance:
        yield Reference("instance", (), instance)
    if not call.arguments and call.name in ("string", "number", "string-length", "normalize-space"):
        found += here
    for argument in call.arguments:
        yield from _read(argument, here, found)
    if call.name == "once":
        found += here
    if call.name == "jr:choice-name" and len(call.arguments) == 2:
        yield from _read_written_path(call.arguments[1], here, found)


def _read_written_path(tree: Tree, here: list[Reference], found: list[Reference]) -> Iterator[Reference]:
    """jr:choice-name() is given the path of a question as text: it is read all the same."""
    if isinstance(tree, Text):
        try:
            yield from _read(parse(tree.value.strip()), here, found)
        except XPathSyntaxError:
            return


def _follow(place: Reference, step: Step) -> Reference:
    """The place after one more step, ".." taking back the name before it."""
    if step.axis == "self" and step.test == "node()":
        return place
    if step.axis == "child":
        name = step.test
    elif step.axis == "attribute":
        name = "@" + step.test
    elif step.axis in ("descendant", "descendant-or-self"):
        below = ("//",) if step.test == "node()" else ("//", step.test)
        return Reference(place.origin, (*place.steps, *below), place.instance)
    elif step.axis == "parent":
        if place.steps and place.steps[-1] not in ("..", "//"):
            return Reference(place.origin, place.steps[:-1], place.instance)
        name = ".."
    else:
        name = f"{step.axis}::{step.test}"
    return Reference(place.origin, (*place.steps, name), place.instance)
