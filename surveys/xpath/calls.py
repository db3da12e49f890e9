"""Function calls: the function found, its arguments converted."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import NoReturn

from surveys.xpath.compiled import (
    Compiled,
    Kind,
    Run,
    as_boolean,
    as_nodes,
    as_number,
    as_string,
    as_value,
)
from surveys.xpath.context import Context
from surveys.xpath.errors import XPathError
from surveys.xpath.functions import FUNCTIONS, NAMES
from surveys.xpath.functions.signature import Function
from surveys.xpath.functions.special import SPECIAL, position
from surveys.xpath.node import Node
from surveys.xpath.node_tests import JAVAROSA, namespace_of
from surveys.xpath.values import Value

_CONVERT: dict[str, Callable[[Compiled], Run]] = {
    "string": as_string,
    "number": as_number,
    "boolean": as_boolean,
    "nodes": as_nodes,
    "any": as_value,
}


def complaint(name: str, given: int) -> str:
    """What is wrong with a call of `name` with so many arguments, "" when nothing is."""
    if name == "position" and given == 0:
        return ""
    if name in SPECIAL:
        _, least, most = SPECIAL[name]
        anything: Kind = "any"
        takes = (anything,) * (most or least)
        return Function(str, "any", takes, least, "any" if most is None else None).complaint(name, given)
    function = FUNCTIONS.get(name)
    if function is not None:
        return function.complaint(name, given)
    near = difflib.get_close_matches(name, NAMES, 1)
    return f"there is no function {name}()" + (f"; is {near[0]}() meant?" if near else "")


def call(name: str, arguments: list[Compiled]) -> Compiled:
    """A call; of a wrong one, something that fails with XPathError when it is evaluated."""
    wrong = complaint(name, len(arguments))
    if wrong:
        return Compiled("any", _failure(wrong))
    if name == "position" and not arguments:
        return position(arguments)
    if name in SPECIAL:
        return SPECIAL[name][0](arguments)
    function = FUNCTIONS[name]
    parts = [_CONVERT[function.kind(index)](argument) for index, argument in enumerate(arguments)]
    run = _with_context(function, parts) if function.context else _plain(function, parts)
    if name.startswith("jr:"):
        run = _only_javarosa(name, run)
    return Compiled(function.gives, run)


def _failure(message: str) -> Callable[[Context, Node], NoReturn]:
    def fail(_context: Context, _node: Node) -> NoReturn:
        raise XPathError(message)

    return fail


def _only_javarosa(name: str, run: Run) -> Run:
    """The prefix jr must mean JavaRosa's namespace where the evaluation declares it."""

    def checked(context: Context, node: Node) -> Value:
        if namespace_of("jr", context) != JAVAROSA:
            raise XPathError(f"there is no function {name}() in the namespace declared for jr")
        return run(context, node)

    return checked


def _plain(function: Function, parts: list[Run]) -> Run:
    do = function.call
    if not parts:
        return lambda _context, _node: do()
    if len(parts) == 1:
        first = parts[0]
        return lambda context, node: do(first(context, node))
    if len(parts) == 2:
        one, two = parts
        return lambda context, node: do(one(context, node), two(context, node))
    return lambda context, node: do(*[part(context, node) for part in parts])


def _with_context(function: Function, parts: list[Run]) -> Run:
    do = function.call
    if len(parts) == 1:
        first = parts[0]
        return lambda context, node: do(context, node, first(context, node))
    return lambda context, node: do(context, node, *[part(context, node) for part in parts])
