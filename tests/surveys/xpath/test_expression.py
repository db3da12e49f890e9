"""Expressions from outside: every kind of result, every failure turned into one error."""

from __future__ import annotations

import pytest

from surveys.xpath import Context, Host, Node, XPathError, parse_xml
from surveys.xpath import compile as compile_expression


class Broken(Host):
    """A host that fails in ways nobody foresaw."""

    def choice_name(self, value: str, question: str, node: Node) -> str:
        if value == "deep":
            raise RecursionError
        raise KeyError(value)


@pytest.mark.parametrize("kind", ["evaluate", "string", "number", "boolean", "nodes"])
def test_any_failure_is_an_xpath_error(kind: str) -> None:
    context = Context(parse_xml("<d/>"), Broken())
    with pytest.raises(XPathError, match="KeyError"):
        getattr(compile_expression("jr:choice-name('x', 'y')"), kind)(context)
    with pytest.raises(XPathError, match="too deeply"):
        getattr(compile_expression("jr:choice-name('deep', 'y')"), kind)(context)
    with pytest.raises(XPathError, match="no function"):
        getattr(compile_expression("no-such()"), kind)(context)


def test_nodes_are_the_callers_to_keep() -> None:
    document = parse_xml("<d><a/><a/></d>")
    expression = compile_expression("/d/a")
    expression.nodes(Context(document)).clear()
    assert len(expression.nodes(Context(document))) == 2


def test_every_kind_becomes_every_other() -> None:
    context = Context(parse_xml("<d><a>7</a></d>"))
    for source, wanted in (("/d/a", ("7", 7.0, True)), ("'7'", ("7", 7.0, True)), ("7", ("7", 7.0, True)),
                           ("true()", ("true", 1.0, True)), ("if(1, 7, 'x')", ("7", 7.0, True))):  # fmt: skip
        expression = compile_expression(source)
        assert (expression.string(context), expression.number(context), expression.boolean(context)) == wanted


def test_a_host_without_answers_answers_blank() -> None:
    context = Context(parse_xml("<d/>"))
    for source in ("jr:choice-name('a', '/d')", "property('x')", "version()", "pulldata('l', 'a', 'b', 'c')"):
        assert compile_expression(source).string(context) == ""
    with pytest.raises(XPathError, match="translated"):
        compile_expression("jr:itext('x')").string(context)
