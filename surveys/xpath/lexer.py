"""Text → tokens (XPath 1.0 §3.7, with its rules for telling `*` and `div` the operator from the name)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from surveys.xpath.errors import XPathSyntaxError

TokenKind = Literal["number", "text", "name", "operator", "symbol", "end"]

LONGEST: Final = 65_536
"""Characters; the longest expression in a real form has some eight thousand."""

_SPACE: Final = re.compile(r"\s*")
_NAME_PART: Final = r"[^\W\d][\w.\-\u00b7]*"
_TOKEN: Final = re.compile(
    r"(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<text>\"[^\"]*\"|'[^']*')"
    rf"|(?P<name>{_NAME_PART}(?::(?!:)(?:{_NAME_PART}|\*))?)"
    r"|(?P<operator>!=|<=|>=|[=<>+\-|])"
    r"|(?P<symbol>//|::|\.\.|[/()\[\].,@*])",
)
_KINDS: Final[dict[str, TokenKind]] = {
    "number": "number", "text": "text", "name": "name", "operator": "operator", "symbol": "symbol",
}  # fmt: skip
_WORD_OPERATOR: Final = re.compile(r"(and|or|div|mod)(?![^\W\d])")
_OPERAND_ENDS: Final = frozenset({")", "]", ".", "..", "*"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the expression, and where it begins."""

    kind: TokenKind
    text: str
    position: int


def tokens(source: str) -> list[Token]:
    """The tokens of `source`, the last of kind "end". XPathSyntaxError where something is no token."""
    if len(source) > LONGEST:
        raise XPathSyntaxError(f"the expression is longer than {LONGEST} characters", source, LONGEST)
    found: list[Token] = []
    position = _skip_space(source, 0)
    while position < len(source):
        token = _next(source, position, after_operand=bool(found) and _ends_operand(found[-1]))
        found.append(token)
        position = _skip_space(source, position + len(token.text))
    found.append(Token("end", "", len(source)))
    return found


def _skip_space(source: str, position: int) -> int:
    space = _SPACE.match(source, position)
    return space.end() if space else position


def _ends_operand(token: Token) -> bool:
    """Whether an operator may follow: then `*` multiplies and `div` divides."""
    return token.kind in ("number", "text", "name") or (
        token.kind == "symbol" and token.text in _OPERAND_ENDS
    )


def _next(source: str, position: int, *, after_operand: bool) -> Token:
    if after_operand:
        word = _WORD_OPERATOR.match(source, position)
        if word:
            return Token("operator", word[0], position)
        if source[position] == "*":
            return Token("operator", "*", position)
    found = _TOKEN.match(source, position)
    if found is None:
        raise XPathSyntaxError(_complaint(source, position), source, position)
    return Token(_KINDS[found.lastgroup or ""], found[0], position)


def _complaint(source: str, position: int) -> str:  # noqa: PLR0911 - one line a mistake
    """What is wrong with the character at `position`, in an author's words."""
    character = source[position]
    if character in "\"'":
        return f"a text begins with {character} but does not end"
    if character in "“”‘’„«»＂＇":
        return f"{character} is a typographic quotation mark; texts need straight ones: ' or \""
    if character in "（），＝＋－＜＞":
        return f"{character} is a full-width sign; formulas need the narrow one"
    if character == "$":
        return "${...} or a variable stands here; it should have become the path of a question"
    if character == "&":
        return "& means nothing here; use «and», and concat() to join texts"
    if character == "!":
        return "! alone means nothing; use not(...) or !="
    return f"«{character}» means nothing here"
