"""Compiled expressions: what `compile` gives, and how one is evaluated."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from surveys.xpath.compiler import compile_tree
from surveys.xpath.context import Context
from surveys.xpath.errors import XPathError
from surveys.xpath.node import Node
from surveys.xpath.parser import parse
from surveys.xpath.references import References
from surveys.xpath.values import Value

CACHED: Final = 8192
"""Distinct expressions kept compiled; the largest real form has about two thousand."""


class Expression:
    """One expression, ready to be evaluated any number of times; shared by everybody.

    `source` is its text, `references` what it reads, `problems` what is sure to fail when it is
    evaluated (unknown functions, wrong numbers of arguments) in words for the author.
    """

    __slots__ = ("_boolean", "_nodes", "_number", "_string", "_value", "problems", "references", "source")

    references: References
    problems: tuple[str, ...]

    def __init__(self, source: str) -> None:
        compiled = compile_tree(parse(source))
        self.source = source
        self.references = compiled.references
        self.problems = compiled.problems
        self._value: Callable[[Context, Node], Value] = compiled.value
        self._string: Callable[[Context, Node], str] = compiled.string
        self._number: Callable[[Context, Node], float] = compiled.number
        self._boolean: Callable[[Context, Node], bool] = compiled.boolean
        self._nodes: Callable[[Context, Node], list[Node]] = compiled.nodes

    def __repr__(self) -> str:
        return f"<Expression {self.source!r}>"

    def evaluate(self, context: Context) -> Value:
        """The value, of whatever kind it is; XPathError when there is none."""
        try:
            return self._value(context, context.node)
        except XPathError:
            raise
        except Exception as error:
            raise _translated(error) from error

    def string(self, context: Context) -> str:
        """The value as text; XPathError when there is none."""
        try:
            return self._string(context, context.node)
        except XPathError:
            raise
        except Exception as error:
            raise _translated(error) from error

    def number(self, context: Context) -> float:
        """The value as a number, NaN when it is none; XPathError when there is no value."""
        try:
            return self._number(context, context.node)
        except XPathError:
            raise
        except Exception as error:
            raise _translated(error) from error

    def boolean(self, context: Context) -> bool:
        """The value as true or false; XPathError when there is none."""
        try:
            return self._boolean(context, context.node)
        except XPathError:
            raise
        except Exception as error:
            raise _translated(error) from error

    def nodes(self, context: Context) -> list[Node]:
        """The nodes, in document order and the caller's to keep; XPathError when the value is no node-set."""
        try:
            return list(self._nodes(context, context.node))
        except XPathError:
            raise
        except Exception as error:
            raise _translated(error) from error


def _translated(error: Exception) -> XPathError:
    """A slip of the engine, or a value beyond what Python can hold: still only this expression's failure."""
    if isinstance(error, RecursionError):
        return XPathError("the expression is nested too deeply")
    return XPathError(f"the expression cannot be evaluated ({type(error).__name__}: {error})")


@lru_cache(maxsize=CACHED)
def compile(expression: str) -> Expression:  # noqa: A001 - as in re.compile
    """The compiled expression; the same object for the same text. XPathSyntaxError when it cannot be read."""
    return Expression(expression)
