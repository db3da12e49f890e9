"""Instances of repeats come and go: what is then to be computed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from surveys import tree
from surveys.actions import fire
from surveys.definitions import Definition
from surveys.tree import InstanceNode, instances

if TYPE_CHECKING:
    from surveys.instance import Instance

MOST_REPEATS = 500
"""Instances of one repeat under one parent."""
MOST_NODES = 100_000
"""Nodes of one session."""


def grow(
    instance: Instance,
    parent: InstanceNode,
    repeat: Definition,
    *,
    counted: bool = False,
    another: bool = False,
) -> InstanceNode | None:
    """Add an instance without recomputing yet, ``another`` right after one before; None at the limit.

    Where a counted repeat was written with several instances, the first ones are as written.
    """
    form = instance.form
    place = len(instances(parent, repeat))
    if place >= MOST_REPEATS or (place % 50 == 49 and instance.size() > MOST_NODES):
        instance.report(tree.ref(parent), "survey.form.too_many_repeats", limit=MOST_REPEATS)
        return None
    written = form.written.get(repeat.index, ()) if counted else ()
    node = tree.grow(form, written[place] if place < len(written) else form.templates[repeat.index])
    parent.insert(tree.place_for(parent, repeat), node)
    _arrive(instance, node, another=another)
    _restructured(instance, parent, repeat, another=another)
    body = form.repeats.get(repeat.index)
    if body is not None:
        fire(instance, body.actions, "odk-new-repeat", node)
    for below in tree.subtree(node):
        question = form.questions.get(below.definition.index)
        if question is not None and question.actions:
            fire(instance, question.actions, "odk-new-repeat", below)
    return node


def shrink(instance: Instance, node: InstanceNode) -> None:
    """Take an instance out without recomputing yet."""
    parent = node.parent
    if not isinstance(parent, InstanceNode):
        return
    parent.remove(node)
    for below in tree.subtree(node):
        below.gone = True
    _restructured(instance, parent, node.definition)


def _arrive(instance: Instance, node: InstanceNode, *, another: bool) -> None:
    """Everything below a new node is still to be computed, and what reads it anew.

    What reads all instances from outside was marked for the one before already.
    """
    parent = node.parent
    relevant = not isinstance(parent, InstanceNode) or parent.relevant
    for below in tree.subtree(node):
        below.answer = instance.admissible(below, below.answer)
        below.relevant = relevant
        below.value = below.answer if relevant else ""
        instance.mark_tasks(below)
        for edge in instance.graph.edges[below.definition.index]:
            if (edge.down or edge.up) and not (another and edge.whole):
                instance.mark_along(below, edge)


def _restructured(
    instance: Instance, parent: InstanceNode, repeat: Definition, *, another: bool = False
) -> None:
    """What depends on how many instances there are, or where they stand."""
    instance.changes += 1
    instance.shape += 1
    instance.structure += 1
    for edge in instance.graph.structure.get(repeat.index, ()):
        if not (another and edge.whole):
            instance.mark_along(parent, edge)
