"""Node tests: which nodes on an axis a step means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from surveys.xpath.context import Context
from surveys.xpath.node import ATTRIBUTE, COMMENT, ELEMENT, INSTRUCTION, NAMESPACE, TEXT, Node
from surveys.xpath.tree import Step

NodeTest = Callable[[Context, Node], bool]

JAVAROSA: Final = "http://openrosa.org/javarosa"
WELL_KNOWN: Final[Mapping[str, str]] = {
    "jr": JAVAROSA,
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
    "xf": "http://www.w3.org/2002/xforms",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
"""Prefixes that forms use without the evaluation having to declare them."""


def node_test(step: Step) -> NodeTest | None:
    """The test of a step; None when every node passes."""
    if step.test == "node()":
        return None
    if step.test == "text()":
        return lambda _context, node: node.kind == TEXT
    if step.test == "comment()":
        return lambda _context, node: node.kind == COMMENT
    if step.test == "processing-instruction()":
        target = step.target
        return lambda _context, node: node.kind == INSTRUCTION and target in ("", node.name)
    kind = {"attribute": ATTRIBUTE, "namespace": NAMESPACE}.get(step.axis, ELEMENT)
    if step.test == "*":
        return lambda _context, node: node.kind == kind
    if ":" in step.test:
        return _prefixed(step.test, kind)
    return _unprefixed(step.test, kind)


def _unprefixed(name: str, kind: int) -> NodeTest:
    """A plain name means an element written without prefix; its namespace counts only if "" is declared."""

    def test(context: Context, node: Node) -> bool:
        if node.name != name or node.kind != kind:
            return False
        namespaces = context.namespaces
        return namespaces is None or "" not in namespaces or node.namespace == namespaces[""]

    return test


def _prefixed(test: str, kind: int) -> NodeTest:
    """A name with prefix is compared by namespace; by its spelling when nobody declared the prefix."""
    prefix, _, local = test.partition(":")

    def matches(context: Context, node: Node) -> bool:
        if node.kind != kind or (local not in ("*", node.local)):
            return False
        uri = namespace_of(prefix, context)
        return node.namespace == uri if uri is not None else node.prefix == prefix

    return matches


def namespace_of(prefix: str, context: Context) -> str | None:
    """The uri that `prefix` stands for in expressions; None when unknown."""
    if context.namespaces is not None and prefix in context.namespaces:
        return context.namespaces[prefix]
    return WELL_KNOWN.get(prefix)
