"""Compiled expressions: what `compile` gives, and how one is evaluated."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from surveys.xpath.calls import complaint
from surveys.xpath.compiled import (
    Compiled,
    Run,
    RunBoolean,
    RunNodes,
    RunNumber,
    RunString,
    as_boolean,
    as_nodes,
    as_number,
    as_string,
    as_value,
)
from surveys.xpath.compiler import compile_part
from surveys.xpath.context import Context
from surveys.xpath.dependencies import calls_in, references_of
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

    The closures are made when each is first needed: a form is loaded sooner, and many an expression is only
    ever asked for one kind of value, or never.
    """

    __slots__ = (
        "_boolean", "_nodes", "_number", "_part", "_string", "_tree", "_value",
        "problems", "references", "source",
    )  # fmt: skip

    references: References
    problems: tuple[str, ...]

    def __init__(self, source: str) -> None:
        self.source = source
        self._tree = parse(source)
        calls = tuple(calls_in(self._tree))
        self.references = references_of(self._tree, calls)
        problems = (complaint(each.name, len(each.arguments)) for each in calls)
        self.problems = tuple(dict.fromkeys(filter(None, problems)))
        self._part: Compiled | None = None
        self._value: Run | None = None
        self._string: RunString | None = None
        self._number: RunNumber | None = None
        self._boolean: RunBoolean | None = None
        self._nodes: RunNodes | None = None

    def __repr__(self) -> str:
        return f"<Expression {self.source!r}>"

    def evaluate(self, context: Context) -> Value:
        """The value, of whatever kind it is; XPathError when there is none."""
        try:
            run = self._value or self._made_value()
            return run(context, context.node)
        except XPathError:
            raise
        except Exception as error:
            raise _translated(error) from error

    def string(self, context: Context) -> str:
        """The value as text; XPathError when there is none."""
        try:
            run = self._string or self._made_string()
            return run(context, context.node)
        except XPathError:
            raise
        except Exception as error:
            raise _translated(error) from error

    def number(self, context: Context) -> float:
        """The value as a number, NaN when it is none; XPathError when there is no value."""
        try:
            run = self._number or self._made_number()
            return run(context, context.node)
        except XPathError:
            raise
        except Exception as error:
            raise _translated(error) from error

    def boolean(self, context: Context) -> bool:
        """The value as true or false; XPathError when there is none."""
        try:
            run = self._boolean or self._made_boolean()
            return run(context, context.node)
        except XPathError:
            raise
        except Exception as error:
            raise _translated(error) from error

    def nodes(self, context: Context) -> list[Node]:
        """The nodes, in document order and the caller's to keep; XPathError when the value is no node-set."""
        try:
            run = self._nodes or self._made_nodes()
            return list(run(context, context.node))
        except XPathError:
            raise
        except Exception as error:
            raise _translated(error) from error

    # -- made at first use

    def _compiled(self) -> Compiled:
        if self._part is None:
            self._part = compile_part(self._tree)
        return self._part

    def _made_value(self) -> Run:
        self._value = as_value(self._compiled())
        return self._value

    def _made_string(self) -> RunString:
        self._string = as_string(self._compiled())
        return self._string

    def _made_number(self) -> RunNumber:
        self._number = as_number(self._compiled())
        return self._number

    def _made_boolean(self) -> RunBoolean:
        self._boolean = as_boolean(self._compiled())
        return self._boolean

    def _made_nodes(self) -> RunNodes:
        self._nodes = as_nodes(self._compiled())
        return self._nodes


def _translated(error: Exception) -> XPathError:
    """A slip of the engine, or a value beyond what Python can hold: still only this expression's failure."""
    if isinstance(error, RecursionError):
        return XPathError("the expression is nested too deeply")
    return XPathError(f"the expression cannot be evaluated ({type(error).__name__}: {error})")


@lru_cache(maxsize=CACHED)
def compile(expression: str) -> Expression:  # noqa: A001 - as in re.compile
    """The compiled expression; the same object for the same text. XPathSyntaxError when it cannot be read."""
    return Expression(expression)
