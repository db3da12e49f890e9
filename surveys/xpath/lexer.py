"""Text → tokens (XPath 1.0 §3.7, with its rules for telling `*` and `div` the operator from the name)."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from surveys.xpath.errors import XPathSyntaxError

TokenKind = Literal["number", "text", "name", "sign", "end"]

LONGEST: Final = 65_536
"""Characters; the longest expression in a real form has some eight thousand."""

TIMES: Final = "times"
"""The sign of multiplication, to tell it from the `*` that means any name."""

_NAME_PART: Final = r"[^\W\d][\w.\-\u00b7]*"
_ANYWHERE: Final = (
    r"(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<text>\"[^\"]*\"|'[^']*')"
    rf"|(?P<name>{_NAME_PART}(?::(?!:)(?:{_NAME_PART}|\*))?)"
    r"|(?P<sign>//|::|\.\.|!=|<=|>=|[/()\[\].,@*=<>+\-|])"
    r"|(?P<end>\Z)"
)
_BEFORE_OPERAND: Final = re.compile(rf"\s*(?:{_ANYWHERE})")
_AFTER_OPERAND: Final = re.compile(rf"\s*(?:(?P<word>and|or|div|mod)(?![^\W\d])|{_ANYWHERE})")
_OPERAND_ENDS: Final = frozenset({")", "]", ".", ".."})
_SPACE: Final = re.compile(r"\s*")


class Tokens(NamedTuple):
    """The tokens of an expression, side by side: the last is of the kind "end".

    `signs` has the text of what is neither name nor value (`and` and `div` too where they are operators)
    and "" elsewhere.
    """

    kinds: list[TokenKind]
    texts: list[str]
    signs: list[str]
    positions: list[int]


def tokens(source: str) -> Tokens:
    """The tokens of `source`. XPathSyntaxError where something is no token."""
    if len(source) > LONGEST:
        raise XPathSyntaxError(f"the expression is longer than {LONGEST} characters", source, LONGEST)
    found = Tokens([], [], [], [])
    kinds, texts, signs, positions = found
    position = 0
    after_operand = False
    kind = ""
    while kind != "end":
        match = (_AFTER_OPERAND if after_operand else _BEFORE_OPERAND).match(source, position)
        if match is None:
            raise _complaint(source, position)
        kind = match.lastgroup or ""
        text = match[kind]
        sign = ""
        if kind in {"sign", "word"}:
            sign = TIMES if text == "*" and after_operand else text
            after_operand = text in _OPERAND_ENDS or (text == "*" and not after_operand)
            kind = "sign"
        else:
            after_operand = True
        kinds.append(kind)  # type: ignore[arg-type]  # the groups are the kinds
        texts.append(text)
        signs.append(sign)
        position = match.end()
        positions.append(position - len(text))
    return found


def _complaint(source: str, position: int) -> XPathSyntaxError:
    space = _SPACE.match(source, position)
    place = space.end() if space else position
    return XPathSyntaxError(_meaning(source[place]), source, place)


def _meaning(character: str) -> str:  # noqa: PLR0911 - one line a mistake
    """What is wrong with a character, in an author's words."""
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
