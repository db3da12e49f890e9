"""XForm XML → elements, quickly (the standard library's C parser), with documents of strangers in mind."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from model.decoding import decoded
from surveys.finding import FormError, error

Element = ET.Element

XFORMS = "http://www.w3.org/2002/xforms"
XHTML = "http://www.w3.org/1999/xhtml"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ODK = "http://www.opendatakit.org/xforms"

BIGGEST = 32 * 1024 * 1024
"""The largest form read, in bytes; the largest real one we know has 0.6 MB."""
DEEPEST = 100
"""The deepest nesting read; real forms stay below 20."""


class _Builder(ET.TreeBuilder):
    """Remembers the prefixes, which ElementTree forgets."""

    def __init__(self) -> None:
        super().__init__()
        self.prefixes: dict[str, str] = {}

    def start_ns(self, prefix: str | None, uri: str) -> None:
        """Called by the parser for each namespace declaration."""
        self.prefixes.setdefault(uri, prefix or "")


def parse(source: str | bytes) -> tuple[Element, dict[str, str]]:
    """Read a document; give its root and a map of namespace uri → prefix as first declared.

    FormError when it is not well-formed, too big or too deep, or declares a DTD or entities (which forms
    never need and attackers do).
    """
    if len(source) > BIGGEST:
        raise FormError([error("survey.form.too_big", size=len(source), limit=BIGGEST)])
    builder = _Builder()
    parser = ET.XMLParser(target=builder)  # noqa: S314 - DTDs are refused just below
    try:
        text = source if isinstance(source, str) else decoded(source)[0]
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise FormError([error("survey.form.dtd")])
        parser.feed(text)
        root = parser.close()
    except (ET.ParseError, UnicodeError, LookupError, ValueError) as problem:
        if isinstance(problem, FormError):
            raise
        raise FormError([error("survey.form.not_xml", detail=str(problem))]) from problem
    _check_depth(root)
    return root, builder.prefixes


def _check_depth(root: Element) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise FormError([error("survey.form.too_deep", limit=DEEPEST)])
        level = [child for element in level for child in element]


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def uri(name: str) -> str:
    """The namespace of a name in ElementTree's notation."""
    return name[1:].partition("}")[0] if name[:1] == "{" else ""


def elements(parent: Element, name: str = "") -> Iterator[Element]:
    """The child elements, of one local name when given."""
    for child in parent:
        if isinstance(child.tag, str) and (not name or local(child) == name):
            yield child


def first(parent: Element, name: str) -> Element | None:
    """The first child element of this local name."""
    return next(elements(parent, name), None)


def attribute(element: Element, name: str, namespace: str = "") -> str | None:
    """An attribute by local name; of a namespace when given."""
    return element.get(f"{{{namespace}}}{name}" if namespace else name)
