"""The setvalue actions of the form: what happens on first load, on a new repeat, when a value changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from surveys.choices import nearest
from surveys.form import Action
from surveys.reading.model import resolve
from surveys.tree import InstanceNode
from surveys.xpath import Node, XPathError

if TYPE_CHECKING:
    from surveys.instance import Instance


def fire(
    instance: Instance,
    actions: Iterable[Action],
    event: str,
    source: InstanceNode,
    *,
    only_relevant: bool = False,
) -> None:
    """Do the actions that listen to an event; ``source`` is the node where it happened."""
    for action in actions:
        if event in action.events:
            for node in targets(instance, action, source):
                if node.relevant or not only_relevant:
                    instance.store(node, value_of(instance, action, node))


def targets(instance: Instance, action: Action, source: InstanceNode) -> list[InstanceNode]:
    """The nodes an action sets: those of its path, within the repeats that its source is in."""
    path = action.target.source
    if "[" in path:
        try:
            found: list[Node] = action.target.nodes(instance.context(source))
        except XPathError:
            found = []
    else:
        found = nearest(source, resolve(path, source.definition.path))
    return [node for node in found if isinstance(node, InstanceNode)][:1]


def value_of(instance: Instance, action: Action, node: InstanceNode) -> str:
    """The value an action gives a node; "" when its expression fails."""
    if action.value is None:
        return action.text
    try:
        value = action.value.string(instance.context(node))
    except XPathError:
        return ""
    return "" if value == "NaN" else value
