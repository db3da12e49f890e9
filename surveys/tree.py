"""The nodes of one session's instance, and how subtrees grow from prototypes."""

from __future__ import annotations

from collections.abc import Iterator

from surveys.form import Definition, Form, Prototype
from surveys.layout import cell_names
from surveys.xpath import Node
from surveys.xpath.node import ATTRIBUTE, DOCUMENT, ELEMENT


class InstanceNode(Node):
    """A node of the instance.

    ``answer`` is what it holds; ``value`` what expressions and the submission see: the answer, or nothing
    while the node is irrelevant. ``own`` is its own relevance, ``relevant`` that of it and all above it.
    ``cells`` are its attributes that have logic of their own. ``seen`` marks that the person has passed it,
    ``gone`` that it was taken out of the tree.
    """

    __slots__ = ("answer", "cells", "definition", "gone", "own", "relevant", "seen")

    def __init__(self, definition: Definition, answer: str = "") -> None:
        # A form has a thousand nodes and a session is restored for every message: every slot is set here,
        # without the detour through Node.__init__.
        self.kind = ELEMENT
        self.name = definition.name
        self.local = definition.local
        self.namespace = definition.namespace
        self.value = answer
        self.parent = None
        self.children = ()
        self.attributes = _NOTHING
        self.namespaces = _NOTHING
        self._by_name = None
        self._lookups = None
        self._walks = None
        self._index = 0
        self.definition = definition
        self.answer = answer
        self.own = True
        self.relevant = True
        self.cells: dict[str, InstanceNode] | None = None
        self.seen = False
        self.gone = False


_NOTHING = Node().attributes


def grow(form: Form, prototype: Prototype) -> InstanceNode:
    """A new subtree, as the prototype says; counted repeats are empty until their number is known."""
    definitions = form.definitions
    definition = definitions[prototype.definition]
    node = InstanceNode(definition, prototype.value)
    if prototype.attributes:
        node.attributes = dict(prototype.attributes)
    if definition.attributes:
        grow_cells(form, node)
    if prototype.children:
        children: list[Node] = []
        for below in prototype.children:
            if below.definition not in form.counted:
                child = grow(form, below)
                child.parent = node
                children.append(child)
        node.children = children
    return node


def grow_cells(form: Form, node: InstanceNode) -> None:
    """Attributes are nodes too, beside the children."""
    for definition, name in cell_names(form.definitions, node.definition, node.attributes):
        add_cell(node, InstanceNode(definition, node.attributes[name]), name)


def add_cell(owner: InstanceNode, cell: InstanceNode, name: str) -> None:
    """A new node becomes the attribute of a name."""
    cell.kind = ATTRIBUTE
    cell.name, cell.local = name, name.rpartition(":")[2]
    cell.parent = owner
    if owner.cells is None:
        owner.cells = {}
    owner.cells[cell.definition.name] = cell


def copy(node: InstanceNode) -> InstanceNode:
    """An independent copy of a subtree."""
    made = InstanceNode(node.definition, node.answer)
    made.value = node.value
    made.kind, made.name, made.local = node.kind, node.name, node.local
    made.own, made.relevant, made.seen = node.own, node.relevant, node.seen
    made._index = node._index  # noqa: SLF001 - our own base class
    if node.attributes:
        made.attributes = dict(node.attributes)
    if node.cells is not None:
        made.cells = {name: copy(cell) for name, cell in node.cells.items()}
        for cell in made.cells.values():
            cell.parent = made
    if node.children:
        children: list[Node] = [copy(child) for child in node.children if isinstance(child, InstanceNode)]
        for child in children:
            child.parent = made
        made.children = children
    return made


def document_of(root: InstanceNode) -> Node:
    """The document node above a root; a leading "/" in expressions means it."""
    document = Node("", kind=DOCUMENT)
    document.children = [root]
    root.parent = document
    return document


def subtree(node: InstanceNode) -> Iterator[InstanceNode]:
    """The node, its cells and everything below, in document order."""
    waiting: list[Node] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, InstanceNode):
            yield one
            if one.cells is not None:
                yield from one.cells.values()
            if one.children:
                waiting.extend(reversed(one.children))


def instances(parent: Node, repeat: Definition) -> list[InstanceNode]:
    """The instances of a repeat under one parent."""
    return [
        node
        for node in parent.named(repeat.name)
        if isinstance(node, InstanceNode) and node.definition is repeat
    ]


def place_for(parent: InstanceNode, repeat: Definition) -> int:
    """Where among the parent's children the next instance of a repeat belongs."""
    last = -1
    order = {index: place for place, index in enumerate(parent.definition.children)}
    wanted = order[repeat.index]
    for place, child in enumerate(parent.children):
        if isinstance(child, InstanceNode) and order[child.definition.index] <= wanted:
            last = place
    return last + 1


def ref(node: Node) -> str:
    """The node's path with the place of each repeat: /data/member[2]/age."""
    names: list[str] = []
    one: Node | None = node
    while isinstance(one, InstanceNode):
        name = f"@{one.name}" if one.kind == ATTRIBUTE else one.name
        names.append(f"{name}[{one.ordinal()}]" if one.definition.is_repeat else name)
        one = one.parent
    return "/" + "/".join(reversed(names))
