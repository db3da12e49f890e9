"""Location paths: steps compiled to closures, with a short way for the paths that forms really use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from surveys.xpath.axes import AXES, BACKWARDS
from surveys.xpath.compiled import Compiled, RunNodes, as_nodes, as_value
from surveys.xpath.context import Context
from surveys.xpath.node import Node
from surveys.xpath.node_tests import node_test
from surveys.xpath.order import in_document_order
from surveys.xpath.predicates import (
    condition,
    equality,
    filters,
    is_plain_child,
    key_name,
    texts_of,
    uses_position,
)
from surveys.xpath.tree import Call, Chain, Path, Step, Tree

CompileTree: TypeAlias = Callable[[Tree], Compiled]
StepRun: TypeAlias = Callable[[Context, list[Node]], list[Node]]

_FLAT_AXES: Final = frozenset({"child", "self", "attribute", "parent"})
"""From nodes none of which is inside another, these lead to such nodes again, in order."""


def compile_path(path: Path, compile_tree: CompileTree) -> Compiled:
    """A path; its value is a list of nodes in document order that is not to be changed."""
    steps = _without_detours(path.steps)
    plain = 0 if path.filters else _plain_steps(steps)
    start = _start(path.start, compile_tree)
    runs: list[StepRun] = list(filters(path.filters, compile_tree))
    if plain:
        start = _walk(start, path.start, steps[:plain])
    elif not steps and not runs:
        return Compiled("nodes", start)
    flat = path.start is None or path.start == "/" or is_call(path.start, "instance", "current")
    for position, step in enumerate(steps[plain:]):
        lookup = position == 0 and is_call(path.start, "instance") and not path.filters
        runs.append(_step(step, compile_tree, flat=flat, lookup=lookup))
        flat = flat and step.axis in _FLAT_AXES
    return Compiled("nodes", _all_steps(start, runs))


def is_call(tree: Tree | str | None, *names: str) -> bool:
    """Whether a tree is a call of one of these functions."""
    return isinstance(tree, Call) and tree.name in names


def _start(start: Tree | str | None, compile_tree: CompileTree) -> RunNodes:
    if start is None:
        return lambda _context, node: [node]
    if isinstance(start, str):
        return lambda context, _node: [context.root]
    return as_nodes(compile_tree(start))


def _without_detours(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """//name by one walk instead of two, where no position is asked for; "." left out."""
    kept: list[Step] = []
    for step in steps:
        before = kept[-1] if kept else None
        if (
            before == Step("descendant-or-self", "node()")
            and step.axis == "child"
            and not any(map(_may_be_position, step.predicates))
        ):
            kept[-1] = Step("descendant", step.test, step.predicates, step.target)
        elif step != Step("self", "node()"):
            kept.append(step)
    return tuple(kept)


def _may_be_position(predicate: Tree) -> bool:
    """Whether a predicate may keep nodes by their position: only comparisons and paths surely do not."""
    if isinstance(predicate, Chain):
        return predicate.operators[0] in ("+", "-", "*", "div", "mod") or uses_position(predicate)
    return not isinstance(predicate, Path)


def _plain_steps(steps: Sequence[Step]) -> int:
    """How many steps at the beginning go to the parent or to children of a plain name, unconditionally."""
    for count, step in enumerate(steps):
        to_parent = step.axis == "parent" and step.test == "node()"
        if step.predicates or not (to_parent or is_plain_child(step)):
            return count
    return len(steps)


def _walk(start: RunNodes, begin: Tree | str | None, steps: Sequence[Step]) -> RunNodes:
    """The short way: from one node by names; by all steps only when a name turns up several times."""
    slow = _all_steps_later(start, steps)
    ups = next((count for count, step in enumerate(steps) if step.axis != "parent"), len(steps))
    names = [step.test for step in steps[ups:]]
    if any(name == "node()" for name in names) or not names:
        return slow
    *inner, last = names
    if begin == "/" and not ups:
        whole = "/".join(names)
        return lambda context, node: slow(context, node) if context.strict else context.root.walk(whole)
    if begin is not None:
        return _walk_from_function(start, slow, ups, inner, last)

    def run(context: Context, node: Node) -> list[Node]:
        if context.strict:
            return slow(context, node)
        at: Node | None = node
        for _ in range(ups):
            at = at.parent if at is not None else None
        if at is None:
            return []
        for name in inner:
            found = at.named(name)
            if len(found) != 1:
                return slow(context, node) if found else []
            at = found[0]
        return at.named(last)

    return run


