"""What each kind of task computes at a node: relevance, a value, a number of instances, choices left."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from surveys.choices import values
from surveys.dependencies import Kind, Task
from surveys.form import Question
from surveys.growing import MOST_REPEATS, grow, shrink
from surveys.tree import InstanceNode, instances
from surveys.xpath import XPathError

if TYPE_CHECKING:
    from surveys.instance import Instance

CONSTANT = frozenset({"instance", "randomize", "true", "false", "not"})
"""Functions with which an itemset without answers in it always finds the same values."""


def relevance(instance: Instance, task: Task, node: InstanceNode) -> None:
    """Whether the node is asked, and with it all that is below."""
    try:
        own = task.expression.boolean(instance.context(node))
    except XPathError as problem:
        _failed(instance, task, problem)
        own = True
    if own != node.own:
        node.own = own
        instance.changes += 1
        instance.shape += 1
        parent = node.parent
        _turn(instance, node, own and (not isinstance(parent, InstanceNode) or parent.relevant))


def _turn(instance: Instance, node: InstanceNode, relevant: bool) -> None:  # noqa: FBT001 - a state
    """The node's relevance becomes this, and with it that of everything below."""
    if node.relevant == relevant:
        return
    node.relevant = relevant
    if relevant:
        instance.mark_own(node, Kind.CALCULATE)
        instance.mark_own(node, Kind.CHOICES)
        instance.mark_counts(node)
    value = node.answer if relevant else ""
    if value != node.value:
        instance.show(node, value)
    for cell in (node.cells or {}).values():
        _turn(instance, cell, relevant and cell.own)
    for child in node.children:
        if isinstance(child, InstanceNode):
            _turn(instance, child, relevant and child.own)


def calculation(instance: Instance, task: Task, node: InstanceNode) -> None:
    """The value of a calculation; an irrelevant node keeps its last one."""
    if not node.relevant:
        return
    try:
        value = task.expression.string(instance.context(node))
    except XPathError as problem:
        _failed(instance, task, problem)
        return
    instance.store(node, "" if value == "NaN" else value)


def count(instance: Instance, task: Task, parent: InstanceNode) -> None:
    """As many instances of a repeat as its number says."""
    if not parent.relevant:
        return
    repeat = instance.form.definitions[task.definition]
    stand_in = InstanceNode(repeat)
    stand_in.parent = parent
    try:
        number = task.expression.number(instance.context(stand_in))
    except XPathError as problem:
        _failed(instance, task, problem)
        return
    if math.isnan(number):
        return  # a number that was taken back may be given anew: what is there waits for it
    wanted = int(max(0, min(number, MOST_REPEATS)))
    existing = instances(parent, repeat)
    for node in reversed(existing[wanted:]):
        shrink(instance, node)
    for place in range(wanted - len(existing)):
        if grow(instance, parent, repeat, counted=True, another=place > 0) is None:
            break


def choices(instance: Instance, task: Task, node: InstanceNode) -> None:
    """Of an answer only what is among the choices counts; the rest comes back when they do."""
    question = instance.form.questions.get(task.definition)
    if question is None or not node.answer or not node.relevant:
        return
    possible = _possible(instance, question, node)
    chosen = node.answer.split()
    kept = [one for one in chosen if one in possible]
    value = node.answer if len(kept) == len(chosen) else " ".join(kept)
    if value != node.value:
        instance.show(node, value)
        instance.changed(node)


def _possible(instance: Instance, question: Question, node: InstanceNode) -> frozenset[str]:
    """The values that can be chosen at a node; remembered where no answer can change them."""
    known_values = instance.form.known_values
    known = known_values.get(question.definition)
    if known is not None:
        return known
    found = frozenset(values(instance.host, question, node))
    reads = question.itemset.nodes.references if question.itemset is not None else None
    fixed = reads is not None and all(one.origin == "instance" for one in reads.paths)
    if reads is not None and fixed and reads.functions <= CONSTANT:
        known_values[question.definition] = found
    return found


def _failed(instance: Instance, task: Task, problem: XPathError) -> None:
    instance.report(
        instance.form.definitions[task.definition].path,
        "survey.form.failed",
        role=task.kind.name.lower(),
        expression=task.expression.source,
        detail=str(problem),
    )


COMPUTED: tuple[Callable[[Instance, Task, InstanceNode], None], ...] = (
    relevance,
    calculation,
    count,
    choices,
)
"""By kind of task, in their order."""
