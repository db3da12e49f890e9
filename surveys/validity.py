"""Whether an answer stands: required and constraint, with their messages."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.instance import Instance
from surveys.texts import say
from surveys.tree import InstanceNode, subtree
from surveys.xpath import XPathError


@dataclass(frozen=True, slots=True)
class Violation:
    """What does not stand at a node: "required" or "constraint", and the author's own words, if any."""

    node: InstanceNode
    condition: str
    message: str


def is_required(instance: Instance, node: InstanceNode) -> bool:
    """Whether an answer is required now; an expression that fails counts as no."""
    expression = node.definition.bind.required
    if expression is None:
        return False
    try:
        return expression.boolean(instance.context(node))
    except XPathError:
        return False


def violation(instance: Instance, node: InstanceNode) -> Violation | None:
    """What is wrong with a node's value now; nothing when it is irrelevant."""
    if not node.relevant or not node.definition.is_leaf:
        return None
    bind = node.definition.bind
    if not node.value:
        if is_required(instance, node):
            return Violation(node, "required", say(instance.host, bind.required_message, node))
        return None
    if bind.constraint is not None:
        try:
            holds = bind.constraint.boolean(instance.context(node))
        except XPathError:
            holds = True
        if not holds:
            return Violation(node, "constraint", say(instance.host, bind.constraint_message, node))
    return None


def constraint_message(instance: Instance, node: InstanceNode, value: str) -> str:
    """The author's words about a value that does not stand, as they would be said then."""
    before, node.value = node.value, value
    try:
        return say(instance.host, node.definition.bind.constraint_message, node)
    finally:
        node.value = before


def would_stand(instance: Instance, node: InstanceNode, value: str) -> bool:
    """Whether the constraint of a node would let a value pass; nothing is changed.

    Asked first, because storing "999 members" would grow 999 repeats before the constraint is looked at.
    """
    constraint = node.definition.bind.constraint
    if constraint is None:
        return True
    before, node.value = node.value, value
    try:
        return constraint.boolean(instance.context(node))
    except XPathError:
        return True
    finally:
        node.value = before


def violations(instance: Instance) -> list[Violation]:
    """Everything that does not stand, in document order."""
    found = (violation(instance, node) for node in subtree(instance.root) if node.relevant)
    return [one for one in found if one is not None]
