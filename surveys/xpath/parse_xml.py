"""XML text → nodes, by the standard library's expat; entities and DTDs are refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from surveys.xpath.errors import XmlError
from surveys.xpath.made_nodes import XML_NAMESPACE
from surveys.xpath.node import COMMENT, DOCUMENT, INSTRUCTION, TEXT, Node

DEEPEST: Final = 256
"""Real forms nest about twelve deep; more than this is an attack on whatever walks the tree."""


def parse_xml(source: str | bytes, *, split_cdata: bool = False) -> Node:
    """Read a document; gives back its document node. XmlError when it is not well-formed or not safe.

    With `split_cdata` each CDATA section is a text node of its own, as browsers hold it.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = False
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.CommentHandler = reader.comment
    parser.ProcessingInstructionHandler = reader.instruction
    if split_cdata:
        parser.StartCdataSectionHandler = parser.EndCdataSectionHandler = reader.cut_text
    parser.StartDoctypeDeclHandler = _doctype
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = parser.SkippedEntityHandler = _refuse
    try:
        parser.Parse(source, True)
    except expat.ExpatError as error:
        raise XmlError(f"this is not well-formed XML: {error}") from error
    except (UnicodeError, LookupError, ValueError) as error:
        raise XmlError(f"this XML cannot be read: {error}") from error
    return reader.document


def _doctype(_name: str, _system: str | None, _public: str | None, has_internal_subset: bool) -> None:  # noqa: FBT001 - expat calls it so
    if has_internal_subset:
        raise XmlError("a DTD inside the document is not accepted")


def _refuse(*_anything: object) -> int:
    raise XmlError("entities are not accepted")


class _Reader:
    """Receives expat's events and builds the tree."""

    def __init__(self) -> None:
        self.document = Node("", kind=DOCUMENT)
        self._open = [self.document]
        self._is_cut = False
        self._scopes: list[Mapping[str, str]] = [{"xml": XML_NAMESPACE, "": ""}]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > DEEPEST:
            raise XmlError(f"elements are nested deeper than {DEEPEST}")
        scope = self._scopes[-1]
        declared = {key[6:]: uri for key, uri in attributes.items() if key == "xmlns" or key[:6] == "xmlns:"}
        if declared:
            scope = {**scope, **declared}
        prefix = name[: max(name.find(":"), 0)]
        if prefix not in scope:
            raise XmlError(f"the prefix «{prefix}» of <{name}> is not declared")
        node = Node(name, namespace=scope[prefix])
        if declared:
            node.namespaces = declared
        kept = {key: text for key, text in attributes.items() if key != "xmlns" and key[:6] != "xmlns:"}
        if kept:
            node.attributes = kept
        self._is_cut = False
        self._hand_over_text(self._open[-1])
        self._open[-1].append(node)
        self._open.append(node)
        self._scopes.append(scope)

    def end(self, _name: str) -> None:
        self._is_cut = False
        self._open.pop()
        self._scopes.pop()

    def text(self, text: str) -> None:
        parent = self._open[-1]
        if parent.children and parent.children[-1].kind == TEXT and not self._is_cut:
            parent.children[-1].value += text
        elif parent.children or self._is_cut:
            parent.append(Node("", text, TEXT))
        else:
            parent.value += text
        self._is_cut = False

    def cut_text(self) -> None:
        self._hand_over_text(self._open[-1])
        self._is_cut = True

    def comment(self, text: str) -> None:
        self._add(Node("", text, COMMENT))

    def instruction(self, target: str, text: str) -> None:
        self._add(Node(target, text, INSTRUCTION))

    def _add(self, node: Node) -> None:
        parent = self._open[-1]
        self._hand_over_text(parent)
        parent.append(node)

    @staticmethod
    def _hand_over_text(parent: Node) -> None:
        """A leaf that turns out to be mixed: its text becomes a text node."""
        if parent.value and not parent.children:
            text, parent.value = parent.value, ""
            parent.append(Node("", text, TEXT))
