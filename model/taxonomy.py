"""The service taxonomy: eighteen fields of service and their leaves. A code once given never changes.

Level 1 is the field ("elderly"), level 2 the leaf ("elderly.meals"). The Chinese name is what a resident
would read on a button (at most 8 characters), the English one at most 24. ``sensitive`` marks what asks for
the second consent: illness, poverty, violence, minors.
"""

from __future__ import annotations

from dataclasses import dataclass

from model import taxonomy_people, taxonomy_places
from model.bilingual import in_language


@dataclass(frozen=True, slots=True)
class Category:
    """One node of the taxonomy. ``parent`` is None for level 1."""

    code: str
    parent: str | None
    zh: str
    en: str
    description_zh: str
    description_en: str
    sensitive: bool

    def name(self, language: str) -> str:
        """The name in a language: Chinese for any "zh…", English otherwise."""
        return in_language(language, self.zh, self.en)

    def description(self, language: str) -> str:
        """One sentence on what belongs here, in a language."""
        return in_language(language, self.description_zh, self.description_en)


def _category(row: tuple[str, str, str, str, str, bool]) -> Category:
    code, zh, en, description_zh, description_en, sensitive = row
    parent, dot, _leaf = code.partition(".")
    return Category(code, parent if dot else None, zh, en, description_zh, description_en, sensitive)


TAXONOMY: tuple[Category, ...] = tuple(map(_category, taxonomy_people.ROWS + taxonomy_places.ROWS))

_BY_CODE = {node.code: node for node in TAXONOMY}
_CHILDREN: dict[str, tuple[Category, ...]] = {
    top.code: tuple(leaf for leaf in TAXONOMY if leaf.parent == top.code)
    for top in TAXONOMY
    if top.parent is None
}

LEVEL1: tuple[Category, ...] = tuple(node for node in TAXONOMY if node.parent is None)
LEAVES: tuple[Category, ...] = tuple(node for node in TAXONOMY if node.parent is not None)


def category(code: str) -> Category:
    """The category with this code, level 1 or 2; KeyError when there is none."""
    return _BY_CODE[code]


def children(code: str) -> tuple[Category, ...]:
    """The leaves of a level-1 category, in the order of their buttons; empty for a leaf."""
    return _CHILDREN.get(code, ())


def level1(code: str) -> Category:
    """The level-1 category a code belongs to (itself, when it is one); KeyError when there is none."""
    return _BY_CODE[_BY_CODE[code].parent or code]
