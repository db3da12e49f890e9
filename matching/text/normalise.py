"""One spelling for what people write many ways: simplified, half-width, lower case; lengths never change.

Because each character becomes exactly one character, a position in the normalised text is the same position
in the message, and every finding can point at the resident's own words.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"

# Other spellings of one mark; full-width ASCII (U+FF01 to U+FF5E) is shifted as a block below.
_MARKS = {
    "\u3000": " ",
    "\xa0": " ",
    "\t": " ",
    "\r": " ",
    "｡": "。",
    "､": "、",
    "～": "~",
    "—": "-",
    "–": "-",
    "‘": "'",
    "’": "'",
}

# Latin words, with what stands between them.
_LATIN = re.compile(r"[a-z](?:[a-z' ,.]*[a-z])?")


@cache
def _table() -> dict[int, str]:
    traditional, simplified = (DATA / "traditional.txt").read_text("utf-8").splitlines()
    table = {ord(one): other for one, other in zip(traditional, simplified, strict=True)}
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0).lower()
    for code in range(ord("A"), ord("Z") + 1):
        table[code] = chr(code + 32)
    table.update({ord(one): other for one, other in _MARKS.items()})
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))  # halves of characters are none
    return table


def normalise(text: str) -> str:
    """The text in simplified characters, half-width and lower case, of the same length."""
    return text.translate(_table())


def length_of(plain: str) -> float:
    """How much a normalised text says, in Chinese characters: four Latin letters say as much as one."""
    latin = sum(map(len, _LATIN.findall(plain)))
    return len(plain) - latin * 3 / 4


def language_of(text: str) -> str:
    """Give "en" when Latin letters clearly outweigh Chinese characters, else "zh_CN" (also for no letters).

    A Chinese character counts for four Latin letters, about what it says.
    """
    chinese = sum("\u3400" <= char <= "\u9fff" for char in text)
    latin = sum(char.isascii() and char.isalpha() for char in text)
    return "en" if latin > 4 * chinese else "zh_CN"
