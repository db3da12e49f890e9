"""Expressions by chance over the questions that stand before them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

LETTERS = "abcd"
KINDS = {
    "amount": ("int", "decimal"),
    "amounts": ("int", "decimal"),
    "word": ("string", "select1"),
    "words": ("string", "select1"),
    "choice": ("select1", "select"),
    "day": ("date",),
}
"""What an expression may read at a place of this name."""


@dataclass(slots=True)
class Leaf:
    """A question or calculation of the form that is being made."""

    name: str
    kind: str
    above: str
    """The path of its parent."""
    binds: dict[str, str] = field(default_factory=dict)
    default: str = ""
    of: str = ""
    """The question on whose answer its choices depend."""
    set_by: str = ""
    """The question whose change sets it."""

    @property
    def path(self) -> str:
        """Where it is."""
        return f"{self.above}/{self.name}"


CONDITIONS = (
    "selected({choice}, '{letter}')", "{word} = 'a'", "{word} != ''", "{day} != ''", "contains({word}, 'a')",
    "regex({word}, '[a-c]+')", "count-selected({choice}) > {digit}", "{amount} > {digit}",
    "{amount} = {digit}", "{amount} <= {amount}", "not({condition})", "({condition}) and ({condition})",
    "({condition}) or ({condition})", "{number} < {number}", "{text} = {text}", "boolean({text})",
    "{number} >= {number}",
)  # fmt: skip
NUMBERS = (
    "{amount}", "{digit}", "{amount}", "sum({amounts})", "count({amounts})", "count-non-empty({amounts})",
    "string-length({word})", "position(..)", "{amounts}", "({number} + {number})", "({number} - {number})",
    "({number} * {number})", "({number} div {number})", "({number} mod {number})", "round({number})",
    "int({number})", "floor({number})", "ceiling({number})", "abs({number})", "round({number}, 1)",
    "if({condition}, {number}, {number})", "coalesce({number}, {digit})", "number({text})",
    "min({number}, {number})", "max({number}, {number})", "-({number})", "count-selected({choice})",
)  # fmt: skip
TEXTS = (
    "{word}", "'{letter}'", "{choice}", "{day}", "''", "join(' ', {words})", "{words}",
    "format-date({day}, '%Y/%m/%e')", "indexed-repeat({words}, /data/r, {digit})", "concat({text}, {text})",
    "if({condition}, {text}, {text})", "coalesce({text}, 'none')", "substr({text}, {digit}, {digit})",
    "string({number})", "translate({text}, 'ab', 'ba')",
    "normalize-space({text})", "selected-at({choice}, {digit})", "concat({number}, '')",
    "substring-before({text}, 'b')", "string({day})", "concat('', {condition})",
)  # fmt: skip
_HOLE = re.compile(r"\{(\w+)\}")
_DEEPER = re.compile(r"\{(?:condition|number|text)\}")


class Expressions:
    """Expressions over what can be read from one place: earlier ``leaves``, ``within`` a group or repeat."""

    def __init__(self, rng: Random, leaves: list[Leaf], within: str) -> None:
        self.rng = rng
        self.leaves = leaves
        self.within = within

    def condition(self, depth: int = 2) -> str:
        """True or false."""
        return self._filled(CONDITIONS, depth)

    def number(self, depth: int = 2) -> str:
        """A number."""
        return self._filled(NUMBERS, depth)

    def text(self, depth: int = 2) -> str:
        """A text."""
        return self._filled(TEXTS, depth)

    def _filled(self, shapes: tuple[str, ...], depth: int) -> str:
        shallow = [one for one in shapes if not _DEEPER.search(one)]
        shape = self.rng.choice(shapes if depth > 0 else shallow)
        return _HOLE.sub(lambda hole: self._part(hole[1], depth - 1), shape)

    def _part(self, hole: str, depth: int) -> str:
        if hole in {"condition", "number", "text"}:
            return str(getattr(self, hole)(depth))
        if hole == "letter":
            return self.rng.choice(LETTERS)
        if hole == "digit":
            return str(self.rng.choice([0, 1, 2, 3, 2.5]))
        kinds = KINDS[hole]
        inside = [one.path for one in self.leaves if one.kind in kinds and one.above == "/data/r"]
        if hole in {"amounts", "words"}:
            return self.rng.choice(inside) if inside else "instance('table')/root/item/of"
        found = [one.path for one in self.leaves if one.kind in kinds and one.above != "/data/r"]
        if self.within == "/data/r":
            found += ["../" + path.rpartition("/")[2] for path in inside]
        return self.rng.choice(found) if found else "'a'"