def _walk_from_function(start: RunNodes, slow: RunNodes, ups: int, inner: list[str], last: str) -> RunNodes:
    """As above, from what a function such as instance() or current() gives."""

    def run(context: Context, node: Node) -> list[Node]:
        begins = start(context, node)
        if len(begins) != 1 or context.strict:
            return slow(context, node) if begins else []
        at: Node | None = begins[0]
        for _ in range(ups):
            at = at.parent if at is not None else None
        if at is None:
            return []
        for name in inner:
            found = at.named(name)
            if len(found) != 1:
                return slow(context, node) if found else []
            at = found[0]
        return at.named(last)

    return run


def _all_steps_later(start: RunNodes, steps: Sequence[Step]) -> RunNodes:
    """All steps, made ready only if they are ever taken."""
    made: list[RunNodes] = []

    def run(context: Context, node: Node) -> list[Node]:
        if not made:
            made.append(_all_steps(start, [_step(step, None, flat=True) for step in steps]))
        return made[0](context, node)

    return run


def _all_steps(start: RunNodes, runs: Sequence[StepRun]) -> RunNodes:
    if not runs:
        return start

    def run(context: Context, node: Node) -> list[Node]:
        nodes = start(context, node)
        for step in runs:
            if not nodes:
                return nodes
            nodes = step(context, nodes)
        return nodes

    return run


def _step(step: Step, compile_tree: CompileTree | None, *, flat: bool, lookup: bool = False) -> StepRun:
    """One step from any number of nodes; `flat` when none of these is inside another."""
    one = _step_from_one(step, compile_tree)
    if lookup and compile_tree is not None:
        one = _looked_up(step, one, compile_tree)
    ordered = flat and step.axis in _FLAT_AXES
    name = step.test if ordered and is_plain_child(step) and not step.predicates else ""
    repeats = step.axis == "parent"

    def run(context: Context, nodes: list[Node]) -> list[Node]:
        if len(nodes) == 1:
            return one(context, nodes[0])
        if name and not context.strict:
            return [reached for node in nodes for reached in node.named(name)]
        found = [reached for node in nodes for reached in one(context, node)]
        if not ordered:
            return in_document_order(found)
        return list(dict.fromkeys(found)) if repeats else found

    return run


def _step_from_one(step: Step, compile_tree: CompileTree | None) -> RunNodes:
    """One step from one node, its predicates counting positions along the axis; in document order."""
    axis, test, backwards = AXES[step.axis], node_test(step), step.axis in BACKWARDS
    conditions = filters(step.predicates, compile_tree) if compile_tree is not None else []
    plain = is_plain_child(step)

    def run(context: Context, node: Node) -> list[Node]:
        if plain and not context.strict:
            nodes = node.named(step.test)
        elif test is None:
            nodes = list(axis(node))
        else:
            nodes = [found for found in axis(node) if test(context, found)]
        for keep in conditions:
            nodes = keep(context, nodes)
        return nodes[::-1] if backwards else nodes

    return run


def _looked_up(step: Step, scan: RunNodes, compile_tree: CompileTree) -> RunNodes:
    """instance('x')/root/item[key = ...]: by an index, as secondary instances never change."""
    conjuncts = [
        part
        for tree in step.predicates[:1]
        for part in (tree.operands if isinstance(tree, Chain) and tree.operators[0] == "and" else (tree,))
    ]
    sides = equality(conjuncts[0]) if conjuncts and not any(map(uses_position, step.predicates)) else None
    key = key_name(sides[0]) if sides is not None else ""
    if sides is None or not key or not is_plain_child(step):
        return scan
    wanted = as_value(compile_tree(sides[1]))
    rest = [condition(part, compile_tree) for part in conjuncts[1:]]
    rest += filters(step.predicates[1:], compile_tree)

    def run(context: Context, node: Node) -> list[Node]:
        texts = texts_of(wanted(context, node))
        if texts is None or len(texts) > 1 or not _is_secondary(node, context):
            return scan(context, node)
        nodes = node.lookup(step.test, key).get(next(iter(texts), ""), []) if texts else []
        for keep in rest:
            nodes = keep(context, nodes)
        return nodes

    return run


def _is_secondary(node: Node, context: Context) -> bool:
    """Whether `node` is in a tree of its own, whose texts never change, and names count as written."""
    return not context.strict and node.root() is not context.root.root()
