"""Light nodes: what instances are made of and what expressions walk over.

A leaf's text is in its `value`; only mixed content (text beside elements) has text nodes among its
`children`. Text nodes of leaves, attribute and namespace nodes are made when an expression asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

DOCUMENT: Final = 0
ELEMENT: Final = 1
TEXT: Final = 2
ATTRIBUTE: Final = 3
COMMENT: Final = 4
INSTRUCTION: Final = 5
NAMESPACE: Final = 6

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_NONE: Final[list[Node]] = []


class Node:
    """One node of a document.

    `name` is the name as written (with its prefix), `local` without it, `namespace` its uri ("" for none).
    `attributes` maps names as written to values; `namespaces` holds what this element itself declares
    (prefix → uri). Read `children` freely, change them only by `append`, `insert`, `remove` and `clear`:
    the index of names and the order of siblings are kept by these.
    """

    __slots__ = (
        "_by_name",
        "_index",
        "_lookups",
        "_walks",
        "attributes",
        "children",
        "kind",
        "local",
        "name",
        "namespace",
        "namespaces",
        "parent",
        "value",
    )

    def __init__(self, name: str = "", value: str = "", kind: int = ELEMENT, namespace: str = "") -> None:
        self.kind = kind
        self.name = name
        self.local = name[name.find(":") + 1 :]
        self.namespace = namespace
        self.value = value
        self.parent: Node | None = None
        self.children: Sequence[Node] = ()
        self.attributes: Mapping[str, str] = _NOTHING
        self.namespaces: Mapping[str, str] = _NOTHING
        self._by_name: dict[str, list[Node]] | None = None
        self._lookups: dict[tuple[str, str], dict[str, list[Node]]] | None = None
        self._walks: dict[str, list[Node]] | None = None
        self._index = 0

    def __repr__(self) -> str:
        return f"<Node {self.path()} {self.value[:30]!r}>"

    @property
    def prefix(self) -> str:
        """The prefix of the name as written, "" when it has none."""
        return self.name[: -len(self.local) - 1] if len(self.local) < len(self.name) else ""

    # -- changing

    def append(self, child: Node) -> Node:
        """Put `child` last and give it back."""
        return self.insert(len(self.children), child)

    def insert(self, index: int, child: Node) -> Node:
        """Put `child` before the child at `index` and give it back."""
        children = self.children
        if not isinstance(children, list):
            children = self.children = list(children)
        children.insert(index, child)
        child.parent = self
        child._index = index
        self._forget()
        return child

    def remove(self, child: Node) -> None:
        """Take `child` out; ValueError when it is not one of the children."""
        children = list(self.children)
        del children[_place(children, child)]
        self.children = children
        child.parent = None
        self._forget()

    def clear(self) -> None:
        """Take all children out."""
        for child in self.children:
            child.parent = None
        self.children = ()
        self._forget()

    def _forget(self) -> None:
        """What was found below is old, here and in every walk that came through."""
        self._by_name = self._lookups = None
        node: Node | None = self
        while node is not None:
            node._walks = None  # noqa: SLF001 - our own class
            node = node.parent

    def set_attribute(self, name: str, value: str) -> None:
        """Set the attribute `name` (as written, with its prefix)."""
        if not isinstance(self.attributes, dict):
            self.attributes = {}
        self.attributes[name] = value

    # -- reading

    def named(self, name: str) -> list[Node]:
        """The child elements of this name as written, in order, found without a walk; not to be changed."""
        by_name = self._by_name
        if by_name is None:
            by_name = self._by_name = {}
            for child in self.children:
                if child.kind == ELEMENT:
                    by_name.setdefault(child.name, []).append(child)
        return by_name.get(name, _NONE)

    def walk(self, path: str) -> list[Node]:
        """The elements at a path of names such as "data/member/age", remembered; not to be changed."""
        walks = self._walks
        if walks is None:
            walks = self._walks = {}
        found = walks.get(path)
        if found is None:
            found = [self]
            for name in path.split("/"):
                found = [child for node in found for child in node.named(name)]
            walks[path] = found
        return found

    def lookup(self, name: str, key: str) -> dict[str, list[Node]]:
        """The children `name` by the text of their child `key`, made once: only where texts never change."""
        lookups = self._lookups
        if lookups is None:
            lookups = self._lookups = {}
        found = lookups.get((name, key))
        if found is None:
            found = lookups[name, key] = {}
            for child in self.named(name):
                for text in dict.fromkeys(grandchild.text() for grandchild in child.named(key)):
                    found.setdefault(text, []).append(child)
        return found

    def index(self) -> int:
        """The place among the parent's children, from 0."""
        parent = self.parent
        if parent is None:
            return 0
        siblings = parent.children
        if not (self._index < len(siblings) and siblings[self._index] is self):
            for place, sibling in enumerate(siblings):
                sibling._index = place  # noqa: SLF001 - our own class
        return self._index

    def ordinal(self) -> int:
        """The place among the siblings of the same name, from 1: which repeat this is."""
        if self.parent is None:
            return 1
        return _place(self.parent.named(self.name), self) + 1 if self.kind == ELEMENT else self.index() + 1

    def text(self) -> str:
        """The string-value of XPath 1.0: the text of the node and of everything inside it."""
        if not self.children or self.kind > ELEMENT:
            return self.value
        return "".join(
            node.value
            for node in self.descendants()
            if node.kind == TEXT or (node.kind == ELEMENT and not node.children)
        )

    def descendants(self) -> Iterator[Node]:
        """Every node below this one in document order, without the text nodes of leaves."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting.extend(reversed(node.children))

    def order(self) -> tuple[int, ...]:
        """A key that sorts nodes of one tree in document order."""
        key: list[int] = []
        node: Node | None = self
        while node is not None and node.parent is not None:
            key.append(node.index())
            node = node.parent
        return tuple(reversed(key))

    def path(self) -> str:
        """Where the node is, as an author would write it: /data/group/question."""
        names: list[str] = []
        node: Node | None = self
        while node is not None and node.kind != DOCUMENT:
            names.append(node.name)
            node = node.parent
        return "/" + "/".join(reversed(names))

    def root(self) -> Node:
        """The topmost node of the tree: the document when there is one."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node


def _place(nodes: Sequence[Node], wanted: Node) -> int:
    """The index of `wanted` itself; ValueError when it is not there."""
    for place, node in enumerate(nodes):
        if node is wanted:
            return place
    msg = "the node is not one of these"
    raise ValueError(msg)
