"""Document order."""

from __future__ import annotations

from surveys.xpath.node import Node


def in_document_order(nodes: list[Node]) -> list[Node]:
    """The nodes, each once, in document order; trees in the order in which they first appear."""
    unique = list(dict.fromkeys(nodes))
    if len(unique) < 2:
        return unique
    trees: dict[Node, int] = {}
    keyed = [((trees.setdefault(node.root(), len(trees)), node.order()), node) for node in unique]
    keyed.sort(key=lambda pair: pair[0])
    return [node for _, node in keyed]
