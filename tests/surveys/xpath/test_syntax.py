"""Reading expressions: what is refused, in what words, and where."""

from __future__ import annotations

import pytest

from surveys.xpath import XPathSyntaxError
from surveys.xpath import compile as compile_expression
from surveys.xpath.lexer import LONGEST
from surveys.xpath.parser import DEEPEST


@pytest.mark.parametrize(
    ("source", "message", "position"),
    [
        ("", "empty", 0),
        ("   ", "empty", 3),
        ("1 +", "ends too early", 3),
        ("(1", "«)» is missing to close", 2),
        ("a[1", "«]» is missing", 3),
        ("if(1, 2 3)", "between the values given to if()", 8),
        ("if(1, , 3)", "a value was expected", 6),
        ("'abc", "begins with '", 0),
        ('"abc', 'begins with "', 0),
        ("“abc”", "typographic", 0),
        ("1＋2", "full-width", 1),
        ("${age} > 1", "should have become the path", 0),
        ("a & b", "concat()", 2),
        ("!a", "use not", 0),
        ("a # b", "«#» means nothing", 2),
        ("a b", "an operator may be missing", 2),
        ("1 And 1", "an operator may be missing", 2),
        ("/a/", "a name is missing", 3),
        ("//", "a name is missing", 2),
        ("a/1", "a name is missing", 2),
        ("sideways::a", "is no axis", 0),
        ("text(1)", "after «text(»", 5),
        ("p:*(1)", "is no function", 3),
        ("1 = = 2", "a value was expected", 4),
        (")", "a value was expected", 0),
        ("a::b::c", "no axis", 0),
    ],
)
def test_a_mistake_is_explained_where_it_is(source: str, message: str, position: int) -> None:
    with pytest.raises(XPathSyntaxError) as caught:
        compile_expression(source)
    assert message in caught.value.message
    assert caught.value.position == position
    assert f"at character {position + 1}" in str(caught.value)


def test_long_and_deep_expressions_are_refused() -> None:
    with pytest.raises(XPathSyntaxError, match="longer than"):
        compile_expression("1" * (LONGEST + 1))
    with pytest.raises(XPathSyntaxError, match="nested in one another"):
        compile_expression("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1))


def test_what_real_forms_nest_is_accepted() -> None:
    nested = "if(/data/x = '1', 'a', " * (DEEPEST - 1) + "'z'" + ")" * (DEEPEST - 1)
    assert compile_expression(nested).problems == ()
    assert compile_expression(" + ".join(["1"] * 5_000)).problems == ()


def test_the_same_text_is_compiled_once() -> None:
    assert compile_expression("1 + 41") is compile_expression("1 + 41")
    assert repr(compile_expression("1 + 41")) == "<Expression '1 + 41'>"


def test_node_types_and_operators_may_be_names() -> None:
    assert [str(path) for path in compile_expression("/text/div/and mod or").references.paths] == [
        "/text/div/and",
        "or",
    ]
