"""The example sentences we wrote: what the day-one model learns from, and the words of our field.

``data/examples`` has one file a level-1 category: a leaf's code in brackets, then sentences as residents say
them, and after "=" the words that point to the leaf. "~" marks what is no need: thanks, small talk, abuse.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matching.text.normalise import DATA
from model.taxonomy import LEAVES, Category

FOLDER = DATA / "examples"

# A word list is chosen with care: a word stands in it once, in sentences many times and by chance.
WORD = 2.0


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text. Labels are taxonomy codes, or "~" and the value of another ``Kind``."""

    text: str
    label: str
    weight: float = 1.0
    sentence: bool = True
    """False for single words and descriptions: learnt from, but never tested on."""
    private: bool = False
    """Somebody's own words: only what several of them share may be kept (``Recipe.shared``)."""


@cache
def examples() -> tuple[Example, ...]:
    """The taxonomy's names and descriptions, then every sentence and word list we wrote."""
    rows = [row for node in LEAVES for row in _described(node)]
    for path in sorted(FOLDER.glob("*.txt")):
        rows += read(path.read_text("utf-8"))
    return tuple(rows)


@cache
def domain_words() -> tuple[str, ...]:
    """The words of our field: those that point to a leaf, and those in ``data/words.txt``."""
    pointing = [row.text for row in examples() if row.weight == WORD and 1 < len(row.text) < 6]
    extra = (DATA / "words.txt").read_text("utf-8").split()
    return tuple(dict.fromkeys(word for word in [*extra, *pointing] if not word.isascii()))


def read(text: str) -> list[Example]:
    """A file's sentences and words, each under the heading before it."""
    rows: list[Example] = []
    label = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("["):
            label = line.strip("[]")
        elif line.startswith("="):
            rows += [Example(word, label, WORD, sentence=False) for word in line.removeprefix("=").split()]
        else:
            rows.append(Example(line, label))
    return rows


def _described(node: Category) -> tuple[Example, ...]:
    words = (node.zh, node.description_zh, f"{node.en}. {node.description_en}")
    return tuple(Example(text, node.code, sentence=False) for text in words)
