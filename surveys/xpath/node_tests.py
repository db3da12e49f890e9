"""Node tests: which nodes on an axis a step means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from surveys.xpath.context import Context
from surveys.xpath.errors import XPathError
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


def node_test(step: Step) -> NodeTest | None:  # noqa: PLR0911 - one line a kind of test
    """The test of a step; None when every node passes."""
    if step.axis == "namespace":
        return _namespace_node
    if step.test == "node()":
        return None
    if step.test == "text()":
        return lambda _context, node: node.kind == TEXT
    if step.test == "comment()":
        return lambda _context, node: node.kind == COMMENT
    if step.test == "processing-instruction()":
        target = step.target
        return lambda _context, node: node.kind == INSTRUCTION and target in ("", node.name)
    kind = ATTRIBUTE if step.axis == "attribute" else ELEMENT
    if step.test == "*":
        return lambda _context, node: node.kind == kind
    if ":" in step.test:
        return _prefixed(step.test, kind)
    return _unprefixed(step.test, kind)


def _namespace_node(context: Context, node: Node) -> bool:
    """There are namespace nodes only where namespaces count, as in no form."""
    return node.kind == NAMESPACE and context.strict


def _unprefixed(name: str, kind: int) -> NodeTest:
    """A plain name means an element written without prefix; its namespace counts only if "" is declared."""

    def test(context: Context, node: Node) -> bool:
        if node.name != name or node.kind != kind:
            return False
        namespaces = context.namespaces
        return namespaces is None or node.namespace == namespaces.get("", node.namespace)

    return test


def _prefixed(test: str, kind: int) -> NodeTest:
    """A name with prefix is compared by namespace; by its spelling when nothing at all is declared."""
    prefix, _, local = test.partition(":")

    def matches(context: Context, node: Node) -> bool:
        if node.kind != kind or (local not in ("*", node.local)):
            return False
        uri = namespace_of(prefix, context)
        if uri is not None:
            return node.namespace == uri
        if context.namespaces is not None:
            raise XPathError(f"the prefix «{prefix}» of «{test}» is not declared")
        return node.prefix == prefix

    return matches


def namespace_of(prefix: str, context: Context) -> str | None:
    """The uri that `prefix` stands for in expressions; None when unknown."""
    if context.namespaces is not None and prefix in context.namespaces:
        return context.namespaces[prefix]
    return WELL_KNOWN.get(prefix)
