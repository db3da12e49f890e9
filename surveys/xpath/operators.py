"""Operators: arithmetic, comparison, and/or, union."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import copysign, fmod, inf, isinf, nan
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from typing import Final

from surveys.xpath.compiled import (
    Compiled,
    RunBoolean,
    RunNodes,
    RunNumber,
    as_boolean,
    as_nodes,
    as_number,
    as_string,
    as_value,
)
from surveys.xpath.context import Context
from surveys.xpath.moments import looks_like_date
from surveys.xpath.node import Node
from surveys.xpath.order import in_document_order
from surveys.xpath.values import Value, node_text, same_text, text_number, to_boolean, to_number

Comparison = Callable[[float, float], bool]


def divide(left: float, right: float) -> float:
    """IEEE division: by zero it is an infinity or NaN."""
    if right:
        return left / right
    if not left or left != left:  # noqa: PLR0124 - NaN
        return nan
    return copysign(inf, left) * copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """The remainder with the sign of the left operand; NaN by zero and of infinity."""
    if not right or isinf(left):
        return nan
    return fmod(left, right)


ARITHMETIC: Final[dict[str, Callable[[float, float], float]]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "div": divide,
    "mod": remainder,
}
RELATIONS: Final[dict[str, Comparison]] = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_SCALARS: Final = frozenset({"string", "number", "boolean"})
MIRRORED: Final = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def chain(operators: Sequence[str], operands: Sequence[Compiled]) -> Compiled:
    """Operands joined from left to right by operators of one precedence."""
    first = operators[0]
    if first == "or":
        return Compiled("boolean", either([as_boolean(part) for part in operands]))
    if first == "and":
        return Compiled("boolean", every([as_boolean(part) for part in operands]))
    if first == "|":
        return Compiled("nodes", union([as_nodes(part) for part in operands]))
    if first in ARITHMETIC:
        return Compiled("number", arithmetic(operators, [as_number(part) for part in operands]))
    result = operands[0]
    for operator, operand in zip(operators, operands[1:], strict=True):
        result = Compiled("boolean", comparison(operator, result, operand))
    return result


def negation(operand: Compiled) -> Compiled:
    """Minus something."""
    number = as_number(operand)
    constant = -operand.constant if isinstance(operand.constant, float) else None
    return Compiled("number", lambda context, node: -number(context, node), constant)


def either(parts: Sequence[RunBoolean]) -> RunBoolean:
    """Lazy `or`."""
    if len(parts) == 2:
        one, two = parts
        return lambda context, node: one(context, node) or two(context, node)

    def run(context: Context, node: Node) -> bool:
        return any(part(context, node) for part in parts)

    return run


def every(parts: Sequence[RunBoolean]) -> RunBoolean:
    """Lazy `and`."""
    if len(parts) == 2:
        one, two = parts
        return lambda context, node: one(context, node) and two(context, node)

    def run(context: Context, node: Node) -> bool:
        return all(part(context, node) for part in parts)

    return run


def union(parts: Sequence[RunNodes]) -> RunNodes:
    """Nodes of either side, each once, in document order."""

    def run(context: Context, node: Node) -> list[Node]:
        return in_document_order([found for part in parts for found in part(context, node)])

    return run


def arithmetic(operators: Sequence[str], parts: Sequence[RunNumber]) -> RunNumber:
    """Numbers reckoned from left to right."""
    calculations = [ARITHMETIC[operator] for operator in operators]
    if len(parts) == 2:
        one, two = parts
        calculate = calculations[0]
        return lambda context, node: calculate(one(context, node), two(context, node))

    def run(context: Context, node: Node) -> float:
        total = parts[0](context, node)
        for step, part in zip(calculations, parts[1:], strict=True):
            total = step(total, part(context, node))
        return total

    return run


# -- comparison


def comparison(  # noqa: PLR0911 - one way a pair of kinds
    operator: str, left: Compiled, right: Compiled
) -> RunBoolean:
    """Compare two values; the commonest pairs of kinds have closures of their own."""
    equality = operator in ("=", "!=")
    if equality and "boolean" in (left.kind, right.kind):
        return _compare_booleans(operator, left, right)
    if left.constant is not None and right.kind == "nodes":
        return comparison(MIRRORED[operator], right, left)
    if left.kind == "nodes" and isinstance(right.constant, str) and equality:
        return _compare_with_text(operator, as_nodes(left), right.constant)
    if left.kind == "nodes" and (right.kind == "number" or (right.kind == "boolean" and not equality)):
        return _compare_with_number(RELATIONS[operator], as_nodes(left), as_number(right))
    scalars = left.kind in _SCALARS and right.kind in _SCALARS
    if scalars and (not equality or "number" in (left.kind, right.kind)):
        relation, one, two = RELATIONS[operator], as_number(left), as_number(right)
        return lambda context, node: relation(one(context, node), two(context, node))
    if scalars:
        wanted, text, other = operator == "=", as_string(left), as_string(right)
        return lambda context, node: (
            same_text(text(context, node), other(context, node), context.host.tz) is wanted
        )
    value, against = as_value(left), as_value(right)
    return lambda context, node: compare(operator, value(context, node), against(context, node), context)


def _compare_booleans(operator: str, left: Compiled, right: Compiled) -> RunBoolean:
    relation, one, two = RELATIONS[operator], as_boolean(left), as_boolean(right)
    return lambda context, node: relation(one(context, node), two(context, node))


def _compare_with_text(operator: str, nodes: RunNodes, text: str) -> RunBoolean:
    """Whether there is a node whose text is, or is not, `text`."""
    if looks_like_date(text):
        return lambda context, node: compare(operator, nodes(context, node), text, context)
    if operator == "=":

        def equal(context: Context, node: Node) -> bool:
            for found in nodes(context, node):
                if (found.text() if found.children else found.value) == text:
                    return True
            return False

        return equal

    def different(context: Context, node: Node) -> bool:
        for found in nodes(context, node):
            if (found.text() if found.children else found.value) != text:
                return True
        return False

    return different


def _compare_with_number(relation: Comparison, nodes: RunNodes, number: RunNumber) -> RunBoolean:
    def run(context: Context, node: Node) -> bool:
        against = number(context, node)
        tz = context.host.tz
        return any(relation(text_number(node_text(found), tz), against) for found in nodes(context, node))

    return run


def compare(operator: str, left: Value, right: Value, context: Context) -> bool:
    """Compare two values whose kinds are known only now (XPath 1.0 §3.4; dates count as numbers)."""
    if operator in ("=", "!=") and (isinstance(left, bool) or isinstance(right, bool)):
        return RELATIONS[operator](to_boolean(left), to_boolean(right))
    if isinstance(left, list):
        return any(compare(operator, node_text(node), right, context) for node in left)
    if isinstance(right, list):
        return any(compare(operator, left, node_text(node), context) for node in right)
    tz = context.host.tz
    if operator in ("=", "!=") and isinstance(left, str) and isinstance(right, str):
        return same_text(left, right, tz) is (operator == "=")
    return RELATIONS[operator](to_number(left, tz), to_number(right, tz))
