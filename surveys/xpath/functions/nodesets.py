# ruff: noqa: D402 - a docstring begins with the function as authors write it
"""Node-sets: counting, naming, finding."""

from __future__ import annotations

from surveys.xpath.context import Context
from surveys.xpath.node import NAMESPACE, Node
from surveys.xpath.values import Value, node_text, to_string


def count(nodes: list[Node]) -> float:
    """count(nodes)."""
    return float(len(nodes))


def count_non_empty(nodes: list[Node]) -> float:
    """count-non-empty(nodes): how many have a text."""
    return float(sum(1 for node in nodes if node_text(node)))


def name(_context: Context, node: Node, nodes: list[Node] | None = None) -> str:
    """name(nodes?): the first node's name as written."""
    named = _first(node, nodes)
    return named.name if named is not None else ""


def local_name(_context: Context, node: Node, nodes: list[Node] | None = None) -> str:
    """local-name(nodes?): the first node's name without prefix."""
    named = _first(node, nodes)
    return named.local if named is not None else ""


def namespace_uri(_context: Context, node: Node, nodes: list[Node] | None = None) -> str:
    """namespace-uri(nodes?): the first node's namespace."""
    named = _first(node, nodes)
    return named.namespace if named is not None and named.kind != NAMESPACE else ""


def _first(node: Node, nodes: list[Node] | None) -> Node | None:
    if nodes is None:
        return node
    return nodes[0] if nodes else None


def by_id(context: Context, _node: Node, value: Value) -> list[Node]:
    """id(names): the elements whose attribute `id` is one of the names."""
    texts = map(node_text, value) if isinstance(value, list) else (to_string(value),)
    wanted = {word for text in texts for word in text.split()}
    top = context.root.root()
    return [node for node in top.descendants() if node.attributes.get("id") in wanted]
