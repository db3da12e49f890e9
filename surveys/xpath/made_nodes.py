"""Nodes that no tree holds: made when an expression asks for them, equal when made again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from surveys.xpath.node import ATTRIBUTE, NAMESPACE, TEXT, Node

XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"


class TextOf(Node):
    """The text node of a leaf; made anew whenever asked for, equal for the same leaf."""

    __slots__ = ()

    def __init__(self, leaf: Node) -> None:
        super().__init__("", leaf.value, TEXT)
        self.parent = leaf

    def index(self) -> int:
        """Always 0: a leaf has no other child."""
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TextOf) and other.parent is self.parent

    def __hash__(self) -> int:
        return hash((TEXT, id(self.parent)))


class AttributeOf(Node):
    """An attribute or namespace node of an element; equal for the same element and name."""

    __slots__ = ()

    def __init__(self, owner: Node, name: str, value: str, kind: int = ATTRIBUTE) -> None:
        super().__init__(name, value, kind)
        self.parent = owner
        if kind == ATTRIBUTE:
            self.namespace = in_scope(owner).get(self.prefix, "") if self.prefix else ""

    def index(self) -> int:
        """Negative: attributes come after their element and before its children."""
        owner = self.parent
        if owner is None:
            return 0
        if self.kind == NAMESPACE:
            return list(owner.namespaces).index(self.name) - len(owner.namespaces) - len(owner.attributes)
        return list(owner.attributes).index(self.name) - len(owner.attributes)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, AttributeOf)
            and other.parent is self.parent
            and (other.kind, other.name) == (self.kind, self.name)
        )

    def __hash__(self) -> int:
        return hash((self.kind, id(self.parent), self.name))


def in_scope(element: Node) -> dict[str, str]:
    """Every prefix that may be used at `element`, with its uri; "" is the default namespace."""
    scopes: list[Mapping[str, str]] = [{"xml": XML_NAMESPACE}]
    node: Node | None = element
    while node is not None:
        scopes.insert(1, node.namespaces)
        node = node.parent
    found: dict[str, str] = {}
    for scope in scopes:
        found.update(scope)
    return {prefix: uri for prefix, uri in found.items() if uri}
