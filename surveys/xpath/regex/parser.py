"""Pattern text → syntax tree."""

from __future__ import annotations

import re
from typing import Final

from surveys.xpath.errors import XPathError
from surveys.xpath.regex.syntax import (
    DIGIT,
    LINE_END,
    SPACE,
    WORD,
    Characters,
    Either,
    Pattern,
    Place,
    Repeat,
    Sequence,
    Tree,
    negated,
)

DEEPEST: Final = 50
_BRACES: Final = re.compile(r"\{(\d{1,5})(?:(,)(\d{1,5})?)?\}", re.ASCII)
_GROUP: Final = re.compile(r"\?(?::|<[A-Za-z_]\w*>)", re.ASCII)
_LOOK: Final = re.compile(r"\?<?[=!]")
_HEX: Final = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")
_CATEGORY: Final = re.compile(r"([pP])\{(?:Is|gc=|General_Category=)?([A-Z][a-z]?)\}")
_CLASSES: Final = {
    "d": DIGIT,
    "D": negated(DIGIT),
    "w": WORD,
    "W": negated(WORD),
    "s": SPACE,
    "S": negated(SPACE),
}
_CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}


def parse_pattern(source: str) -> Pattern:
    """The pattern in `source`; XPathError when it is none."""
    parser = _Parser(source)
    tree = parser.either(0)
    if parser.at < len(source):
        raise parser.error("«)» without «(»")
    return Pattern(source, tree, parser.needs_memory, parser.repeats, parser.has_nested_repeats)


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.needs_memory = False
        self.repeats = 0
        self.has_nested_repeats = False

    def error(self, message: str) -> XPathError:
        return XPathError(f"«{self.source}» is no pattern: {message} (at character {self.at + 1})")

    def _next(self) -> str:
        return self.source[self.at : self.at + 1]

    def _take(self, expected: str) -> bool:
        if self.source.startswith(expected, self.at):
            self.at += len(expected)
            return True
        return False

    def either(self, depth: int) -> Tree:
        if depth > DEEPEST:
            raise self.error(f"more than {DEEPEST} groups are nested in one another")
        options = [self._sequence(depth)]
        while self._take("|"):
            options.append(self._sequence(depth))
        return options[0] if len(options) == 1 else Either(tuple(options))

    def _sequence(self, depth: int) -> Tree:
        parts: list[Tree] = []
        while self._next() not in ("", "|", ")"):
            repeats_before = self.repeats
            parts.append(self._repeated(self._atom(depth), repeats_before))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeated(self, part: Tree, repeats_before: int) -> Tree:
        """`part` with the quantifier that follows it, if any."""
        bounds = self._quantifier()
        if bounds is None:
            return part
        if not self._take("?"):
            self._take("+")
        least, most = bounds
        if most is not None and most < least:
            raise self.error("the numbers in { } are out of order")
        if most is None or most > 10:
            self.has_nested_repeats |= self.repeats > repeats_before
            self.repeats += 1
        if self._quantifier() is not None:
            raise self.error("two quantifiers in a row")
        return Repeat(part, least, most)

    def _quantifier(self) -> tuple[int, int | None] | None:
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return bounds
        found = _BRACES.match(self.source, self.at)
        if found is None:
            return None
        self.at = found.end()
        least = int(found[1])
        return (least, int(found[3]) if found[3] else None) if found[2] else (least, least)

    def _atom(self, depth: int) -> Tree:  # noqa: PLR0911 - one line a sign
        sign = self._next()
        if sign in ("*", "+", "?"):
            raise self.error(f"nothing to repeat before «{sign}»")
        self.at += 1
        if sign == "(":
            return self._group(depth)
        if sign == "[":
            return self._set()
        if sign == "\\":
            return self._escape()
        if sign == ".":
            return negated(LINE_END)
        if sign == "^":
            return Place("begin")
        if sign == "$":
            return Place("end")
        return Characters(((sign, sign),))

    def _group(self, depth: int) -> Tree:
        plain = _GROUP.match(self.source, self.at)
        look = _LOOK.match(self.source, self.at)
        if plain or look:
            self.at = (plain or look).end()  # type: ignore[union-attr]  # one of them is there
            self.needs_memory |= look is not None
        elif self._next() == "?":
            raise self.error("this kind of group is not supported")
        part = self.either(depth + 1)
        if not self._take(")"):
            raise self.error("«)» is missing")
        return part

    def _escape(self) -> Tree:
        sign = self._next()
        if not sign:
            raise self.error("nothing follows the last \\")
        if sign in "bB":
            self.at += 1
            return Place("boundary" if sign == "b" else "inside")
        if sign in "123456789":
            self.at += 1
            self.needs_memory = True
            return Sequence(())
        return self._escaped_character()

    def _escaped_character(self) -> Characters:
        """What follows a backslash, in a set or outside; the backslash is behind us."""
        category = _CATEGORY.match(self.source, self.at)
        if category:
            self.at = category.end()
            return Characters(categories=(category[2],), negated=category[1] == "P")
        code = _HEX.match(self.source, self.at)
        if code:
            self.at = code.end()
            character = chr(int(code[1] or code[2], 16))
            return Characters(((character, character),))
        sign = self._next()
        self.at += 1
        if sign in _CLASSES:
            return _CLASSES[sign]
        character = _CONTROLS.get(sign, sign)
        return Characters(((character, character),))

    def _set(self) -> Characters:
        negative = self._take("^")
        ranges: list[tuple[str, str]] = []
        also: list[Characters] = []
        while not self._take("]"):
            first = self._member()
            if (
                first.is_single
                and self._next() == "-"
                and self.source[self.at + 1 : self.at + 2] not in ("]", "")
            ):
                self.at += 1
                last = self._member()
                if last.is_single:
                    ranges.append(self._range(first, last))
                else:
                    also += [first, Characters((("-", "-"),)), last]
            else:
                also.append(first)
        return Characters(tuple(ranges), also=tuple(also), negated=negative)

    def _range(self, first: Characters, last: Characters) -> tuple[str, str]:
        begin, end = first.ranges[0][0], last.ranges[0][0]
        if end < begin:
            raise self.error(f"the range {begin}-{end} is out of order")
        return begin, end

    def _member(self) -> Characters:
        sign = self._next()
        if not sign:
            raise self.error("«]» is missing")
        self.at += 1
        if sign != "\\":
            return Characters(((sign, sign),))
        if not self._next():
            raise self.error("«]» is missing")
        if self._take("b"):
            return Characters((("\b", "\b"),))
        return self._escaped_character()
