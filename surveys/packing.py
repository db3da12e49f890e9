"""An instance as a few numbers and texts: only what differs from the form as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from surveys.form import Form, Prototype
from surveys.instance import Instance
from surveys.tree import InstanceNode, grow_cells, instances
from surveys.xpath import Node


def pack(instance: Instance) -> dict[str, object]:
    """What ``unpack`` needs to grow the same tree; places are distances in document order."""
    pairs, counts = _laid_out(instance)
    answers: list[object] = []
    irrelevant: list[int] = []
    seen: list[int] = []
    hidden: list[object] = []
    last_answer = last_irrelevant = last_seen = 0
    for place, (node, written) in enumerate(pairs):
        if node.answer != written:
            answers += (place - last_answer, node.answer)
            last_answer = place
        if node.relevant and node.value != node.answer:
            hidden += (place, node.value)
        if not node.own:
            irrelevant.append(place - last_irrelevant)
            last_irrelevant = place
        if node.seen:
            seen.append(place - last_seen)
            last_seen = place
    return {"counts": counts, "answers": answers, "irrelevant": irrelevant, "seen": seen, "hidden": hidden}


def _laid_out(instance: Instance) -> tuple[list[tuple[InstanceNode, str]], list[int]]:
    """Every node with the value the form was written with, and how many instances each repeat has."""
    known = instance.memo.get("pairs")
    if known is None or known[0] != instance.structure:
        counts: list[int] = []
        pairs = list(_pairs(instance.form, instance.root, instance.form.prototype, counts))
        known = instance.memo["pairs"] = (instance.structure, (pairs, counts))
    return cast("tuple[list[tuple[InstanceNode, str]], list[int]]", known[1])


def _pairs(
    form: Form, node: InstanceNode, prototype: Prototype, counts: list[int]
) -> Iterator[tuple[InstanceNode, str]]:
    """Every node with the value the form was written with, in the order in which ``unpack`` grows them."""
    yield node, prototype.value
    if node.cells is not None:
        for cell in node.cells.values():
            yield cell, prototype.attributes.get(cell.name, "")
    definitions = form.definitions
    for index in node.definition.children:
        definition = definitions[index]
        if definition.is_repeat:
            found = instances(node, definition)
            counts.append(len(found))
            for one in found:
                yield from _pairs(form, one, form.templates[index], counts)
        else:
            below = [child for child in prototype.children if child.definition == index]
            nodes = [child for child in node.named(definition.name) if _is(child, index)]
            for child, written in zip(nodes, below, strict=False):
                if isinstance(child, InstanceNode):
                    yield from _pairs(form, child, written, counts)


def _is(node: Node, index: int) -> bool:
    return isinstance(node, InstanceNode) and node.definition.index == index


def unpack(form: Form, packed: Mapping[str, object]) -> InstanceNode:
    """The tree that was packed. IndexError, KeyError or TypeError when the data are damaged."""
    counts = packed["counts"]
    if not isinstance(counts, list):
        raise TypeError("no list of counts")
    nodes: list[InstanceNode] = []
    root = _grow(form, form.prototype, iter(counts), nodes)
    place = 0
    answers = packed["answers"]
    for step, answer in zip(answers[::2], answers[1::2], strict=True):  # type: ignore[index]
        place += step
        nodes[place].answer = answer
    for name in ("irrelevant", "seen"):
        place = 0
        for step in packed[name]:  # type: ignore[attr-defined]
            place += step
            if name == "seen":
                nodes[place].seen = True
            else:
                nodes[place].own = False
    _settle(root, relevant=True)
    hidden = packed["hidden"]
    for position, value in zip(hidden[::2], hidden[1::2], strict=True):  # type: ignore[index]
        nodes[position].value = value
    return root


def _grow(form: Form, prototype: Prototype, counts: Iterator[int], nodes: list[InstanceNode]) -> InstanceNode:
    definition = form.definitions[prototype.definition]
    node = InstanceNode(definition, prototype.value)
    nodes.append(node)
    if prototype.attributes:
        node.attributes = dict(prototype.attributes)
    if definition.attributes:
        grow_cells(form, node)
        nodes.extend((node.cells or {}).values())
    if not definition.children:
        return node
    children: list[Node] = []
    for index in definition.children:
        if form.definitions[index].is_repeat:
            template = form.templates[index]
            children.extend(_grow(form, template, counts, nodes) for _ in range(next(counts)))
        else:
            children.extend(
                _grow(form, child, counts, nodes) for child in prototype.children if child.definition == index
            )
    for child_node in children:
        child_node.parent = node
    node.children = children
    return node


def _settle(node: InstanceNode, *, relevant: bool) -> None:
    """Relevance from above, and what expressions see, after answers and own relevance were put back."""
    node.relevant = relevant = relevant and node.own
    node.value = node.answer if relevant else ""
    if node.cells is not None and node.attributes:
        for cell in node.cells.values():
            _settle(cell, relevant=relevant)
            node.set_attribute(cell.name, cell.value)
    for child in node.children:
        if isinstance(child, InstanceNode):
            _settle(child, relevant=relevant)
