"""Tokens → syntax tree, by recursive descent (the grammar of XPath 1.0 §3)."""

from __future__ import annotations

from typing import Final

from surveys.xpath.errors import XPathSyntaxError
from surveys.xpath.lexer import Token, tokens
from surveys.xpath.tree import Call, Chain, Negation, Number, Path, Step, Text, Tree

DEEPEST: Final = 100
"""Parentheses, calls and predicates inside one another; real forms nest if() about thirty deep."""

LEVELS: Final[tuple[frozenset[str], ...]] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
"""Operators by precedence, the loosest first."""

AXES: Final = frozenset(
    {
        "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self",
        "following", "following-sibling", "namespace", "parent", "preceding", "preceding-sibling", "self",
    }
)  # fmt: skip
NODE_TYPES: Final = frozenset({"node", "text", "comment", "processing-instruction"})
ANYTHING_BELOW: Final = Step("descendant-or-self", "node()")


def parse(source: str) -> Tree:
    """The tree of the expression `source`; XPathSyntaxError when it is none."""
    try:
        return _Parser(source).whole()
    except RecursionError:
        raise XPathSyntaxError("the expression is nested too deeply", source, 0) from None


class _Parser:
    """Reads tokens from left to right; each method reads one thing of the grammar."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens = tokens(source)
        self._at = 0
        self._depth = 0

    # -- reading tokens

    def _peek(self, ahead: int = 0) -> Token:
        return self._tokens[self._at + ahead]

    def _follows(self, *texts: str) -> bool:
        token = self._peek()
        return token.kind in ("symbol", "operator") and token.text in texts

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _taken(self, text: str) -> bool:
        if self._follows(text):
            self._at += 1
            return True
        return False

    def _expect(self, text: str, why: str) -> None:
        if not self._taken(text):
            raise self._error(f"«{text}» is missing {why}")

    def _error(self, message: str) -> XPathSyntaxError:
        return XPathSyntaxError(message, self._source, self._peek().position)

    # -- expressions

    def whole(self) -> Tree:
        if self._peek().kind == "end":
            raise self._error("the expression is empty")
        tree = self._expression()
        if self._peek().kind != "end":
            raise self._error(
                f"«{self._peek().text}» does not fit here; an operator may be missing before it"
            )
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
        operators: list[list[str]] = [[] for _ in LEVELS]
        operands: list[list[Tree]] = [[] for _ in LEVELS]
        tree = self._negation()
        while True:
            found = self._level_of_operator()
            for tighter in range(len(LEVELS) - 1, found, -1):
                if operands[tighter]:
                    tree = Chain(tuple(operators[tighter]), (*operands[tighter], tree))
                    operators[tighter], operands[tighter] = [], []
            if found < 0:
                return tree
            operands[found].append(tree)
            operators[found].append(self._take().text)
            tree = self._negation()

    def _level_of_operator(self) -> int:
        """The precedence of the operator that follows, -1 when none does."""
        token = self._peek()
        if token.kind == "operator" or (token.kind == "symbol" and token.text == "*"):
            for level, operators in enumerate(LEVELS):
                if token.text in operators:
                    return level
        return -1

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
        if not self._follows("|"):
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
        token = self._peek()
        if token.kind == "symbol":
            return token.text in (".", "..", "@", "*")
        if token.kind != "name":
            return False
        following = self._peek(1)
        if following.kind == "symbol" and following.text == "(":
            return token.text in NODE_TYPES
        return True

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self._follows("/", "//"):
            if self._take().text == "//":
                steps.append(ANYTHING_BELOW)
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        if self._taken("."):
            return Step("self", "node()", self._predicates())
        if self._taken(".."):
            return Step("parent", "node()", self._predicates())
        axis = "child"
        if self._taken("@"):
            axis = "attribute"
        elif self._peek().kind == "name" and self._peek(1).text == "::":
            axis = self._peek().text
            if axis not in AXES:
                raise self._error(f"«{axis}::» is no axis")
            self._at += 2
        test, target = self._node_test()
        return Step(axis, test, self._predicates(), target)

    def _node_test(self) -> tuple[str, str]:
        if self._taken("*"):
            return "*", ""
        if self._peek().kind != "name":
            raise self._error("a name is missing in the path")
        name = self._take().text
        if name not in NODE_TYPES or not self._taken("("):
            return name, ""
        target = ""
        if name == "processing-instruction" and self._peek().kind == "text":
            target = self._take().text[1:-1]
        self._expect(")", f"after «{name}(»")
        return f"{name}()", target

    def _predicates(self) -> tuple[Tree, ...]:
        if not self._follows("["):
            return ()
        found: list[Tree] = []
        while self._taken("["):
            found.append(self._expression())
            self._expect("]", "at the end of the condition in [ ]")
        return tuple(found)

    # -- the rest

    def _primary(self) -> Tree:
        token = self._peek()
        if token.kind == "number":
            self._at += 1
            return Number(float(token.text))
        if token.kind == "text":
            self._at += 1
            return Text(token.text[1:-1])
        if self._taken("("):
            tree = self._expression()
            self._expect(")", "to close «(»")
            return tree
        if token.kind == "name":
            return self._call()
        if token.kind == "end":
            raise self._error("the expression ends too early; something is missing after the last sign")
        raise self._error(f"«{token.text}» does not fit here; a value was expected")

    def _call(self) -> Tree:
        name = self._take().text
        if name.endswith("*"):
            raise self._error(f"«{name}» is no function")
        self._expect("(", f"after «{name}»")
        arguments: list[Tree] = []
        while not self._taken(")"):
            if arguments:
                self._expect(",", f"between the values given to {name}(), or «)» after them")
            arguments.append(self._expression())
        return Call(name, tuple(arguments))
