"""A compiled part of an expression: a closure, and what is known beforehand about what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan
from typing import Literal, TypeAlias

from surveys.xpath.context import Context
from surveys.xpath.errors import XPathError
from surveys.xpath.node import Node
from surveys.xpath.values import Value, node_text, number_text, text_number, to_boolean, to_number, to_string

Kind = Literal["string", "number", "boolean", "nodes", "any"]
Run: TypeAlias = Callable[[Context, Node], Value]
RunString: TypeAlias = Callable[[Context, Node], str]
RunNumber: TypeAlias = Callable[[Context, Node], float]
RunBoolean: TypeAlias = Callable[[Context, Node], bool]
RunNodes: TypeAlias = Callable[[Context, Node], list[Node]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """`run` gives a value of `kind`; "any" when only running tells. `constant` when it is always the same.

    For "nodes", `run` is a `RunNodes`, and so on: the conversions below rely on it.
    """

    kind: Kind
    run: Callable[[Context, Node], object]
    constant: str | float | None = None


def as_value(part: Compiled) -> Run:
    """The closure as it is."""
    return part.run  # type: ignore[return-value]  # every kind is a Value


def as_string(part: Compiled) -> RunString:
    """A closure that gives what string() would."""
    run = part.run
    if part.kind == "string":
        return run  # type: ignore[return-value]  # by kind
    if part.kind == "nodes":
        nodes: RunNodes = run  # type: ignore[assignment]  # by kind

        def first_text(context: Context, node: Node) -> str:
            found = nodes(context, node)
            return node_text(found[0]) if found else ""

        return first_text
    if part.kind == "number":
        number: RunNumber = run  # type: ignore[assignment]  # by kind
        return lambda context, node: number_text(number(context, node))
    if part.kind == "boolean":
        return lambda context, node: "true" if run(context, node) else "false"
    value = as_value(part)
    return lambda context, node: to_string(value(context, node))


def as_number(part: Compiled) -> RunNumber:
    """A closure that gives what number() would."""
    run = part.run
    if part.kind == "number":
        return run  # type: ignore[return-value]  # by kind
    if part.kind == "nodes":
        nodes: RunNodes = run  # type: ignore[assignment]  # by kind

        def first_number(context: Context, node: Node) -> float:
            found = nodes(context, node)
            return text_number(node_text(found[0]), context.host.tz) if found else nan

        return first_number
    if part.kind == "string":
        text: RunString = run  # type: ignore[assignment]  # by kind
        return lambda context, node: text_number(text(context, node), context.host.tz)
    if part.kind == "boolean":
        return lambda context, node: 1.0 if run(context, node) else 0.0
    value = as_value(part)
    return lambda context, node: to_number(value(context, node), context.host.tz)


def as_boolean(part: Compiled) -> RunBoolean:
    """A closure that gives what boolean() would."""
    run = part.run
    if part.kind == "boolean":
        return run  # type: ignore[return-value]  # by kind
    if part.kind in ("nodes", "string"):
        return lambda context, node: bool(run(context, node))
    value = as_value(part)
    return lambda context, node: to_boolean(value(context, node))


def as_nodes(part: Compiled) -> RunNodes:
    """A closure that gives nodes, or fails with XPathError when the value is something else."""
    if part.kind == "nodes":
        return part.run  # type: ignore[return-value]  # by kind
    run = part.run

    def only_nodes(context: Context, node: Node) -> list[Node]:
        value = run(context, node)
        if not isinstance(value, list):
            raise XPathError("questions are needed here, not a text or number")
        return value

    return only_nodes
