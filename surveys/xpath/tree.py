"""The syntax tree of an expression: seven kinds of node, nothing hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the expression."""

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Negation:
    """Minus something."""

    operand: Tree


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined by operators of one precedence, to be taken from left to right.

    `operators` has one less than `operands`. A chain, and not a nest of pairs, so that a sum of a thousand
    questions is no deeper than a sum of two.
    """

    operators: tuple[str, ...]
    operands: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the function `name`."""

    name: str
    arguments: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: along `axis` to the nodes that `test` names, kept by `predicates`.

    `test` is a name as written, "*", "prefix:*", or a node type with parentheses such as "text()";
    `target` is the name in processing-instruction('name').
    """

    axis: str
    test: str
    predicates: tuple[Tree, ...] = ()
    target: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from `start`: None for the context node, "/" for the root, else from the nodes it gives.

    `filters` are the predicates directly after `start`, as in (//item)[1]/name.
    """

    start: Tree | str | None
    filters: tuple[Tree, ...]
    steps: tuple[Step, ...]


Tree: TypeAlias = Number | Text | Negation | Chain | Call | Path
