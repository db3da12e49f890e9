"""What residents say most, by words: nothing that could point at one of them.

A word counts once a resident and only when at least five different residents used it. Phone numbers,
addresses, forms of address with a surname, digits, known names and everything the dictionary calls a
person's name, a place or a company is dropped before; sentences are never shown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from digests.names import Names
from digests.vocabulary import KNOWN, STOP, SURNAMES, TITLES

AT_LEAST = 5
"""Fewer residents than this could be recognised by what they said."""

_NUMERAL = "0-9〇零一二三四五六七八九十百两"
_PERSONAL = re.compile(
    rf"\+?[0-9][0-9 \-]{{5,}}[0-9Xx]"  # phone and identity numbers
    r"|\S+@\S+|https?://\S+"
    rf"|[{SURNAMES}][\u4e00-\u9fff]{{0,2}}?(?:{TITLES})"  # 王阿姨, 李建国大爷
    rf"|[{_NUMERAL}]+(?:单元|室|户|层)(?:[{_NUMERAL}]+(?:室|户|层))?"
    r"|(?<![0-9])[0-9]{3,4}(?![0-9])(?=室|房|家|$|[，。、；])"
    r"|(?:Mrs?|Ms|Miss|Dr)\.? [A-Z][a-z]+"
)
_ADDRESS = re.compile(
    rf"[\u4e00-\u9fff]{{2,4}}(?:路|街|巷|弄|大道)[{_NUMERAL}]+(?:号|弄)(?:院)?"
    rf"|[{_NUMERAL}]+(?:号楼|栋|幢|号院|号|座|弄|楼)"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"\b[a-z][a-z'-]{2,}\b")  # small letters only: a capital may begin a name
_KNOWN = re.compile("|".join(sorted(map(re.escape, KNOWN), key=len, reverse=True)))
_PARTS_OF_SPEECH = ("n", "vn", "an", "i", "j")  # things and doings; bare verbs and adjectives say little
_NAMES = ("nr", "ns", "nt")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, and how many different residents used it."""

    word: str
    count: int


def scrub(text: str, never: Iterable[Names] = ()) -> str:
    """The text with "…" in place of phone numbers, room numbers, people by surname, and known names."""
    found = {name for names in never for name in names.within(text)}
    for name in sorted(found, key=lambda name: (-len(name), name)):
        text = text.replace(name, "…")
    return _PERSONAL.sub("…", text)


def words(
    texts: Iterable[tuple[int, str]],
    never: Collection[Names] = (),
    stop: Collection[str] = STOP,
    at_least: int = AT_LEAST,
    most: int = 20,
) -> tuple[Word, ...]:
    """What was said most, as (resident's id, text) pairs go in: the most used first, at most ``most``.

    ``never`` are names to drop, ``stop`` words that say nothing. A word that is part of a longer one said
    by as many residents gives way to it.
    """
    by_word: dict[str, set[int]] = defaultdict(set)
    for person, text in texts:
        for word in _split(scrub(text, never)):
            by_word[word].add(person)
    counted = {
        word: len(people) for word, people in by_word.items() if len(people) >= at_least and word not in stop
    }
    named = _not_topics(counted)
    left = {word: count for word, count in counted.items() if word not in named}
    whole = [
        Word(word, count)
        for word, count in left.items()
        if not any(word != longer and word in longer and left[longer] >= count for longer in left)
    ]
    return tuple(sorted(whole, key=lambda word: (-word.count, word.word))[:most])


def _split(text: str) -> set[str]:
    """The words of a text that may count: those of the services first, then others, without addresses."""
    known = set(_KNOWN.findall(text))
    rest = _ADDRESS.sub(" ", _KNOWN.sub(" ", text))
    inside = {word for one in known for word in _inside(one)}
    others = {word for run in _HAN.findall(rest) for word in _segment(run) if len(word) > 1}
    return known | inside | others | set(_LATIN.findall(text))


@cache
def _inside(known: str) -> tuple[str, ...]:
    """The words within a word of the services: who asks for 加装电梯 speaks of 电梯, too."""
    return tuple(word for word in _segment(known) if len(word) > 1)


def _segment(run: str) -> Iterable[str]:
    """Dictionary words only: what jieba would guess to be a new word is most often a name."""
    return cast("Iterable[str]", _segmenter().cut(run, HMM=False))


@cache
def _segmenter() -> Any:  # noqa: ANN401 - jieba has no types
    import jieba  # noqa: PLC0415 - loads a dictionary; only who makes digests pays for it

    jieba.setLogLevel("WARNING")
    return jieba.dt


def _not_topics(candidates: Collection[str]) -> set[str]:
    """Those of the candidates that are no topic: names, places, and words that only join others."""
    kinds = _kinds(frozenset(word for word in candidates if _HAN.fullmatch(word) and word not in KNOWN))
    return {
        word
        for word, kind in kinds.items()
        if kind.startswith(_NAMES) or not kind.startswith(_PARTS_OF_SPEECH) or word[0] in "不没"
    }


@lru_cache(maxsize=8)
def _kinds(wanted: frozenset[str]) -> dict[str, str]:
    """Parts of speech by the dictionary: read through once, so that it need not stay in memory."""
    if not wanted:
        return {}
    import jieba  # noqa: PLC0415 - as above

    found = dict.fromkeys(wanted, "x")
    with jieba.get_dict_file() as dictionary:
        for line in dictionary:
            word, _, kind = line.decode().split()
            if word in wanted:
                found[word] = kind
    return found
