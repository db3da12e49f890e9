"""Predicates: the conditions in [ ] that keep some of the nodes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from surveys.xpath.compiled import Compiled, RunBoolean, as_boolean, as_nodes, as_value
from surveys.xpath.context import Context
from surveys.xpath.moments import looks_like_date
from surveys.xpath.node import Node
from surveys.xpath.operators import compare
from surveys.xpath.tree import Call, Chain, Negation, Path, Step, Text, Tree
from surveys.xpath.values import Value, node_text, to_boolean

Filter: TypeAlias = Callable[[Context, list[Node]], list[Node]]
CompileTree: TypeAlias = Callable[[Tree], Compiled]


def filters(predicates: tuple[Tree, ...], compile_tree: CompileTree) -> list[Filter]:
    """What a step's predicates do, one after another; parts joined by `and` are filters of their own."""
    found: list[Filter] = []
    for tree in predicates:
        if isinstance(tree, Chain) and tree.operators[0] == "and" and not uses_position(tree):
            found += [condition(part, compile_tree) for part in tree.operands]
        else:
            found.append(_predicate(tree, compile_tree))
    return found


def uses_position(tree: Tree) -> bool:
    """Whether the value may depend on position() or last(), or be a position itself."""
    if isinstance(tree, Call):
        own = tree.name in ("position", "last") and not tree.arguments
        return own or any(uses_position(argument) for argument in tree.arguments)
    if isinstance(tree, Chain):
        return any(uses_position(operand) for operand in tree.operands)
    if isinstance(tree, Negation):
        return uses_position(tree.operand)
    return isinstance(tree, Path) and not isinstance(tree.start, str | None) and uses_position(tree.start)


def is_invariant(tree: Tree) -> bool:
    """Whether the value is the same for every node that a predicate is asked about."""
    if isinstance(tree, Text):
        return True
    if isinstance(tree, Call):
        return tree.name == "current" or (tree.name == "instance" and all(map(is_invariant, tree.arguments)))
    if isinstance(tree, Path):
        return tree.start == "/" or (isinstance(tree.start, Call) and is_invariant(tree.start))
    return False


def equality(tree: Tree) -> tuple[Path, Tree] | None:
    """For `relative path = something that stays the same`, in either order: the two sides."""
    if not (isinstance(tree, Chain) and tree.operators == ("=",)):
        return None
    left, right = tree.operands
    if is_invariant(left):
        left, right = right, left
    if is_invariant(right) and isinstance(left, Path) and left.start is None:
        return left, right
    return None


def key_name(path: Path) -> str:
    """The name when `path` is that of a plain child, else ""."""
    if path.start is None and not path.filters and len(path.steps) == 1:
        step = path.steps[0]
        if is_plain_child(step) and not step.predicates:
            return step.test
    return ""


def is_plain_child(step: Step) -> bool:
    """Whether a step goes to children of a name without prefix."""
    return step.axis == "child" and step.test != "*" and ":" not in step.test and "(" not in step.test


def texts_of(value: Value) -> frozenset[str] | None:
    """The texts to look for when `value` is compared; None when more than texts must be compared."""
    if isinstance(value, str):
        texts = frozenset((value,))
    elif isinstance(value, list):
        texts = frozenset(map(node_text, value))
    else:
        return None
    return None if any(map(looks_like_date, texts)) else texts


def condition(tree: Tree, compile_tree: CompileTree) -> Filter:
    """A condition that is true or false for each node by itself."""
    sides = equality(tree)
    if sides is not None:
        return _equal(as_nodes(compile_tree(sides[0])), as_value(compile_tree(sides[1])))
    holds: RunBoolean = as_boolean(compile_tree(tree))
    return lambda context, nodes: [node for node in nodes if holds(context, node)]


def _equal(
    path: Callable[[Context, Node], list[Node]], invariant: Callable[[Context, Node], Value]
) -> Filter:
    """The invariant side is evaluated once, not once a node: what makes cascades of choices fast."""

    def keep(context: Context, nodes: list[Node]) -> list[Node]:
        if not nodes:
            return nodes
        value = invariant(context, nodes[0])
        texts = texts_of(value)
        if texts is None:
            return [node for node in nodes if compare("=", path(context, node), value, context)]
        return [node for node in nodes if any(node_text(found) in texts for found in path(context, node))]

    return keep


def _predicate(tree: Tree, compile_tree: CompileTree) -> Filter:
    """A predicate: a number means a position, anything else is true or false."""
    compiled = compile_tree(tree)
    if isinstance(compiled.constant, float):
        place = compiled.constant
        return lambda _context, nodes: (
            [nodes[int(place) - 1]] if place % 1 == 0 and 1 <= place <= len(nodes) else []
        )
    if compiled.kind in ("boolean", "nodes", "string") and not uses_position(tree):
        return condition(tree, compile_tree)
    value = as_value(compiled)

    def keep(context: Context, nodes: list[Node]) -> list[Node]:
        before = context.position, context.size
        context.size = len(nodes)
        kept: list[Node] = []
        try:
            for place, node in enumerate(nodes, 1):
                context.position = place
                found = value(context, node)
                if found == place if _is_number(found) else to_boolean(found):
                    kept.append(node)
        finally:
            context.position, context.size = before
        return kept

    return keep


def _is_number(value: Value) -> bool:
    return isinstance(value, float) and not isinstance(value, bool)
