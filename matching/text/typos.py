"""Words typed by their sound: 电提 for 电梯, 下水到 for 下水道, or plain pinyin ("dianti huai le").

A short run of characters that sounds like a word of our field, shares a character with it and is not itself a
known pair is read as that word. Sounds are compared as southern speech hears them: zh as z, ng as n, l as n.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache

from matching.text.examples import domain_words
from matching.text.normalise import DATA

_FUZZY = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"))
_LATIN = re.compile(r"[a-z]{2,}(?:[ '][a-z]+)*")


@dataclass(frozen=True, slots=True)
class Sounds:
    """Characters by their sound, and the words of our field by theirs."""

    of: dict[str, str]
    words: dict[str, str]
    latin: dict[str, str]


@cache
def sounds() -> Sounds:
    """Built once from ``data/pinyin.txt`` (a syllable, a tab, its characters) and the domain's words."""
    plain: dict[str, str] = {}
    for line in (DATA / "pinyin.txt").read_text("utf-8").splitlines():
        syllable, _, characters = line.partition("\t")
        plain.update(dict.fromkeys(characters, syllable))
    of = {char: _fuzzy(syllable) for char, syllable in plain.items()}
    known = [word for word in domain_words() if all(char in plain for char in word)]
    return Sounds(
        of=of,
        words={" ".join(of[char] for char in word): word for word in reversed(known)},
        latin={"".join(plain[char] for char in word): word for word in reversed(known)},
    )


def _fuzzy(syllable: str) -> str:
    for one, other in _FUZZY:
        syllable = syllable.replace(one, other)
    return syllable


def corrected(plain: str, known: Container[str]) -> str:
    """The text with words of our field put in for what only sounds like them; lengths are kept.

    ``known`` holds the character runs that people really write; they are left alone.
    """
    table = sounds()
    syllables = [table.of.get(char, char) for char in plain]
    result, position = plain, 0
    while position < len(plain) - 1:
        size = 1
        for length in (4, 3, 2):
            heard = plain[position : position + length]
            word = table.words.get(" ".join(syllables[position : position + length]))
            if word and word != heard and heard not in known and set(word) & set(heard):
                result = result[:position] + word + result[position + length :]
                size = length
                break
        position += size
    return result


def from_pinyin(plain: str) -> str:
    """The words of our field that a text in Latin letters spells by their sound, or an empty text."""
    table = sounds()
    found: list[str] = []
    for run in _LATIN.findall(plain):
        letters = run.replace(" ", "").replace("'", "")
        position = 0
        while position < len(letters):
            for end in range(min(len(letters), position + 18), position + 3, -1):
                if letters[position:end] in table.latin:
                    found.append(table.latin[letters[position:end]])
                    position = end - 1
                    break
            position += 1
    return "".join(found)
