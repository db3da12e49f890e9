"""Whatever anybody types: only the engine's own errors, and the same answer every time."""

from __future__ import annotations

import contextlib
import random
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.xpath import Context, Host, Moment, XmlError, XPathError, XPathSyntaxError, parse_xml
from surveys.xpath import compile as compile_expression
from surveys.xpath.functions import NAMES

DOCUMENT = parse_xml("<d><a>1</a><b/><r><n>x</n></r><r><n>2026-01-01</n></r>t<!--c--></d>")
PATHS = (
    "/",
    ".",
    "..",
    "/d/a",
    "/d/r/n",
    "//n",
    "/d/r[n]",
    "//@x",
    "//text()",
    "/d/b",
    "//r[1]/n",
    "current()",
)
LITERALS = (
    "0",
    "1",
    "-1",
    "2.5",
    "99999999999999999999",
    "''",
    "'a b'",
    "'2026-01-01'",
    "'12:00'",
    "true()",
    "1 div 0",
    "0 div 0",
    "now()",
    "'0 0;1 1;0 1'",
    "'['",
    "position()",
    "last()",
)
OPERATORS = ("+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or", "|")


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    call = st.builds(
        lambda name, arguments: f"{name}({', '.join(arguments)})",
        st.sampled_from(sorted(NAMES)),
        st.lists(inner, max_size=4),
    )
    infix = st.builds(lambda one, sign, two: f"{one} {sign} {two}", inner, st.sampled_from(OPERATORS), inner)
    predicate = st.builds(lambda path, each: f"{path}[{each}]", st.sampled_from(PATHS[3:]), inner)
    around = inner.map(lambda each: f"({each})") | inner.map(lambda each: f"-{each}")
    return call | infix | predicate | around


expressions = st.recursive(st.sampled_from(PATHS + LITERALS), grown, max_leaves=8)


def answer(source: str) -> str:
    """The value and its conversions, or the error, in a form that can be compared."""
    host = Host(datetime(2026, 3, 5, tzinfo=UTC), rng=random.Random(3))
    context = Context(DOCUMENT.children[0].children[0], host, root=DOCUMENT)
    try:
        expression = compile_expression(source)
        value = expression.evaluate(context)
        assert isinstance(value, str | float | bool | list | Moment)
        conversions = (expression.string(context), expression.number(context), expression.boolean(context))
    except XPathError as error:
        return f"{type(error).__name__} {error}"
    return f"{value!r} {conversions!r}"


@given(st.text(max_size=60) | st.text(alphabet="/.@*[]()'\"=<>+-|,:$ adin1", max_size=30))
@settings(max_examples=400)
def test_random_text_never_raises_anything_but_a_syntax_error(source: str) -> None:
    with contextlib.suppress(XPathSyntaxError):
        compile_expression(source)


@given(expressions)
@settings(max_examples=600, deadline=None)
def test_any_expression_gives_a_value_or_an_xpath_error_and_always_the_same(source: str) -> None:
    assert answer(source) == answer(source)


@given(st.text(alphabet="<>/ab &;!-[]?'=\"x", max_size=40) | st.binary(max_size=30))
def test_random_xml_never_raises_anything_but_an_xml_error(source: str | bytes) -> None:
    with contextlib.suppress(XmlError):
        parse_xml(source)
