# ruff: noqa: D402 - a docstring begins with the function as authors write it
"""Functions that do not simply take values: lazy ones, and those that speak of the context itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from surveys.xpath.compiled import Compiled, Run, as_boolean, as_number, as_string, as_value
from surveys.xpath.context import Context
from surveys.xpath.moments import Moment
from surveys.xpath.node import Node
from surveys.xpath.values import Days, Value, node_text, to_number, to_string

Special: TypeAlias = Callable[[list[Compiled]], Compiled]


def if_then_else(arguments: list[Compiled]) -> Compiled:
    """if(condition, then, else): only the branch taken is evaluated."""
    condition = as_boolean(arguments[0])
    then, otherwise = as_value(arguments[1]), as_value(arguments[2])
    kinds = {arguments[1].kind, arguments[2].kind}
    return Compiled(
        kinds.pop() if len(kinds) == 1 else "any",
        lambda context, node: then(context, node) if condition(context, node) else otherwise(context, node),
    )


def coalesce(arguments: list[Compiled]) -> Compiled:
    """coalesce(a, b, ...): the first that is not blank, or the last; NaN is blank, nodes mean the first."""
    *before, last = [as_value(argument) for argument in arguments]

    def run(context: Context, node: Node) -> Value:
        for part in before:
            value = part(context, node)
            if not _is_blank(value):
                return to_string(value) if isinstance(value, list) else value
        value = last(context, node)
        return to_string(value) if isinstance(value, list) else value

    return Compiled("any", run)


def once(arguments: list[Compiled]) -> Compiled:
    """once(value): the question's own answer when it has one, else the value; NaN becomes blank."""
    calculate = as_value(arguments[0])

    def run(context: Context, node: Node) -> str:
        present = node_text(node)
        if present:
            return present
        value = calculate(context, node)
        return "" if _is_blank(value) else to_string(value)

    return Compiled("string", run)


def _is_blank(value: Value) -> bool:
    if isinstance(value, float):
        return value != value  # noqa: PLR0124 - NaN
    return to_string(value) == ""


def position(_arguments: list[Compiled]) -> Compiled:
    """position(): the place of the node that a predicate is asked about."""
    return Compiled("number", lambda context, _node: float(context.position))


def last(_arguments: list[Compiled]) -> Compiled:
    """last(): how many nodes a predicate is asked about."""
    return Compiled("number", lambda context, _node: float(context.size))


def string(arguments: list[Compiled]) -> Compiled:
    """string(value?): of the context node when nothing is given."""
    return Compiled("string", as_string(arguments[0]) if arguments else _own_text)


def string_length(arguments: list[Compiled]) -> Compiled:
    """string-length(text?)."""
    text = as_string(arguments[0]) if arguments else _own_text
    return Compiled("number", lambda context, node: float(len(text(context, node))))


def normalize_space(arguments: list[Compiled]) -> Compiled:
    """normalize-space(text?): no white space at the ends, one space between words."""
    text = as_string(arguments[0]) if arguments else _own_text
    return Compiled("string", lambda context, node: " ".join(_words(text(context, node))))


def _words(text: str) -> list[str]:
    """The words of a text between the four signs that XML counts as white space."""
    return [word for word in text.translate(_TO_SPACE).split(" ") if word]


_TO_SPACE: Final = {ord(white): " " for white in "\t\r\n"}


def _own_text(_context: Context, node: Node) -> str:
    return node_text(node)


def number(arguments: list[Compiled]) -> Compiled:
    """number(value?): a date as days since 1970, which are written as whole days."""
    if arguments and arguments[0].kind in ("number", "boolean"):
        return Compiled("number", as_number(arguments[0]))
    value: Run = as_value(arguments[0]) if arguments else (lambda _context, node: [node])

    def run(context: Context, node: Node) -> float:
        found = value(context, node)
        days = to_number(found, context.host.tz)
        if isinstance(found, float | bool):
            return days
        is_date = isinstance(found, Moment) or "-" in to_string(found)[1:]
        return Days(days) if is_date else days

    return Compiled("number", run)


def boolean(arguments: list[Compiled]) -> Compiled:
    """boolean(value)."""
    return Compiled("boolean", as_boolean(arguments[0]))


SPECIAL: Final[dict[str, tuple[Special, int, int | None]]] = {
    "if": (if_then_else, 3, 3),
    "coalesce": (coalesce, 1, None),
    "once": (once, 1, 1),
    "last": (last, 0, 0),
    "string": (string, 0, 1),
    "string-length": (string_length, 0, 1),
    "normalize-space": (normalize_space, 0, 1),
    "number": (number, 0, 1),
    "boolean": (boolean, 1, 1),
}
"""By name: what compiles the call, and how many arguments at least and at most."""
