"""Labels inside a sentence, and whether the sentence denies them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from surveys.answers.words import bare
from surveys.choices import Option

_MARK = "\0"
"""Stands in a sentence where a label was."""
_NUMERALS = r"\d一二三四五六七八九十百日"
_DIGITS = frozenset("0123456789一二三四五六七八九十百日")
"""What goes on with another number is another name: 周六日, 15 次."""
_APART = re.compile(r"[/、，,（）()|]+")
_HARMLESS = re.compile(
    r"不错|没错|不过|不好意思|不客气|没事|不但|不仅|不光|没问题|差不多|不得了|无论|不管(?=怎|什"
    r"|是)|别的|特别|分别|非常|除了?.{0,8}还"
    r"|not only"
)
_DENIES = re.compile(
    r"[不没沒無无别非未勿唔冇莫甭]|除[了开去]|以前|曾经|\b(?:no|not|never|without|except|none"
    r"|neither|nor|but|used to)\b|n['’]t\b"
)
_ANOTHER = re.compile(r"\0(?:的|他|她|它)(?=[^\s\0，,。、])")
"""孩子他爸, 老伴的妹妹: somebody or something else than the label says."""
_NOT_MANY = re.compile(r"没[^\s，,]{1,4}几[次回个]")
"""没去过几次 is not 没去过."""
_MORE = re.compile(r"\0 ?(?:还有|以及|加上|和|跟|与|\band\b|\bplus\b) ?[^\s\0]")
"""配偶还有孩子: more than the label."""


def named(word: str, options: Sequence[Option]) -> list[Option]:
    """The choices whose labels (or parts of them, between commas) words contain; the longest wins.

    An English one only as words: no Yes in yesterday.
    """
    return _cut(word, options)[0]


def more(word: str, options: Sequence[Option]) -> bool:
    """Whether words that contain a label go on with something else."""
    found, rest = _cut(word, options)
    return bool(found) and _MORE.search(rest) is not None


def negated(word: str, options: Sequence[Option]) -> bool:
    """Whether words that contain a label say something against it or of something beside it."""
    found, rest = _cut(word, options)
    rest = _HARMLESS.sub("", rest)
    against = _DENIES.search(rest) or _ANOTHER.search(rest) or _NOT_MANY.search(word)
    return bool(found) and against is not None


def _cut(word: str, options: Sequence[Option]) -> tuple[list[Option], str]:
    """The choices found, in the order of the list, and the words with a mark in place of each."""
    named_by: dict[str, list[Option]] = {}
    for one in options:
        for name in _names(one.label):
            if name in word:
                named_by.setdefault(name, []).append(one)
    found, rest = [], word
    for name in sorted(named_by, key=len, reverse=True):
        cut = _mark(name, rest)
        if cut != rest:
            found += named_by[name]
            rest = cut
    return [one for one in options if one in found], rest


@lru_cache(maxsize=4096)
def _names(label: str) -> frozenset[str]:
    label = bare(label)
    parts = {one.strip() for one in _APART.split(label)}
    return frozenset(one for one in {label, *parts} if len(one) > (2 if one.isascii() else 1))


def _mark(name: str, words: str) -> str:
    if not name.isascii():
        before = rf"(?<![{_NUMERALS}])" if name[0] in _DIGITS else ""
        after = rf"(?![{_NUMERALS}])" if name[-1] in _DIGITS else ""
        return re.sub(before + re.escape(name) + after, _MARK, words)
    return re.sub(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", _MARK, words)
