"""Tokens → syntax tree, by recursive descent (the grammar of XPath 1.0 §3)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from surveys.xpath.errors import XPathSyntaxError
from surveys.xpath.lexer import TIMES, tokens
from surveys.xpath.tree import Call, Chain, Negation, Number, Path, Step, Text, Tree

DEEPEST: Final = 100
"""Parentheses, calls and predicates inside one another; real forms nest if() about thirty deep."""

LEVELS: Final[dict[str, int]] = {
    "or": 0, "and": 1, "=": 2, "!=": 2, "<": 3, "<=": 3, ">": 3, ">=": 3,
    "+": 4, "-": 4, TIMES: 5, "div": 5, "mod": 5,
}  # fmt: skip
"""Operators by precedence, the loosest first."""
TIGHTEST: Final = 5

AXES: Final = frozenset(
    {
        "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self",
        "following", "following-sibling", "namespace", "parent", "preceding", "preceding-sibling", "self",
    }
)  # fmt: skip
NODE_TYPES: Final = frozenset({"node", "text", "comment", "processing-instruction"})
ANYTHING_BELOW: Final = Step("descendant-or-self", "node()")
HERE: Final = Step("self", "node()")
ABOVE: Final = Step("parent", "node()")
_STEP_SIGNS: Final = frozenset({".", "..", "@", "*"})
"""Signs with which a step begins."""
_NAME_GOES_ON: Final = frozenset({"::", "(", "["})
"""Signs after a name with which it is more than a plain step."""


def parse(source: str) -> Tree:
    """The tree of the expression `source`; XPathSyntaxError when it is none."""
    try:
        return _Parser(source).whole()
    except RecursionError:
        raise XPathSyntaxError("the expression is nested too deeply", source, 0) from None


@lru_cache(maxsize=16_384)
def _child(name: str) -> Step:
    """The step to the children of a name: nearly every step of a form is one, and most names come often."""
    return Step("child", name)


class _Parser:
    """Reads tokens from left to right; each method reads one thing of the grammar."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._kinds, self._texts, self._signs, self._positions = tokens(source)
        self._at = 0
        self._depth = 0

    # -- reading tokens

    def _next(self) -> str:
        """The text of the token that follows, which is taken."""
        self._at += 1
        return self._texts[self._at - 1]

    def _taken(self, sign: str) -> bool:
        """Whether a sign follows; it is taken then."""
        if self._signs[self._at] == sign:
            self._at += 1
            return True
        return False

    def _expect(self, sign: str, why: str) -> None:
        if not self._taken(sign):
            raise self._error(f"«{sign}» is missing {why}")

    def _error(self, message: str) -> XPathSyntaxError:
        return XPathSyntaxError(message, self._source, self._positions[self._at])

    # -- expressions

    def whole(self) -> Tree:
        if self._kinds[0] == "end":
            raise self._error("the expression is empty")
        tree = self._expression()
        if self._kinds[self._at] != "end":
            text = self._texts[self._at]
            raise self._error(f"«{text}» does not fit here; an operator may be missing before it")
        return tree

    def _expression(self) -> Tree:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(f"more than {DEEPEST} parentheses are nested in one another")
        tree = self._chain()
        self._depth -= 1
        return tree

    def _chain(self) -> Tree:
        """Operands and operators of all levels; a looser operator closes the chains of the tighter ones."""
        tree = self._negation()
        level = LEVELS.get(self._signs[self._at], -1)
        if level < 0:
            return tree
        operators: list[list[str]] = [[] for _ in range(TIGHTEST + 1)]
        operands: list[list[Tree]] = [[] for _ in range(TIGHTEST + 1)]
        while True:
            for tighter in range(TIGHTEST, level, -1):
                if operands[tighter]:
                    tree = Chain(tuple(operators[tighter]), (*operands[tighter], tree))
                    operators[tighter], operands[tighter] = [], []
            if level < 0:
                return tree
            operands[level].append(tree)
            operators[level].append(self._next())
            tree = self._negation()
            level = LEVELS.get(self._signs[self._at], -1)

    def _negation(self) -> Tree:
        minuses = 0
        while self._taken("-"):
            minuses += 1
        tree = self._union()
        if not minuses:
            return tree
        negated = Negation(tree)
        return negated if minuses % 2 else Negation(negated)

    def _union(self) -> Tree:
        tree = self._path()
        if self._signs[self._at] != "|":
            return tree
        operands = [tree]
        while self._taken("|"):
            operands.append(self._path())
        return Chain(("|",) * (len(operands) - 1), tuple(operands))

    # -- paths

    def _path(self) -> Tree:
        if self._taken("/"):
            return Path("/", (), self._steps() if self._step_follows() else ())
        if self._taken("//"):
            return Path("/", (), (ANYTHING_BELOW, *self._steps()))
        if self._step_follows():
            return Path(None, (), self._steps())
        start = self._primary()
        filters = self._predicates()
        if self._taken("/"):
            return Path(start, filters, self._steps())
        if self._taken("//"):
            return Path(start, filters, (ANYTHING_BELOW, *self._steps()))
        return Path(start, filters, ()) if filters else start

    def _step_follows(self) -> bool:
        at = self._at
        sign = self._signs[at]
        if sign:
            return sign in _STEP_SIGNS
        return self._kinds[at] == "name" and (self._signs[at + 1] != "(" or self._texts[at] in NODE_TYPES)

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while True:
            sign = self._signs[self._at]
            if sign == "//":
                steps.append(ANYTHING_BELOW)
            elif sign != "/":
                return tuple(steps)
            self._at += 1
            steps.append(self._step())

    def _step(self) -> Step:
        at = self._at
        if self._kinds[at] == "name" and self._signs[at + 1] not in _NAME_GOES_ON:
            self._at += 1
            return _child(self._texts[at])
        if self._taken("."):
            return self._with_predicates(HERE)
        if self._taken(".."):
            return self._with_predicates(ABOVE)
        axis = "child"
        if self._taken("@"):
            axis = "attribute"
        elif self._kinds[at] == "name" and self._signs[at + 1] == "::":
            axis = self._texts[at]
            if axis not in AXES:
                raise self._error(f"«{axis}::» is no axis")
            self._at += 2
        test, target = self._node_test()
        return self._with_predicates(Step(axis, test, (), target))

    def _with_predicates(self, step: Step) -> Step:
        found = self._predicates()
        return Step(step.axis, step.test, found, step.target) if found else step

    def _node_test(self) -> tuple[str, str]:
        if self._taken("*"):
            return "*", ""
        if self._kinds[self._at] != "name":
            raise self._error("a name is missing in the path")
        name = self._next()
        if name not in NODE_TYPES or not self._taken("("):
            return name, ""
        target = ""
        if name == "processing-instruction" and self._kinds[self._at] == "text":
            target = self._next()[1:-1]
        self._expect(")", f"after «{name}(»")
        return f"{name}()", target

    def _predicates(self) -> tuple[Tree, ...]:
        if self._signs[self._at] != "[":
            return ()
        found: list[Tree] = []
        while self._taken("["):
            found.append(self._expression())
            self._expect("]", "at the end of the condition in [ ]")
        return tuple(found)

    # -- the rest

    def _primary(self) -> Tree:
        kind = self._kinds[self._at]
        if kind == "number":
            return Number(float(self._next()))
        if kind == "text":
            return Text(self._next()[1:-1])
        if kind == "name":
            return self._call()
        if self._taken("("):
            tree = self._expression()
            self._expect(")", "to close «(»")
            return tree
        if kind == "end":
            raise self._error("the expression ends too early; something is missing after the last sign")
        raise self._error(f"«{self._texts[self._at]}» does not fit here; a value was expected")

    def _call(self) -> Tree:
        name = self._next()
        if name.endswith("*"):
            raise self._error(f"«{name}» is no function")
        self._expect("(", f"after «{name}»")
        arguments: list[Tree] = []
        while not self._taken(")"):
            if arguments:
                self._expect(",", f"between the values given to {name}(), or «)» after them")
            arguments.append(self._expression())
        return Call(name, tuple(arguments))
