"""The thirteen axes of XPath: from a node to others, nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from surveys.xpath.made_nodes import AttributeOf, TextOf
from surveys.xpath.node import ATTRIBUTE, ELEMENT, NAMESPACE, Node

Axis = Callable[[Node], Iterable[Node]]


def child(node: Node) -> Iterable[Node]:
    """The children; of a leaf, its text."""
    if node.children:
        return node.children
    return (TextOf(node),) if node.value and node.kind == ELEMENT else ()


def descendant(node: Node) -> Iterator[Node]:
    """Everything inside the node."""
    waiting = list(reversed(list(child(node))))
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(list(child(found))))


def descendant_or_self(node: Node) -> Iterator[Node]:
    """The node and everything inside it."""
    yield node
    yield from descendant(node)


def parent(node: Node) -> Iterable[Node]:
    """What the node is in."""
    return () if node.parent is None else (node.parent,)


def ancestor(node: Node) -> Iterator[Node]:
    """Everything that the node is in, outwards."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def ancestor_or_self(node: Node) -> Iterator[Node]:
    """The node and everything that it is in."""
    yield node
    yield from ancestor(node)


def self(node: Node) -> Iterable[Node]:
    """The node."""
    return (node,)


def following_sibling(node: Node) -> Iterable[Node]:
    """Later children of the same parent."""
    if node.parent is None or node.kind in (ATTRIBUTE, NAMESPACE):
        return ()
    return node.parent.children[node.index() + 1 :]


def preceding_sibling(node: Node) -> Iterable[Node]:
    """Earlier children of the same parent, backwards."""
    if node.parent is None or node.kind in (ATTRIBUTE, NAMESPACE):
        return ()
    return reversed(node.parent.children[: node.index()])


def following(node: Node) -> Iterator[Node]:
    """Everything after the end of the node."""
    if node.kind in (ATTRIBUTE, NAMESPACE) and node.parent is not None:
        yield from descendant(node.parent)
        node = node.parent
    for level in ancestor_or_self(node):
        for sibling in following_sibling(level):
            yield from descendant_or_self(sibling)


def preceding(node: Node) -> Iterator[Node]:
    """Everything that ended before the node begins, backwards."""
    if node.kind in (ATTRIBUTE, NAMESPACE) and node.parent is not None:
        node = node.parent
    for level in ancestor_or_self(node):
        for sibling in preceding_sibling(level):
            yield from reversed(list(descendant_or_self(sibling)))


def attribute(node: Node) -> Iterable[Node]:
    """The attributes, as nodes."""
    return [AttributeOf(node, name, value) for name, value in node.attributes.items()]


def namespace(node: Node) -> Iterable[Node]:
    """The namespaces that the element itself declares."""
    return [AttributeOf(node, prefix, uri, NAMESPACE) for prefix, uri in node.namespaces.items() if prefix]


AXES: Final[dict[str, Axis]] = {
    "ancestor": ancestor,
    "ancestor-or-self": ancestor_or_self,
    "attribute": attribute,
    "child": child,
    "descendant": descendant,
    "descendant-or-self": descendant_or_self,
    "following": following,
    "following-sibling": following_sibling,
    "namespace": namespace,
    "parent": parent,
    "preceding": preceding,
    "preceding-sibling": preceding_sibling,
    "self": self,
}
BACKWARDS: Final = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
"""Axes that give the nearest first, against document order."""
