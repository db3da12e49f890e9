"""XPath 1.0 with the functions of the ODK XForms specification, over light nodes.

    from surveys.xpath import Context, Host, compile, parse_xml

    expression = compile("/data/age > 17 and selected(../needs, 'meals')")
    expression.references.paths   # what it reads, for the dependency graph
    expression.boolean(Context(node, host, root=document))

- `compile(text)` gives a cached `Expression` or raises `XPathSyntaxError` (with `position`).
- `Expression.evaluate(context)` gives a `Value`: str, float, bool, a list of nodes in document order, or a
  `Moment` (dates and times). `.string`, `.number`, `.boolean`, `.nodes` convert it. Any failure is an
  `XPathError`, the only exception that leaves the engine.
- `Expression.references` is what it depends on.
- `Host` is what the form answers: time, instances, labels, randomness. Subclass it.
- `Node` and `parse_xml` are the documents.
"""

from surveys.xpath.context import Context, Host
from surveys.xpath.errors import XmlError, XPathError, XPathSyntaxError
from surveys.xpath.expression import Expression, compile  # noqa: A004 - as in re.compile
from surveys.xpath.moments import Moment
from surveys.xpath.node import Node
from surveys.xpath.parse_xml import parse_xml
from surveys.xpath.references import Reference, References
from surveys.xpath.values import Value, number_text

__all__ = [
    "Context",
    "Expression",
    "Host",
    "Moment",
    "Node",
    "Reference",
    "References",
    "Value",
    "XPathError",
    "XPathSyntaxError",
    "XmlError",
    "compile",
    "number_text",
    "parse_xml",
]
